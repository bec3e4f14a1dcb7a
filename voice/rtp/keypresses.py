"""Keys out of telephone-event packets, each told once (RFC 4733)."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final, NamedTuple

from voice.rtp.packet import Packet, ahead

_DIGITS: Final = "0123456789*#ABCD"
_EVENT: Final = struct.Struct("!BBH")
_SHORTEST_GAP: Final = 160
"""Two presses of one key are farther apart than 20 ms, in samples."""
_FORGOTTEN: Final = -8_000 * 60
"""A timestamp a minute back is a sender that began anew, not a packet that is late."""


class _Press(NamedTuple):
    ssrc: int
    timestamp: int
    event: int
    duration: int
    ended: bool


class KeyPresses:
    """Tells a key at the first packet of it that comes, be it the start or, when that was lost, the
    end; what is sent again, comes late or is too short is passed over.
    """

    def __init__(self, on_key: Callable[[str], None]) -> None:
        self._on_key = on_key
        self._last: _Press | None = None

    def take(self, packet: Packet) -> None:
        """Hear an event packet."""
        if len(packet.payload) < _EVENT.size:
            return
        event, flags, duration = _EVENT.unpack_from(packet.payload)
        press = _Press(packet.ssrc, packet.timestamp, event, duration, bool(flags & 0x80))
        if event >= len(_DIGITS) or self._is_old(press):
            return
        self._last = press
        self._on_key(_DIGITS[event])

    def _is_old(self, press: _Press) -> bool:
        last = self._last
        if last is None or press.ssrc != last.ssrc:
            return False
        later = ahead(press.timestamp, last.timestamp, 32)
        if _FORGOTTEN < later < 0:
            return True
        same = press.event == last.event
        if later == 0 and (same or not last.ended):
            self._last = last._replace(
                duration=max(last.duration, press.duration), ended=last.ended or press.ended
            )
            return True
        # No key begins before the one before it ended: one held for longer than 8 s goes on under a
        # new timestamp (section 2.5.1.3), and some gateways give every packet of a key its own.
        if same and 0 < later <= last.duration + _SHORTEST_GAP:
            self._last = press
            return True
        return False
