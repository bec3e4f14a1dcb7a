"""Slower and faster speech: with the voice's height, or leaving it where it is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import soxr

from voice.danish.corpus.levels import Samples


class Retimed(NamedTuple):
    """Samples, and the factor on every old time (label, length) that gives the new one."""

    samples: Samples
    time_factor: float


def change_speed(samples: Samples, rate: int, speed: float) -> Retimed:
    """As a tape that runs ``speed`` times as fast: pitch and formants go up as time goes down."""
    count = round(len(samples) / speed)
    if len(samples) == 0 or count == len(samples):
        return Retimed(samples, 1.0)
    sound = soxr.resample(samples, rate * speed, rate, quality="MQ")[:count]
    padded = np.pad(sound, (0, count - len(sound)))
    return Retimed(np.asarray(padded, np.float32), count / len(samples))


def change_tempo(samples: Samples, rate: int, tempo: float) -> Retimed:
    """Spoken ``tempo`` times as fast, pitch and formants unchanged (WSOLA).

    Pieces of 40 ms are moved by up to 6 ms to where they go on best with the ones before, so a
    label may be as much off.
    """
    count = round(len(samples) / tempo)
    hop, reach = rate // 50, rate * 6 // 1000
    if count == len(samples) or len(samples) < 4 * hop:
        return Retimed(samples, 1.0)
    pieces = -(-count // hop) + 1
    padded = np.pad(samples, (reach + hop, 3 * hop + 2 * reach))
    window = np.hanning(2 * hop + 1)[:-1].astype(np.float32)
    last = len(padded) - 2 * hop - 2 * reach - 1
    sound = np.zeros((pieces + 1) * hop, np.float32)
    # Half of the samples are enough to find where the periods meet.
    half = np.ascontiguousarray(padded[::2])
    following = 0
    for piece in range(pieces):
        start = min(int(piece * hop * tempo), last)
        if piece:
            target = half[following // 2 : following // 2 + hop // 2]
            around = half[start // 2 : start // 2 + hop // 2 + reach]
            start += 2 * int(np.argmax(np.correlate(around, target)))
        else:
            start += reach
        sound[piece * hop : (piece + 2) * hop] += padded[start : start + 2 * hop] * window
        following = min(start + hop, last)
    return Retimed(sound[hop : hop + count], count / len(samples))
