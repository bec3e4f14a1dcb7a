"""Fills in for lost sound: the last pitch period again and again, fading as G.711 appendix I."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from voice.pcm import BYTES_PER_SAMPLE

Samples = NDArray[np.float64]

_SHORTEST: Final = 40
_LONGEST: Final = 160
"""Pitch periods looked for, in samples at 8 kHz: 200 Hz to 50 Hz."""
_COMPARED: Final = 160
_KEPT: Final = _LONGEST + _COMPARED
_SILENCE: Final = bytes(_KEPT * BYTES_PER_SAMPLE)
_STEADY: Final = 80
_FADED: Final = 480
"""Full loudness for 10 ms, silence from 60 ms on: speech holds still no longer than that."""
_JOIN: Final = 40
"""Samples over which real sound takes over again, 5 ms."""


class Concealer:
    """Follows one stream of 8 kHz sound; both methods give 16-bit little-endian PCM."""

    def __init__(self) -> None:
        self._past = _SILENCE
        self._period: Samples = np.zeros(1)
        self._made = 0

    def real(self, pcm: bytes) -> bytes:
        """Sound that came, to be heard; smoothed where it follows made-up sound."""
        if self._made:
            samples = np.frombuffer(pcm, "<i2")
            join = min(_JOIN, len(samples))
            weight = (np.arange(join) + 1) / (join + 1)
            blended = samples.astype(np.float64)
            blended[:join] = blended[:join] * weight + self._go_on(join) * (1 - weight)
            pcm = bytes(blended.astype("<i2"))
            self._made = 0
        self._past = (self._past + pcm)[-len(_SILENCE) :]
        return pcm

    def made_up(self, length: int) -> bytes:
        """So many samples in place of what is missing."""
        if not self._made:
            self._period = self._last_period()
        return bytes(self._go_on(length).astype("<i2"))

    def silent(self) -> None:
        """What is made up is silence from here on, until real sound comes."""
        self._past, self._period, self._made = _SILENCE, np.zeros(1), _FADED

    def _go_on(self, length: int) -> Samples:
        place = self._made + np.arange(length)
        self._made += length
        fade = np.clip((_FADED - place) / (_FADED - _STEADY), 0, 1)
        wave: Samples = self._period[place % len(self._period)] * fade
        return wave

    def _last_period(self) -> Samples:
        past = np.frombuffer(self._past, "<i2").astype(np.float64)
        recent = past[-_COMPARED:]
        # Window k lies _LONGEST - k samples back.
        windows = np.lib.stride_tricks.sliding_window_view(past, _COMPARED)[
            : _LONGEST - _SHORTEST + 1
        ]
        likeness = windows @ recent / np.sqrt((windows**2).sum(axis=1) + 1)
        return past[-(_LONGEST - int(likeness.argmax())) :]
