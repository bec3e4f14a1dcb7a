"""Batches of utterances of like length, with what each of the two objectives wants of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from voice.danish.corpus.frames import LabelledFrames, read_frames
from voice.danish.training.network import SUBSAMPLING
from voice.danish.training.objective import NEVER

TOLERANCE = 5
"""Frames of 10 ms by which a phone may be heard before or after its label."""
ROUNDING = 30
"""Frames to a multiple of which a batch is padded; divisible by the subsampling."""


@dataclass(frozen=True)
class Batch:
    """Padded utterances; see ``objective`` for ``phones``, ``counts`` and ``allowed``."""

    mel: Tensor
    steps: Tensor
    targets: Tensor
    """(batch, steps) pdf of each step, -100 beyond the end."""
    phones: Tensor
    counts: Tensor
    allowed: Tensor


def load(paths: Sequence[Path], without: frozenset[str] = frozenset()) -> list[LabelledFrames]:
    """All utterances of the files but those with a word of ``without`` in them."""
    found: list[LabelledFrames] = []
    for path in paths:
        found.extend(u for u in read_frames(path) if without.isdisjoint(_words(u.text)))
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def shuffled(
    utterances: Sequence[LabelledFrames], frames: int, rng: np.random.Generator
) -> Iterator[list[LabelledFrames]]:
    """Groups of like length, about ``frames`` frames each, in a new order each time.

    Every group of one length has as many utterances, since the CPU kernels are compiled anew for
    each shape; the few that are left over wait for the next time.
    """
    by_length: dict[int, list[int]] = {}
    for index in rng.permutation(len(utterances)):
        by_length.setdefault(-(-len(utterances[index].mel) // ROUNDING), []).append(index)
    groups = []
    for length, members in by_length.items():
        size = max(1, frames // (length * ROUNDING))
        whole = len(members) // size * size or len(members)
        groups += [members[start : start + size] for start in range(0, whole, size)]
    for number in rng.permutation(len(groups)):
        yield [utterances[index] for index in groups[number]]


def collate(group: Sequence[LabelledFrames], rng: np.random.Generator) -> Batch:
    """A batch, each utterance beginning at a frame drawn among its first three."""
    offsets = rng.integers(0, SUBSAMPLING, len(group))
    lengths = [len(u.mel) - int(o) for u, o in zip(group, offsets, strict=True)]
    longest = -(-max(lengths) // ROUNDING) * ROUNDING
    steps = [(length + SUBSAMPLING - 1) // SUBSAMPLING for length in lengths]
    most_steps = longest // SUBSAMPLING
    most_phones = max(len(u.phones) for u in group)
    mel = np.empty((len(group), longest, group[0].mel.shape[1]), np.float32)
    targets = np.full((len(group), most_steps), -100, np.int64)
    phones = np.zeros((len(group), most_phones), np.int64)
    allowed = np.full((len(group), most_steps, most_phones), NEVER, np.float32)
    for row, (utterance, offset) in enumerate(zip(group, offsets, strict=True)):
        frames = utterance.mel[offset:]
        mel[row, : len(frames)] = frames
        mel[row, len(frames) :] = frames[-1]
        starts = utterance.starts - offset
        targets[row, : steps[row]] = frame_targets(utterance.phones, starts, steps[row])
        count = len(utterance.phones)
        phones[row, :count] = utterance.phones
        allowed[row, : steps[row], :count] = windows(starts, steps[row], lengths[row])
    return Batch(
        torch.from_numpy(mel),
        torch.tensor(steps),
        torch.from_numpy(targets),
        torch.from_numpy(phones),
        torch.tensor([len(u.phones) for u in group]),
        torch.from_numpy(allowed),
    )


def frame_targets(
    phones: NDArray[np.int16], starts: NDArray[np.int32], steps: int
) -> NDArray[np.int64]:
    """The pdf of each step: 2k where phone k begins, 2k + 1 where it goes on."""
    frames = np.arange(steps) * SUBSAMPLING
    segment = np.clip(np.searchsorted(starts, frames, side="right") - 1, 0, len(phones) - 1)
    begins = np.diff(segment, prepend=-1) != 0
    pdfs: NDArray[np.int64] = 2 * phones[segment].astype(np.int64) + ~begins
    return pdfs


def windows(starts: NDArray[np.int32], steps: int, frames: int) -> NDArray[np.float32]:
    """(steps, phones): 0 where the labels let a phone be heard, very negative elsewhere."""
    time = (np.arange(steps) * SUBSAMPLING)[:, None]
    ends = np.append(starts[1:], frames)
    late = time > (ends + TOLERANCE)[None, :]
    early = time < (starts - TOLERANCE)[None, :]
    result: NDArray[np.float32] = np.where(late | early, np.float32(NEVER), np.float32(0.0))
    return result
