"""Where the speaker is and what they hold: room, handset, gain, clipping, echo of our own voice."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import fft, signal

from voice.danish.corpus.levels import Samples, fitted, speech_level, speech_power, to_amplitude

Handset = Literal["flat", "handset", "headset", "speakerphone", "car"]
Clipping = Literal["soft", "hard"]

_FREQUENCIES: Final = (100, 200, 300, 500, 1000, 1500, 2000, 3000, 3400, 4000)
_CURVES: Final[dict[Handset, tuple[float, ...]]] = {
    "flat": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "handset": (-22, -9, -4, -1, 0, 2, 4, 5, 3, -8),
    "headset": (-6, -2, 0, 1, 0, 1, 3, 5, 4, -2),
    "speakerphone": (-14, -5, 1, 3, 0, -3, -1, 1, -3, -8),
    "car": (-18, -8, 0, 2, 0, -1, -2, -5, -8, -14),
}
"""Gain in dB; "handset" follows the sending curve of a telephone (ITU-T P.48, smoothed)."""
HANDSETS: Final[tuple[Handset, ...]] = tuple(_CURVES)

_EDGE: Final = 512
"""Zeros after the end, so that a curve's short ringing doesn't come round to the beginning."""


def impulse_response(
    rate: int, rng: np.random.Generator, rt60: float, direct_db: float = 3.0
) -> Samples:
    """A made-up room: direct sound first (1.0), early reflections, noise that dies away.

    ``rt60`` is the time in seconds until it is 60 dB down, ``direct_db`` how much stronger the
    direct sound is than all else. As in real rooms, high sounds die
    sooner (in two thirds of the time).
    """
    count = max(int(rt60 * rate), 2)
    decay = np.exp(np.arange(count, dtype=np.float32) * np.float32(-6.9078 / (rt60 * rate)))
    tail = rng.standard_normal(count, dtype=np.float32)
    dark = np.convolve(tail, np.full(3, 1 / 3, np.float32))[:count]
    tail = decay * (dark + (tail - dark) * np.sqrt(decay))
    gap = int(rate * rng.uniform(0.002, 0.01))
    tail[:gap] = 0.0
    places = rng.integers(gap, max(int(rate * 0.04), gap + 1), int(rng.integers(4, 11)))
    places = places[places < count]
    signs = rng.choice(np.array([-1.0, 1.0], np.float32), len(places))
    tail[places] += signs * rng.uniform(1.0, 4.0, len(places)).astype(np.float32) * decay[places]
    energy = float(np.dot(tail, tail))
    if energy > 0.0:
        tail *= np.float32(to_amplitude(-direct_db) / np.sqrt(energy))
    tail[0] = 1.0
    return np.asarray(tail, np.float32)


def in_room(
    samples: Samples, rate: int, rng: np.random.Generator, rt60: float, direct_db: float = 3.0
) -> Samples:
    """Speech in a made-up room, no later and no louder than it was; the last echoes are cut."""
    if len(samples) == 0 or rt60 <= 0.0:
        return samples
    response = impulse_response(rate, rng, rt60, direct_db)
    wet = signal.oaconvolve(samples, response)[: len(samples)]
    before, after = speech_power(samples, rate), speech_power(wet, rate)
    if after > 0.0:
        wet *= np.float32(np.sqrt(before / after))
    return np.asarray(wet, np.float32)


def equalise(
    samples: Samples,
    rate: int,
    rng: np.random.Generator,
    handset: Handset = "flat",
    ripple_db: float = 4.0,
) -> Samples:
    """The sound of a telephone: the handset's curve, with two to five smooth humps and dips.

    Each hump is up to ``ripple_db`` high or deep and a third to two octaves wide. No delay.
    """
    if len(samples) == 0:
        return samples
    size = fft.next_fast_len(len(samples) + _EDGE, real=True)
    grid = np.linspace(0.0, rate / 2, 257)
    curve = np.interp(grid, _FREQUENCIES, _CURVES[handset]) + _humps(grid, rng, ripple_db)
    bins = np.linspace(0.0, 256.0, size // 2 + 1)
    gains = np.interp(bins, np.arange(257), 10.0 ** (curve / 20.0)).astype(np.float32)
    spectrum = fft.rfft(samples, size)
    spectrum *= gains
    return np.asarray(fft.irfft(spectrum, size)[: len(samples)], np.float32)


def change_gain(samples: Samples, decibels: float) -> Samples:
    """Louder or softer by ``decibels``."""
    return samples * np.float32(to_amplitude(decibels))


def overload(
    samples: Samples, rate: int, kind: Clipping = "soft", headroom_db: float = 9.0
) -> Samples:
    """A microphone driven too hard: nothing is more than ``headroom_db`` above the speech level.

    Undistorted speech peaks some 15 dB above its level. ``soft`` bends (tanh), ``hard`` cuts.
    """
    if len(samples) == 0:
        return samples
    ceiling = np.float32(to_amplitude(speech_level(samples, rate) + headroom_db))
    if kind == "hard":
        return np.clip(samples, -ceiling, ceiling)
    return np.asarray(np.tanh(samples / ceiling) * ceiling, np.float32)


def add_echo(
    samples: Samples,
    rate: int,
    rng: np.random.Generator,
    other: Samples,
    level_db: float = -25.0,
    delay: float = 0.15,
) -> Samples:
    """Our own voice (``other``, from a random place on) coming back over the line.

    It is ``level_db`` as loud as the speech and begins ``delay`` seconds in.
    """
    lag = int(delay * rate)
    if len(samples) <= lag or len(other) == 0:
        return samples
    echo = fitted(other, len(samples) - lag, rng)
    power = speech_power(echo, rate)
    if power == 0.0:
        return samples
    wanted = to_amplitude(speech_level(samples, rate) + level_db)
    mixed = samples.copy()
    mixed[lag:] += echo * np.float32(wanted / np.sqrt(power))
    return mixed


def _humps(
    grid: NDArray[np.float64], rng: np.random.Generator, ripple_db: float
) -> NDArray[np.float64]:
    if ripple_db <= 0.0:
        return np.zeros_like(grid)
    count = int(rng.integers(2, 6))
    octaves = np.log2(np.maximum(grid, 30.0) / 1000.0)
    centres = rng.uniform(-2.3, 2.0, (count, 1))
    widths = rng.uniform(0.15, 0.85, (count, 1))
    heights = rng.uniform(-ripple_db, ripple_db, (count, 1))
    humps = heights * np.exp(-0.5 * ((octaves - centres) / widths) ** 2)
    return np.asarray(humps.sum(axis=0), np.float64)
