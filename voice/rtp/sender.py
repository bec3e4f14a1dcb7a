"""Heads the packets that go out: sequence, timestamp, and the marker where speech sets in again."""

from __future__ import annotations

import secrets
from typing import Final

from voice.rtp.packet import Packet, build

_SAMPLE_RATE: Final = 8_000
_PAUSE_S: Final = 0.12
"""A pacer that was kept from its work catches up by so much; later than that it left sound out."""


class Sender:
    """One outgoing stream. Its timestamp counts the sound, and follows the clock over pauses."""

    def __init__(self) -> None:
        self._ssrc = secrets.randbits(32)
        self._sequence = secrets.randbits(16)
        # The first half of the range, since some phones stumble over an early wrap.
        self._origin = secrets.randbits(31)
        self._began: float | None = None
        self._position = 0

    def packet(self, payload_type: int, payload: bytes, now: float) -> bytes:
        """The next packet, with one byte of ``payload`` a sample; ``now`` in seconds."""
        first = self._began is None
        if self._began is None:
            self._began = now
        elapsed = round((now - self._began) * _SAMPLE_RATE)
        paused = elapsed - self._position > _PAUSE_S * _SAMPLE_RATE
        if paused:
            self._position = elapsed
        timestamp = (self._origin + self._position) & 0xFFFFFFFF
        self._position += len(payload)
        self._sequence = (self._sequence + 1) & 0xFFFF
        return build(
            Packet(payload_type, first or paused, self._sequence, timestamp, self._ssrc, payload)
        )
