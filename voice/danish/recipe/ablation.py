"""``python -m voice.danish.recipe.ablation WORK LIKE OUT``: what each ingredient pays.

Small trainings of one size, each without one ingredient, on the speech that ``muni voice train``
left in WORK; graph and lexicon are copied from the model folder LIKE, so that only the acoustics
differ. Measure each folder in OUT with ``muni voice evaluate --model``.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import torch

from voice.danish.corpus.frames import LabelledFrames
from voice.danish.corpus.heard import hear_corpus
from voice.danish.export.folder import write_acoustics
from voice.danish.recipe.run import LONGEST_FRAMES, exported, usable
from voice.danish.training.batches import load
from voice.danish.training.network import AcousticNetwork, Shape
from voice.danish.training.plan import Plan
from voice.danish.training.train import Trainer

SHARDS: Final = 24
"""Of the speech: some 17 hours."""
PLAN: Final = Plan(frame_steps=240, sequence_steps=120)
TUNING: Final = Plan(frame_steps=0, sequence_steps=60, sequence_rate=3e-4, seed=2)
SHAPE: Final = Shape(width=640, bottleneck=128)
CALLS_SEED: Final = 21


@dataclass(frozen=True)
class Variant:
    """One training: ``calls``, how strongly voices and lines vary; ``human``, tuned on people."""

    plan: Plan = PLAN
    shape: Shape = SHAPE
    calls: float = 1.0
    human: bool = True


VARIANTS: Final = {
    "all": Variant(),
    "no-human-speech": Variant(human=False),
    "no-calls": Variant(calls=0.0),
    "espeak-only": Variant(calls=0.0, human=False),
    "no-sequence-training": Variant(
        plan=replace(PLAN, frame_steps=480, sequence_steps=0), human=False
    ),
    "narrow-network": Variant(shape=Shape(width=256, bottleneck=64)),
}


def main(work: Path, like: Path, out: Path) -> None:
    """Train every variant that has no folder in ``out`` yet."""
    torch.set_num_threads(2)
    synthetic = sorted((work / "speech").glob("*.npz"))[:SHARDS]
    human = [path for folder in sorted(work.glob("calls-human-*")) for path in folder.glob("*.npz")]
    tuned = [one for one in load(human) if len(one.mel) < LONGEST_FRAMES]
    for name, variant in VARIANTS.items():
        if (out / name / "am").exists():
            continue
        sys.stderr.write(f"== {name}\n")
        calls = out / f"calls-{variant.calls}"
        heard = usable(load(hear_corpus(synthetic, calls, CALLS_SEED, 2, variant.calls)))
        network = _trained(out / name, variant, heard, tuned)
        shutil.copytree(like, out / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("am"))
        (out / name / "SHA256SUMS").unlink(missing_ok=True)
        write_acoustics(exported(network), out / name)


def _trained(
    folder: Path,
    variant: Variant,
    synthetic: Sequence[LabelledFrames],
    human: Sequence[LabelledFrames],
) -> AcousticNetwork:
    network = Trainer(folder / "training", variant.shape, variant.plan).run(list(synthetic))
    if not variant.human:
        return network
    mixed = [*human, *synthetic[: 3 * len(human)]]
    tuner = Trainer(folder / "tuning", variant.shape, TUNING)
    tuner.begin_with(network)
    return tuner.run(mixed, [one.phones for one in synthetic])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
