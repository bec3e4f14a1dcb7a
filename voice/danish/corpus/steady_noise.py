"""Noises that go on all the time: coloured noise, hum, wind, people talking, television."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from voice.danish.corpus.levels import Samples, at_level, fitted, mean_power, to_amplitude

Shape = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""The amplitude at each frequency (Hz)."""


def shaped(count: int, rate: int, rng: np.random.Generator, shape: Shape) -> Samples:
    """Noise with a spectrum of this shape, its mean power 1 (in the whole of an endless one)."""
    size = fft.next_fast_len(max(count, 64), real=True)
    bins = size // 2 + 1
    gains = shape(np.linspace(0.0, rate / 2, bins, dtype=np.float32)).astype(np.float32)
    power = float(np.dot(gains, gains))
    if power == 0.0:
        return np.zeros(count, np.float32)
    pairs = rng.standard_normal(2 * bins, dtype=np.float32).view(np.complex64)
    pairs *= gains * np.float32(size / np.sqrt(4.0 * power))
    return np.asarray(fft.irfft(pairs, size)[:count], np.float32)


def coloured(count: int, rate: int, rng: np.random.Generator, exponent: float) -> Samples:
    """Noise with a power of 1 / f ** ``exponent`` from 20 Hz on: 0 white, 1 pink, 2 brown."""

    def shape(f: NDArray[np.float32]) -> NDArray[np.float32]:
        gains = np.maximum(f, 20.0) ** np.float32(-exponent / 2)
        gains[f < 20.0] = 0.0
        return np.asarray(gains, np.float32)

    return shaped(count, rate, rng, shape)


def band(count: int, rate: int, rng: np.random.Generator, centre: float, octaves: float) -> Samples:
    """Noise around ``centre`` Hz, a bell ``octaves`` wide on either side (one deviation)."""

    def shape(f: NDArray[np.float32]) -> NDArray[np.float32]:
        distance = np.log2(np.maximum(f, 1.0) / np.float32(centre)) / np.float32(octaves)
        return np.asarray(np.exp(-0.5 * distance * distance), np.float32)

    return shaped(count, rate, rng, shape)


def swell(
    count: int, rate: int, rng: np.random.Generator, per_second: float, depth_db: float
) -> Samples:
    """A slowly changing gain: a new random level ``per_second`` times a second."""
    knots = max(int(np.ceil(count / rate * per_second)), 1) + 2
    gains = 10.0 ** (rng.normal(0.0, depth_db, knots) / 20.0)
    places = (np.arange(knots) - rng.random()) * (rate / per_second)
    return np.interp(np.arange(count), places, gains).astype(np.float32)


def tone(phase: NDArray[np.float32], harmonics: NDArray[np.float32]) -> Samples:
    """A sound of this ``phase`` (in turns) with these amplitudes of harmonics 1, 2, 3 ..."""
    turn = np.arange(1024, dtype=np.float32) * np.float32(2 * np.pi / 1024)
    numbers = np.arange(1, len(harmonics) + 1, dtype=np.float32)
    table = harmonics @ np.sin(numbers[:, None] * turn)
    return np.asarray(table.astype(np.float32)[(phase * 1024.0).astype(np.int64) & 1023])


def hum(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """The mains, 50 Hz within 0.1, with up to 11 harmonics (telephones pass only those)."""
    frequency = rng.uniform(49.9, 50.1)
    numbers = np.arange(1, 13)
    harmonics = rng.uniform(0.1, 1.0, 12) / numbers ** rng.uniform(0.3, 1.2)
    harmonics[rng.random(12) < 0.3] = 0.0
    harmonics[0] = 1.0
    phase = np.arange(count, dtype=np.float32) * np.float32(frequency / rate)
    return tone(phase + np.float32(rng.random()), harmonics.astype(np.float32))


def wind(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Gusts on a microphone: below some 200 Hz, now and then driving it to its limit."""
    low = coloured(count, rate, rng, rng.uniform(1.8, 2.6)) * swell(count, rate, rng, 1.5, 7.0)
    high = band(count, rate, rng, 400.0, 0.9) * swell(count, rate, rng, 6.0, 6.0)
    return np.asarray(np.tanh(low + np.float32(0.15) * high), np.float32)


def babble(
    count: int, rate: int, rng: np.random.Generator, others: Sequence[Samples] = ()
) -> Samples:
    """Three to eight people at once, within 10 dB; murmur from nothing where no speech is given."""
    talkers = int(rng.integers(3, 9))
    if not others:
        parts = [murmur(count, rate, rng) for _ in range(min(talkers, 4))]
    else:
        parts = [fitted(others[i], count, rng) for i in rng.integers(len(others), size=talkers)]
    total = np.zeros(count, np.float32)
    for part in parts:
        total += at_level(part, rng.uniform(-10.0, 0.0))
    return total


def murmur(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Noise with the spectrum and the syllables of speech, in three bands (as the ICRA noises)."""
    total = np.zeros(count, np.float32)
    for centre, octaves, level in ((400.0, 0.6, 0.0), (1300.0, 0.4, -9.0), (2600.0, 0.4, -15.0)):
        part = band(count, rate, rng, centre * rng.uniform(0.8, 1.25), octaves)
        part *= swell(count, rate, rng, rng.uniform(3.0, 6.0), 6.0)
        total += part * np.float32(to_amplitude(level))
    return total


def television(
    count: int, rate: int, rng: np.random.Generator, others: Sequence[Samples] = ()
) -> Samples:
    """Speech (murmur where none is given) over music, from a small loudspeaker across the room."""
    if others:
        speech = fitted(others[int(rng.integers(len(others)))], count, rng)
    else:
        speech = murmur(count, rate, rng)
    tune = at_level(music(count, rate, rng), rng.uniform(-15.0, 3.0))
    sound = at_level(speech, 0.0) + tune
    size = fft.next_fast_len(max(count, 64) + 256, real=True)
    f = np.linspace(0.0, rate / 2, size // 2 + 1, dtype=np.float32)
    low, high = rng.uniform(150.0, 350.0), rng.uniform(1800.0, 3500.0)
    gains = 1.0 / np.sqrt((1.0 + (low / np.maximum(f, 1.0)) ** 6) * (1.0 + (f / high) ** 8))
    spectrum = fft.rfft(sound, size) * gains.astype(np.float32)
    return np.asarray(fft.irfft(spectrum, size)[:count], np.float32)


def music(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Notes of a minor scale that die away, two to five a second, with a bass below."""
    total = np.zeros(count, np.float32)
    scale = np.array([0, 3, 5, 7, 10, 12, 15, 17, 19])
    root = rng.uniform(100.0, 250.0)
    harmonics = (rng.uniform(0.2, 1.0, 6) / np.arange(1, 7)).astype(np.float32)
    step = int(rate / rng.uniform(2.0, 5.0))
    for start in range(0, count, step):
        length = min(int(step * rng.integers(1, 4)), count - start)
        time = np.arange(length, dtype=np.float32)
        frequency = root * 2.0 ** (rng.choice(scale) / 12.0)
        if rng.random() < 0.3:
            frequency /= 2.0
        note = tone(time * np.float32(frequency / rate), harmonics)
        note *= np.exp(time * np.float32(-1.5 / step)) * np.minimum(time / 40.0, 1.0)
        total[start : start + length] += note * np.float32(rng.uniform(0.3, 1.0))
    if mean_power(total) == 0.0:
        return coloured(count, rate, rng, 1.0)
    return total
