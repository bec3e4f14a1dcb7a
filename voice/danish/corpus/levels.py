"""How loud speech is where somebody speaks: the measure by which noise and gain are set."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Mono sound, 32-bit floats from -1 to 1."""

NOMINAL_DB: Final = -26.0
"""The level of speech on a telephone line, in dB below full scale (ITU-T G.191)."""

_MARGIN: Final = 10**-1.59
"""Speech is what lies above 15.9 dB under its own level (ITU-T P.56)."""
_SILENT: Final = 1e-9


def to_amplitude(decibels: float) -> float:
    """The factor on the samples that changes their level by ``decibels``."""
    return float(10.0 ** (decibels / 20.0))


def mean_power(samples: Samples) -> float:
    """The mean square, 0 for no samples."""
    return float(np.dot(samples, samples) / len(samples)) if len(samples) else 0.0


def speech_power(samples: Samples, rate: int) -> float:
    """The mean square of the frames (20 ms) in which there is speech; 0 for silence.

    As ITU-T P.56, but on frames instead of a smoothed envelope: a frame counts when it is at most
    15.9 dB weaker than the mean of those that count.
    """
    size = max(rate // 50, 1)
    count = len(samples) // size
    if count == 0:
        return mean_power(samples)
    frames = samples[: count * size].reshape(count, size)
    powers = np.einsum("ij,ij->i", frames, frames) / size
    level = float(powers.mean())
    for _ in range(10):
        if level < _SILENT:
            return 0.0
        active = float(powers[powers > level * _MARGIN].mean())
        if active <= level * 1.001:
            break
        level = active
    return level


def speech_level(samples: Samples, rate: int) -> float:
    """The level of the speech in dB below full scale; ``NOMINAL_DB`` where there is none."""
    power = speech_power(samples, rate)
    return float(10.0 * np.log10(power)) if power > 0.0 else NOMINAL_DB


def at_level(samples: Samples, decibels: float) -> Samples:
    """The samples with their mean power at ``decibels`` below full scale; silence stays."""
    power = mean_power(samples)
    if power < _SILENT**2:
        return samples
    return samples * np.float32(to_amplitude(decibels) / np.sqrt(power))


def fitted(samples: Samples, count: int, rng: np.random.Generator) -> Samples:
    """``count`` samples from a random place on, going round; zeros when there are none."""
    if len(samples) == 0 or count == 0:
        return np.zeros(count, np.float32)
    start = int(rng.integers(len(samples)))
    rounds = -(-(start + count) // len(samples))
    tiled = np.tile(samples, rounds) if rounds > 1 else samples
    return np.ascontiguousarray(tiled[start : start + count], dtype=np.float32)
