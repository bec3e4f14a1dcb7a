"""The throat's sound: how high a voice is over time, and new pulses and breath in its place."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy import fft, ndimage, signal

from voice.danish.corpus.levels import Samples
from voice.danish.corpus.lpc import Parts, power

_LOWEST, _HIGHEST = 65.0, 400.0
_VOICED: Final = 0.5
_SOFTEST: Final = 0.01
_SURE: Final = 0.8
_TAPS: Final = 8


def track_pitch(
    samples: Samples, rate: int, parts: Parts
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(Hz, voicing from 0 to 1) in each frame of ``parts``, by autocorrelation over 60 ms.

    Where there is no voice the pitch runs on from the frames around; all 120 Hz without any.
    """
    low = samples.copy()
    low[1:] += samples[:-1]
    low = low[::2]
    rate //= 2
    hop, width = parts.hop // 2, int(0.06 * rate)
    frames = len(parts.loudness)
    padded = np.zeros(frames * hop + 2 * width, np.float32)
    start = width // 2 + hop // 2
    padded[start : start + len(low)] = low[: len(padded) - start]
    window = np.hanning(width).astype(np.float32)
    size = fft.next_fast_len(2 * width, real=True)
    cut = sliding_window_view(padded, width)[::hop][:frames] * window
    first, last = int(rate / _HIGHEST), int(rate / _LOWEST)
    found = fft.irfft(power(fft.rfft(cut, size)), size)[:, : last + 2]
    own = fft.irfft(power(fft.rfft(window, size)), size)[: last + 2]
    found = found / (found[:, :1] + 1e-7) * (own[0] / own)
    # Twice the period fits as well as the period: the shortest of about equal lags is it. Then
    # the speaker's usual period keeps single frames from slipping by an octave.
    best = found[:, first:last].max(axis=1)
    lags = np.argmax(found[:, first:last] > 0.92 * best[:, None], axis=1) + first
    sure = (best > _SURE) & (parts.loudness > _SOFTEST * parts.loudness.max())
    usual = float(np.median(lags[sure])) if sure.any() else float(np.median(lags))
    first, last = max(first, int(usual / 1.7)), min(last, int(usual * 1.7) + 2)
    rows = np.arange(frames)
    lags = np.argmax(found[:, first:last], axis=1) + first
    before, peak, after = (found[rows, lags + step] for step in (-1, 0, 1))
    bend = np.minimum(before - 2.0 * peak + after, -1e-6)
    aside = np.clip(0.5 * (before - after) / bend, -0.5, 0.5)
    pitch = rate / (lags + aside)
    height = peak - 0.25 * (before - after) * aside
    voicing = np.clip((height - _VOICED) / 0.25, 0.0, 1.0)
    voicing[parts.loudness < _SOFTEST * parts.loudness.max()] = 0.0
    voiced = voicing > 0.0
    if not voiced.any():
        return np.full(frames, 120.0, np.float32), np.zeros(frames, np.float32)
    pitch = np.interp(rows, rows[voiced], ndimage.median_filter(pitch[voiced], 5, mode="nearest"))
    return pitch.astype(np.float32), voicing.astype(np.float32)


def pulses(
    pitch: Samples, rate: int, rng: np.random.Generator, jitter: float, shimmer: float
) -> Samples:
    """Pulses of the throat at ``pitch`` (Hz, one value a sample), their mean power 1.

    ``jitter`` and ``shimmer`` are how much a period and a pulse's height differ from the last
    one's (people: 0.005 to 0.02 and 0.02 to 0.1). The spectrum is flat, the phase a random one.
    """
    count = len(pitch)
    turns = np.cumsum(pitch / np.float32(rate), dtype=np.float64)
    if count == 0 or turns[-1] < 1.0:
        return np.zeros(count, np.float32)
    times = np.interp(np.arange(1, int(turns[-1]) + 1), turns, np.arange(count))
    periods = rate / pitch[times.astype(np.int64)]
    times = np.clip(times + rng.normal(0.0, jitter, len(times)) * periods, 0, count - 1)
    heights = np.sqrt(periods) * (1.0 + rng.normal(0.0, shimmer, len(times)))
    whole = np.floor(times).astype(np.int64)
    offsets = np.arange(1 - _TAPS // 2, _TAPS // 2 + 1)
    distance = offsets - (times - whole)[:, None]
    taps = np.sinc(distance) * np.cos(distance * np.pi / (_TAPS + 1)) ** 2 * heights[:, None]
    places = np.clip(whole[:, None] + offsets, 0, count - 1)
    train = np.bincount(places.reshape(-1), taps.reshape(-1), count)
    radius, angle = rng.uniform(0.2, 0.75), rng.uniform(0.1, 0.9) * np.pi
    poles = [1.0, -2.0 * radius * np.cos(angle), radius * radius]
    return np.asarray(signal.lfilter(poles[::-1], poles, train), np.float32)


def breath_noise(count: int, rng: np.random.Generator, whisper: bool) -> Samples:
    """Air through the throat, mean power 1: white in a whisper, else more of it in high sounds."""
    air = rng.standard_normal(count + 1, dtype=np.float32)
    if whisper:
        return air[1:]
    return (air[1:] - np.float32(0.7) * air[:-1]) * np.float32(1.0 / np.sqrt(1.49))
