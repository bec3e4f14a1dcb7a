"""Speech for the benchmark: sentences by espeak-ng's test voices, as they arrive by telephone."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.recordings import RATE, Recording
from voice.danish.corpus.codecs import to_16_bit
from voice.danish.corpus.telephone import TELEPHONE, apply_fixed
from voice.danish.corpus.voices import draw_test_speaker
from voice.danish.espeak import get_espeak

SEED = 3
BEFORE_S = 0.2
AFTER_S = 3.5
"""Longer than the longest silence that a model waits for after words."""
_FLOOR = 8 / 32768
"""No line is quite silent, and digital silence would be a sound of its own."""


def record(texts: Sequence[str], folder: Path) -> list[Recording]:
    """Each text once, over an A-law line, as files in ``folder``.

    Voices and line are the same each time; espeak-ng's own breath differs by a little.
    """
    dice = random.Random(SEED)
    recordings = []
    for number, text in enumerate(texts):
        speech = get_espeak().speak(text, draw_test_speaker(dice))
        before, after = (np.zeros(round(s * speech.rate), np.float32) for s in (BEFORE_S, AFTER_S))
        samples = np.concatenate([before, speech.samples.astype(np.float32) / 32768, after])
        samples += np.random.default_rng(number).normal(0, _FLOOR, len(samples)).astype(np.float32)
        line = to_16_bit(apply_fixed(samples, speech.rate, TELEPHONE, number))
        end = round((len(before) + _last_sample(speech.samples)) * RATE / speech.rate)
        file = folder / f"{number}.pcm"
        file.write_bytes(line.astype("<i2").tobytes())
        recordings.append(Recording(text, str(file), end))
    return recordings


def _last_sample(speech: NDArray[np.int16]) -> int:
    """Where it falls silent: 40 dB under its loudest."""
    loudness = np.abs(speech.astype(np.int32))
    return int(np.flatnonzero(loudness > loudness.max() / 100)[-1]) + 1
