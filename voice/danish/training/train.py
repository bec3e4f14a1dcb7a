"""Trains the acoustic network: frames first, then sequences; seeded, goes on if cut off."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from voice.danish.corpus.frames import LabelledFrames
from voice.danish.training.batches import Batch, collate, shuffled
from voice.danish.training.network import AcousticNetwork, Shape
from voice.danish.training.objective import Phones, denominator, numerator, phone_trigram
from voice.danish.training.perturb import perturbed
from voice.danish.training.plan import Plan


class Trainer:
    """One run in a folder of its own: checkpoint, log (JSON lines), finished network."""

    def __init__(self, folder: Path, shape: Shape, plan: Plan) -> None:
        self.folder, self.plan, self.shape = folder, plan, shape
        folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(plan.seed)
        self.network = AcousticNetwork(shape)
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), lr=plan.frame_rate, weight_decay=1e-3, betas=(0.9, 0.98)
        )
        self.step = 0
        self._normalised = False
        self._begun = time.monotonic()

    def run(
        self, utterances: Sequence[LabelledFrames], lexical: Sequence[Phones] | None = None
    ) -> AcousticNetwork:
        """Train to the end; ``lexical`` are rows of phones for the competing phone trigram."""
        rows = lexical if lexical is not None else [u.phones for u in utterances]
        bigram, trigram = (torch.from_numpy(table) for table in phone_trigram(rows))
        if not self._resume() and not self._normalised:
            self._normalise(utterances)
        rng = np.random.default_rng(self.plan.seed + self.step)
        generator = torch.Generator().manual_seed(self.plan.seed + self.step)
        self.network.train()
        while self.step < self.plan.total:
            for group in shuffled(utterances, self.plan.frames_a_batch, rng):
                if self.step >= self.plan.total:
                    break
                self._learn(collate(group, rng), generator, bigram, trigram)
                if self.step % self.plan.save_every == 0:
                    self._save()
        self._save()
        return self.network

    def _learn(
        self, batch: Batch, generator: torch.Generator, bigram: Tensor, trigram: Tensor
    ) -> None:
        plan = self.plan
        in_sequence = self.step >= plan.frame_steps
        self._set_rate(in_sequence)
        mel = perturbed(batch.mel, generator, plan.perturbation)
        with torch.autocast("cpu", torch.bfloat16):
            scores, frame_scores = self.network(mel)
        entropy = functional.cross_entropy(
            frame_scores.float().flatten(0, 1), batch.targets.flatten(), label_smoothing=0.02
        )
        frames = float(batch.steps.sum())
        told = {"frame": float(entropy.detach())}
        loss = entropy
        if in_sequence:
            said = numerator(scores, batch.steps, batch.phones, batch.counts, batch.allowed)
            said = said + trigram_score(batch.phones, batch.counts, bigram, trigram)
            any_row = denominator(scores, batch.steps, bigram, trigram)
            usable = said > -1.0e3
            gap = ((said - any_row) * usable).sum() / frames
            size = 5e-4 * scores.float().square().mean()
            loss = plan.frame_weight * entropy - gap + size
            told["sequence"] = float(gap.detach())
            told["unusable"] = int((~usable).sum())
        else:
            # The sequence output starts out from what the frame output has learnt.
            told["accuracy"] = _accuracy(frame_scores, batch.targets)
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.step += 1
        if self.step == plan.frame_steps:
            self._start_sequence_output()
        if self.step % 10 == 0:
            self._log(told)

    def begin_with(self, network: AcousticNetwork) -> None:
        """Start from what another run has learnt, unless this one is already under way."""
        if not (self.folder / "checkpoint.pt").exists():
            self.network.load_state_dict(network.state_dict())
            self._normalised = True

    def _set_rate(self, in_sequence: bool) -> None:
        plan = self.plan
        done = self.step - plan.frame_steps if in_sequence else self.step
        steps = plan.sequence_steps if in_sequence else plan.frame_steps
        top = plan.sequence_rate if in_sequence else plan.frame_rate
        warm = min(1.0, (done + 1) / min(200, max(1, steps // 10)))
        falling = 0.5 * (1 + math.cos(math.pi * min(1.0, done / max(1, steps))))
        last = 0.05 if in_sequence else 0.3
        for group in self.optimiser.param_groups:
            group["lr"] = top * warm * (last + (1 - last) * falling)

    def _start_sequence_output(self) -> None:
        self.network.output.load_state_dict(self.network.frame_output.state_dict())

    def _normalise(self, utterances: Sequence[LabelledFrames]) -> None:
        some = np.concatenate([u.mel for u in utterances[:3000]]).astype(np.float32)
        self.network.mean.copy_(torch.from_numpy(some.mean(0)))
        self.network.scale.copy_(torch.from_numpy(1.0 / np.maximum(some.std(0), 0.1)))

    def _log(self, told: dict[str, float]) -> None:
        row = {"step": self.step, "of": self.plan.total, "spent_s": time.monotonic() - self._begun}
        with (self.folder / "log.jsonl").open("a") as log:
            log.write(json.dumps({k: round(v, 4) for k, v in {**row, **told}.items()}) + "\n")

    def _save(self) -> None:
        unfinished = self.folder / "checkpoint.part"
        state = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "shape": asdict(self.shape),
        }
        torch.save(state, unfinished)
        unfinished.rename(self.folder / "checkpoint.pt")

    def _resume(self) -> bool:
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return False
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]
        return True


def trigram_score(phones: Tensor, counts: Tensor, bigram: Tensor, trigram: Tensor) -> Tensor:
    """Log probability that the competing phone trigram gives to each row of phones, (batch,)."""
    before = torch.cat([torch.zeros_like(phones[:, :1]), phones[:, :-2]], 1)
    scores = trigram[before, phones[:, :-1], phones[:, 1:]].log()
    inside = torch.arange(scores.shape[1])[None, :] < (counts - 1)[:, None]
    return (scores * inside).sum(1)


def _accuracy(scores: Tensor, targets: Tensor) -> float:
    known = targets >= 0
    right = (scores.argmax(2) == targets) & known
    return float(right.sum() / known.sum())
