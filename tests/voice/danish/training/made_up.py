"""Labelled frames made up so that a small network can learn them: each phone has its bands."""

from __future__ import annotations

import numpy as np

from voice.danish.corpus.frames import LabelledFrames
from voice.danish.phones import PHONES

_SOUNDS = np.random.default_rng(99).normal(8.0, 3.0, (len(PHONES), 40))


def utterance(seed: int, frames: int = 120, text: str = "") -> LabelledFrames:
    """Silence, phones of 9 to 15 frames by chance, silence; ``frames`` in all."""
    rng = np.random.default_rng(seed)
    starts = [0, 12]
    while starts[-1] < frames - 25:
        starts.append(starts[-1] + int(rng.integers(9, 16)))
    phones = [0, *rng.integers(2, 12, len(starts) - 2).tolist(), 0]
    place = np.searchsorted(starts, np.arange(frames), side="right") - 1
    mel = _SOUNDS[np.array(phones)[place]] + rng.normal(0.0, 0.5, (frames, 40))
    return LabelledFrames(
        text or f"ytring {seed}",
        mel.astype(np.float16),
        np.array(phones, np.int16),
        np.array(starts, np.int32),
    )
