"""Noises that come and go: cars, horns, kitchen clatter, keys, breath, lips, line crackle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voice.danish.corpus.levels import Samples
from voice.danish.corpus.steady_noise import band, coloured, swell, tone


def street(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Rumble, cars that come and pass (one in three seconds), sometimes a horn."""
    total = coloured(count, rate, rng, 2.0) * swell(count, rate, rng, 0.7, 3.0)
    seconds = count / rate
    time = np.arange(count, dtype=np.float32)
    for _ in range(int(rng.poisson(seconds / 3.0)) + 1):
        width = rng.uniform(0.4, 1.5) * rate
        middle = rng.uniform(-0.2, 1.2) * count
        passing = np.exp(-0.5 * ((time - np.float32(middle)) / np.float32(width)) ** 2)
        tyres = band(count, rate, rng, rng.uniform(500.0, 1100.0), rng.uniform(0.6, 1.1))
        total += passing * tyres * np.float32(rng.uniform(0.5, 2.0))
    for _ in range(int(rng.poisson(seconds / 15.0))):
        honk = _horn(rate, rng)
        _add(total, honk * np.float32(rng.uniform(0.3, 2.0)), int(rng.integers(max(count, 1))))
    return total


def kitchen(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Plates and cutlery: two to six strokes a second of three things that ring, over a fan."""
    things = [_ringing(rate, rng) for _ in range(3)]
    total = coloured(count, rate, rng, 1.0) * np.float32(0.02)
    _scatter(total, rate, rng, things, rng.uniform(2.0, 6.0))
    return total


def keyboard(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Typing: each key goes down and, some 90 ms later, up; three to nine keys a second."""
    keys = [_key(rate, rng) for _ in range(4)]
    total = coloured(count, rate, rng, 1.0) * np.float32(0.01)
    _scatter(total, rate, rng, keys, rng.uniform(3.0, 9.0))
    return total


def breath(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """Breaths, puffs of air that hit the microphone, and smacks of the lips: one a second."""
    sounds = [breathing(rate, rng), breathing(rate, rng), _puff(rate, rng), _smack(rate, rng)]
    total = np.zeros(count, np.float32)
    _scatter(total, rate, rng, sounds, 1.0)
    return total


def crackle(count: int, rate: int, rng: np.random.Generator) -> Samples:
    """A bad line: clicks of one to four samples and of every height, in showers."""
    total = np.zeros(count, np.float32)
    if count == 0:
        return total
    showers = rng.integers(count, size=max(int(count / rate * rng.uniform(0.5, 3.0)), 1))
    sizes = rng.geometric(1.0 / rng.uniform(5.0, 40.0), len(showers))
    spread = rng.exponential(0.08 * rate, int(sizes.sum())).astype(np.int64)
    places = np.repeat(showers, sizes) + spread
    heights = rng.standard_t(2.5, len(places)).astype(np.float32)
    widths = rng.integers(1, 5, len(places))
    for width in range(1, 5):
        wide = widths >= width
        at = places[wide] + width - 1
        inside = at < count
        total[at[inside]] += heights[wide][inside]
    return total


def _add(total: Samples, sound: Samples, start: int) -> None:
    room = total[start : start + len(sound)]
    room += sound[: len(room)]


def _scatter(
    total: Samples,
    rate: int,
    rng: np.random.Generator,
    sounds: Sequence[Samples],
    per_second: float,
) -> None:
    """Put the sounds at random places, at least one of them, the loudest ten times the softest."""
    count = len(total)
    if count == 0:
        return
    number = max(int(rng.poisson(per_second * count / rate)), 1)
    gains = 10.0 ** rng.uniform(-1.0, 0.0, number)
    places = rng.integers(count, size=number)
    for place, gain, which in zip(
        places, gains, rng.integers(len(sounds), size=number), strict=True
    ):
        _add(total, sounds[which] * np.float32(gain), int(place))


def _horn(rate: int, rng: np.random.Generator) -> Samples:
    count = int(rate * rng.uniform(0.15, 0.9))
    time = np.arange(count, dtype=np.float32)
    pitch = rng.uniform(350.0, 500.0)
    harmonics = np.array([1.0, 0.8, 0.7, 0.4, 0.3, 0.2], np.float32)
    both = tone(time * np.float32(pitch / rate), harmonics)
    both += tone(time * np.float32(pitch * 1.25 / rate), harmonics)
    edge = 0.02 * rate
    slopes = np.minimum(np.minimum(time, time[::-1]) / np.float32(edge), 1.0)
    return np.asarray(both * slopes, np.float32)


def _ringing(rate: int, rng: np.random.Generator) -> Samples:
    """One stroke on metal or china: a knock, and four to eight partials that ring up to 0.4 s."""
    count = int(rate * 0.4)
    time = np.arange(count, dtype=np.float32) / np.float32(rate)
    modes = int(rng.integers(4, 9))
    turns = (2.0 * np.pi * rng.uniform(600.0, min(3900.0, rate * 0.48), (modes, 1))).astype(
        np.float32
    )
    decays = (1.0 / rng.uniform(0.01, 0.08, (modes, 1))).astype(np.float32)
    heights = rng.uniform(0.2, 1.0, modes).astype(np.float32)
    ring = heights @ (np.sin(turns * time) * np.exp(-decays * time))
    knock = rng.standard_normal(count, dtype=np.float32) * np.exp(-time * np.float32(250.0))
    return np.asarray(ring + knock, np.float32)


def _key(rate: int, rng: np.random.Generator) -> Samples:
    click = _clicking(rate, rng, 0.004)
    total = np.zeros(int(rate * 0.16), np.float32)
    _add(total, click, 0)
    _add(
        total, click[::-1] * np.float32(rng.uniform(0.2, 0.7)), int(rate * rng.uniform(0.06, 0.12))
    )
    return total


def _clicking(rate: int, rng: np.random.Generator, seconds: float) -> Samples:
    count = max(int(rate * seconds * 6), 8)
    fading = _decay(count, rate, seconds)
    return band(count, rate, rng, rng.uniform(1200.0, 3200.0), 0.7) * fading


def breathing(rate: int, rng: np.random.Generator) -> Samples:
    """One breath of a quarter to four fifths of a second."""
    count = int(rate * rng.uniform(0.25, 0.8))
    air = band(count, rate, rng, rng.uniform(700.0, 2200.0), rng.uniform(0.5, 1.0))
    bell = np.sin(np.linspace(0.0, np.pi, count)) ** rng.uniform(1.0, 3.0)
    return np.asarray(air * bell, np.float32)


def _puff(rate: int, rng: np.random.Generator) -> Samples:
    count = int(rate * rng.uniform(0.06, 0.18))
    air = band(count, rate, rng, rng.uniform(60.0, 160.0), 0.8)
    return air * _decay(count, rate, 0.03) * np.float32(3.0)


def _smack(rate: int, rng: np.random.Generator) -> Samples:
    total = np.zeros(int(rate * 0.08), np.float32)
    _add(total, _clicking(rate, rng, 0.003), 0)
    _add(total, _clicking(rate, rng, 0.005), int(rate * rng.uniform(0.01, 0.04)))
    return total


def _decay(count: int, rate: int, seconds: float) -> NDArray[np.float32]:
    time = np.arange(count, dtype=np.float32)
    return np.asarray(np.exp(time * np.float32(-1.0 / (seconds * rate))), np.float32)
