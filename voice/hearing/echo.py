"""Whether what is heard is the bot's own voice, thrown back by the caller's telephone."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from voice.pcm import BYTES_PER_SAMPLE, check_rate

WINDOW_S: Final = 0.16
LATEST_S: Final = 0.6
"""An echo comes back at most so late: twice the way through a mobile network."""
PLAYED_S: Final = WINDOW_S + LATEST_S
"""How much of what was sent is looked at."""
_LIKE: Final = 0.5
"""Correlation from which on it is echo. Measured: 0.7 to 0.95 for an echo by a telephone's line,
0.35 to 0.8 for one by a room, below 0.4 for another's voice; 0.7 where both are as loud.
"""
_SILENT: Final = 4.0
"""RMS of 16-bit samples below which nothing was sent that could come back."""
_PRE_EMPHASIS: Final = 0.9


class OwnEcho:
    """Compares the last 160 ms heard with all that was sent up to 600 ms before.

    An echo fits one place in it well, however loud it is and whatever the line took from it;
    another's voice fits nowhere, and a caller who is louder than the echo spoils the fit.
    """

    def __init__(self, sample_rate: int) -> None:
        """For sound at 8000 or 16000 Hz; raises ``AudioError`` for another rate."""
        check_rate(sample_rate)
        self._window = round(WINDOW_S * sample_rate)
        self._reach = round(PLAYED_S * sample_rate)
        self._size = 1 << (self._reach - 1).bit_length()
        self._heard = b""

    def hear(self, pcm: bytes) -> None:
        """Take in what the caller's side sent, 16-bit little-endian mono PCM."""
        self._heard = (self._heard + pcm)[-self._window * BYTES_PER_SAMPLE :]

    def is_heard(self, played: bytes) -> bool:
        """Whether the sound last heard is mostly echo of ``played``.

        ``played`` is the PCM sent up to now, the last sample last; its last 760 ms count.
        """
        return self.likeness(played) >= _LIKE

    def likeness(self, played: bytes) -> float:
        """The best correlation (0 to 1) between what was heard last and a stretch of ``played``."""
        heard = _whitened(self._heard)
        sent = _whitened(played[-self._reach * BYTES_PER_SAMPLE :])
        count = len(heard)
        if count < self._window or len(sent) < count:
            return 0.0
        spectrum = np.fft.rfft(sent, self._size) * np.conj(np.fft.rfft(heard, self._size))
        fits = np.abs(np.fft.irfft(spectrum, self._size)[: len(sent) - count + 1])
        energies = np.concatenate([[0.0], np.cumsum(sent * sent)])
        stretches = energies[count:] - energies[:-count]
        loud = stretches > _SILENT**2 * count
        if not loud.any():
            return 0.0
        norms = np.sqrt(stretches[loud] * float(np.dot(heard, heard)))
        return float(np.max(fits[loud] / np.maximum(norms, 1e-9)))


def _whitened(pcm: bytes) -> NDArray[np.float64]:
    """Without the low tones in which all voices are alike."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float64)
    samples[1:] -= _PRE_EMPHASIS * samples[:-1]
    return samples
