"""Measures of sound that the tests share: spectrum, ratios."""

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from voice.danish.corpus.levels import Samples

RATE = 8000


def ratio_db(wanted: Samples, got: Samples) -> float:
    """How much stronger ``wanted`` is than the difference, in dB."""
    difference = np.asarray(got, np.float64) - wanted
    return float(10 * np.log10(np.sum(np.square(wanted)) / np.sum(difference**2)))


def power_between(samples: Samples, low: float, high: float) -> float:
    """The power between two frequencies, in dB."""
    frequencies, powers = signal.welch(samples, RATE, nperseg=min(1024, len(samples)))
    inside = (frequencies >= low) & (frequencies < high)
    return float(10 * np.log10(powers[inside].sum() + 1e-30))


def gain_at(before: Samples, after: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(frequencies, gain in dB) between two sounds."""
    frequencies, first = signal.welch(before, RATE, nperseg=512)
    _, second = signal.welch(after, RATE, nperseg=512)
    return frequencies, 10 * np.log10((second + 1e-30) / (first + 1e-30))


def distance_db(before: Samples, after: Samples) -> float:
    """How far two sounds lie apart in 24 bands and 32 ms frames, loudness aside (in dB, RMS)."""
    logs = []
    for sound in (before, after):
        _, _, transform = signal.stft(sound, RATE, nperseg=256)
        powers = np.square(np.abs(transform[4:124])).reshape(24, 5, -1).sum(axis=1)
        found = 10 * np.log10(powers / powers.mean() + 1e-4)
        logs.append(found - found.mean())
    return float(np.sqrt(np.mean(np.square(logs[0] - logs[1]))))
