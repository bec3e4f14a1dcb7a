"""From a probability of speech, every 20 ms, to how long somebody has spoken or been silent."""

from __future__ import annotations

from typing import Final

FRAME_MS: Final = 20
_VOICE: Final = 0.5
_BLIP_MS: Final = 60
"""Shorter bursts, of less than two of the detector's steps, are no voice and break no silence."""
PERHAPS: Final = 0.15
"""Words that come where nothing at all sounds like a voice are made of noise."""
_WORD_LAG_MS: Final = 240
"""So long after its end a word is told, more often than not; hardly ever later than the next."""
_LATEST_WORD_MS: Final = 440


class Voicing:
    """Counts in ms of sound heard; nothing in it knows the clock."""

    def __init__(self) -> None:
        self._perhaps_ms = 0
        self.run_ms = 0
        """Of the burst of voice going on; 0 in silence."""
        self.spoken_ms = 0
        """Of voice, all told."""
        self.silent_ms = 0
        """Since the last voice that was more than a blip."""
        self.hushed_ms = 0
        """Since anything that may have been a voice."""
        self.likely = 0.0
        """The highest probability lately; falls by 1 in a second."""

    def accept(self, probability: float) -> None:
        """Take in 20 ms."""
        self.likely = max(probability, self.likely - FRAME_MS / 1000)
        if probability >= _VOICE:
            self.run_ms += FRAME_MS
        else:
            self.run_ms = 0
        self.silent_ms += FRAME_MS
        self._perhaps_ms = self._perhaps_ms + FRAME_MS if probability >= PERHAPS else 0
        self.hushed_ms = 0 if self._perhaps_ms >= _BLIP_MS else self.hushed_ms + FRAME_MS
        if self.speaking:
            self.spoken_ms += _BLIP_MS if self.run_ms == _BLIP_MS else FRAME_MS
            self.silent_ms = 0

    def word_told(self) -> None:
        """The recogniser has told a word: it was said, even if it did not sound like a voice."""
        if self.silent_ms > _LATEST_WORD_MS and self.likely >= PERHAPS:
            self.silent_ms = _WORD_LAG_MS
            self.hushed_ms = min(self.hushed_ms, _WORD_LAG_MS)

    @property
    def speaking(self) -> bool:
        """Whether somebody speaks now."""
        return self.run_ms >= _BLIP_MS
