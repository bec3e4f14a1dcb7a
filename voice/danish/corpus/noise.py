"""Noise from nothing, and speech in it at a given ratio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

import numpy as np

from voice.danish.corpus.event_noise import breath, crackle, keyboard, kitchen, street
from voice.danish.corpus.levels import (
    NOMINAL_DB,
    Samples,
    mean_power,
    speech_power,
    to_amplitude,
)
from voice.danish.corpus.steady_noise import babble, coloured, hum, television, wind

Kind = Literal[
    "white", "pink", "brown", "street", "babble", "tv", "hum", "kitchen", "wind", "keyboard",
    "breath", "crackle",
]  # fmt: skip

_MADE: Final[dict[Kind, Callable[[int, int, np.random.Generator], Samples]]] = {
    "white": lambda count, rate, rng: rng.standard_normal(count, dtype=np.float32),
    "pink": lambda count, rate, rng: coloured(count, rate, rng, 1.0),
    "brown": lambda count, rate, rng: coloured(count, rate, rng, 2.0),
    "street": street,
    "hum": hum,
    "kitchen": kitchen,
    "wind": wind,
    "keyboard": keyboard,
    "breath": breath,
    "crackle": crackle,
}
_SPOKEN: Final[
    dict[Kind, Callable[[int, int, np.random.Generator, Sequence[Samples]], Samples]]
] = {"babble": babble, "tv": television}

KINDS: Final[tuple[Kind, ...]] = (*_MADE, *_SPOKEN)
BRIEF: Final[frozenset[Kind]] = frozenset({"kitchen", "keyboard", "breath", "crackle"})
"""Noises of single events: at one ratio they rise far higher above speech than the others."""


def make_noise(
    kind: Kind,
    count: int,
    rate: int,
    rng: np.random.Generator,
    others: Sequence[Samples] = (),
) -> Samples:
    """``count`` samples of a noise, between -1 and 1.

    ``others`` is speech at the same rate, heard in "babble" and "tv"; without it they are made of
    noise with the rhythm of speech.
    """
    if count == 0:
        return np.zeros(0, np.float32)
    if kind in _SPOKEN:
        noise = _SPOKEN[kind](count, rate, rng, others)
    else:
        noise = _MADE[kind](count, rate, rng)
    return np.asarray(noise / np.maximum(np.abs(noise).max(), 1e-9), np.float32)


def mix(speech: Samples, noise: Samples, rate: int, snr_db: float) -> Samples:
    """Speech in noise (of the same length), ``snr_db`` louder than it where somebody speaks.

    The noise is measured over its whole length. Where nobody speaks, the noise comes at the level
    that it would have under speech of ``NOMINAL_DB``.
    """
    loudness = mean_power(noise)
    if loudness == 0.0:
        return speech
    level = speech_power(speech, rate) or to_amplitude(2.0 * NOMINAL_DB)
    gain = to_amplitude(-snr_db) * np.sqrt(level / loudness)
    return np.asarray(speech + noise * np.float32(gain), np.float32)
