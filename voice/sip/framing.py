"""Messages out of a TCP stream, by their Content-Length (RFC 3261, section 18.3)."""

from __future__ import annotations

import re

from voice.sip.message import HEAD_LIMIT, MESSAGE_LIMIT

PING, PONG = b"\r\n\r\n", b"\r\n"
"""Keep-alive between messages (RFC 5626, section 4.4.1)."""

_LENGTH = re.compile(rb"(?:content-length|l)[ \t]*:[ \t]*([0-9]{1,6})[ \t]*\r?", re.IGNORECASE)
_NAMES_LENGTH = re.compile(rb"(?:content-length|l)[ \t]*:", re.IGNORECASE)
_BLANK = re.compile(rb"\r?\n\r?\n")


class FramingError(Exception):
    """The stream can't be followed any further; its connection must be closed."""


class Framer:
    """Cuts one connection's stream; holds at most one unfinished message."""

    def __init__(self) -> None:
        self._pending = bytearray()

    @property
    def unfinished(self) -> bool:
        """Whether a message has begun and not ended."""
        return bool(self._pending.strip(b"\r\n"))

    def feed(self, data: bytes) -> tuple[list[bytes], int]:
        """The messages that ``data`` completes, and how many keep-alives it held.

        Raises ``FramingError``.
        """
        self._pending += data
        messages: list[bytes] = []
        pings = 0
        while True:
            pings += self._skip_blank_lines()
            message = self._next()
            if message is None:
                return messages, pings
            messages.append(message)

    def _skip_blank_lines(self) -> int:
        start = 0
        pings = 0
        while self._pending.startswith(PING, start):
            start += len(PING)
            pings += 1
        while self._pending.startswith(PONG, start) and len(self._pending) > start + 2:
            start += len(PONG)
        del self._pending[:start]
        return pings

    def _next(self) -> bytes | None:
        end = _BLANK.search(self._pending, 0, HEAD_LIMIT)
        if end is None:
            if len(self._pending) >= HEAD_LIMIT:
                raise FramingError("headers too long")
            return None
        lines = bytes(self._pending[: end.start()]).split(b"\n")
        lengths = [line for line in lines if _NAMES_LENGTH.match(line)]
        sound = _LENGTH.fullmatch(lengths[0]) if len(lengths) == 1 else None
        if sound is None:
            raise FramingError("no sound Content-Length")
        size = end.end() + int(sound[1])
        if size > MESSAGE_LIMIT:
            raise FramingError("message too long")
        if len(self._pending) < size:
            return None
        message = bytes(self._pending[:size])
        del self._pending[:size]
        return message
