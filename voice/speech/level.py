"""Brings made speech to a telephone: its rate, an even level, and no clipping."""

from __future__ import annotations

from typing import Final

import numpy as np
import soxr
from numpy.typing import NDArray

from voice.errors import SynthesisError
from voice.pcm import BYTES_PER_SAMPLE, RATES
from voice.synthesizer import Manner

SPEECH_LEVEL: Final = 0.1
"""Share of full scale, root mean square while speaking: -20 dBFS, 6 dB above what ITU-T P.56 gives
as usual on a line, since many callers hear badly."""
_KNEE: Final = 0.6
_CEILING: Final = 0.95
_FRAME_S: Final = 0.02
_AUDIBLE: Final = 0.03
"""Of the loudest frame (about -30 dB); quieter ones are pauses."""
_LOUDNESSES: Final = (0.1, 4.0)


def check_line_rate(sample_rate: int) -> None:
    """Raises ``SynthesisError`` when no line has that rate."""
    if sample_rate not in RATES:
        raise SynthesisError(
            f"MUNI taler med 8000 eller 16000 Hz, ikke {sample_rate} Hz. Vælg en af dem."
        )


def speech_level(samples: NDArray[np.float32], rate: int) -> float:
    """Root mean square of the parts in which something is said, as a share of full scale."""
    size = max(1, round(rate * _FRAME_S))
    whole = samples[: len(samples) - len(samples) % size].reshape(-1, size)
    if not len(whole):
        return 0.0
    powers = np.mean(np.square(whole, dtype=np.float64), axis=1)
    spoken = powers[powers >= powers.max() * _AUDIBLE**2]
    return float(np.sqrt(spoken.mean()))


def for_the_line(
    samples: NDArray[np.float32], rate: int, sample_rate: int, gain: float, manner: Manner
) -> bytes:
    """16-bit little-endian PCM at ``sample_rate`` of ``samples`` (mono, 1.0 is full scale, at
    ``rate``), ``gain`` times ``manner.loudness`` louder.

    What would be louder than 0.95 is bent under it, not cut off.
    """
    lowest, highest = _LOUDNESSES
    sound = soxr.resample(samples, rate, sample_rate) if rate != sample_rate else samples
    sound = sound * np.float32(gain * min(highest, max(lowest, manner.loudness)))
    size = np.abs(sound)
    room = _CEILING - _KNEE
    bent = np.sign(sound) * (_KNEE + room * np.tanh((size - _KNEE) / room))
    limited = np.where(size > _KNEE, bent, sound)
    return bytes(np.rint(limited * 32767).astype("<i2").tobytes())


def silence(seconds: float, sample_rate: int) -> bytes:
    """So much of nothing, as 16-bit PCM."""
    return bytes(BYTES_PER_SAMPLE * round(seconds * sample_rate))
