"""Asterisk's AudioSocket frames over TCP: one byte type, two bytes length, payload.

Protocol: docs.asterisk.org, Channel Drivers, AudioSocket.
"""

from __future__ import annotations

import asyncio
import socket as sockets
from collections import deque
from enum import IntEnum
from typing import Final

from voice.errors import LineError
from voice.lines.socket import NORMAL, SocketClosed

_HEADER: Final = 3
_LARGEST: Final = 16_384
"""Bytes of payload; half a second at 16 kHz. Asterisk sends 20 ms."""
_BACKLOG: Final = 32_768
"""Bytes that the kernel and the transport keep for a peer that does not read: 2 s."""
_CLOSING_S: Final = 1.0


class Kind(IntEnum):
    """The type of a frame."""

    HANG_UP = 0x00
    UUID = 0x01
    KEY = 0x03
    SLIN_8 = 0x10
    SLIN_16 = 0x12
    ERROR = 0xFF


def frame(kind: Kind, payload: bytes = b"") -> bytes:
    """A frame as it is sent."""
    return bytes([kind]) + len(payload).to_bytes(2, "big") + payload


class FrameSocket:
    """A TCP connection whose messages are whole frames: their type byte, then their payload."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Takes over an open connection."""
        self._reader = reader
        self._writer = writer
        self._header = b""
        self._unread: deque[bytes] = deque()
        writer.transport.set_write_buffer_limits(high=_BACKLOG)
        raw = writer.get_extra_info("socket")
        raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, _BACKLOG)
        raw.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)

    def put_back(self, message: bytes) -> None:
        """Have ``receive`` give this, after what was put back before."""
        self._unread.append(message)

    async def receive(self) -> bytes:
        """The next frame. Raises ``SocketClosed``, and ``LineError`` when it is cut off."""
        if self._unread:
            return self._unread.popleft()
        try:
            if not self._header:
                self._header = await self._reader.readexactly(_HEADER)
            length = int.from_bytes(self._header[1:], "big")
            if length > _LARGEST:
                raise LineError("the peer sent too large a frame")
            payload = await self._reader.readexactly(length)
        except asyncio.IncompleteReadError as error:
            if error.partial or self._header:
                raise LineError("the peer closed in the middle of a frame") from error
            raise SocketClosed(NORMAL) from error
        except OSError as error:
            # Asterisk closes at hang-up with our last sound unread, which TCP makes a reset.
            raise SocketClosed(NORMAL) from error
        kind, self._header = self._header[:1], b""
        return kind + payload

    async def send_bytes(self, data: bytes) -> None:
        """Send a frame."""
        try:
            self._writer.write(data)
            await self._writer.drain()
        except OSError as error:
            raise SocketClosed from error

    async def send_text(self, text: str) -> None:
        """AudioSocket has no text: raises ``LineError``."""
        raise LineError("AudioSocket carries no text")

    async def close(self, code: int) -> None:
        """Close; what an unreading peer has not fetched within 1 s is thrown away."""
        del code
        self._writer.close()
        try:
            async with asyncio.timeout(_CLOSING_S):
                await self._writer.wait_closed()
        except (OSError, TimeoutError):
            self._writer.transport.abort()
