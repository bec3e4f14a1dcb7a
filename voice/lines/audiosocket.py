"""Asterisk's AudioSocket: one TCP connection is one call.

Protocol: docs.asterisk.org, Channel Drivers, AudioSocket.
"""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from typing import Final

from voice.errors import LineError
from voice.lines.audiosocket_frames import FrameSocket, Kind, frame
from voice.lines.departures import Departures
from voice.lines.outbox import Message
from voice.lines.socket_line import SILENT_S, SocketLine, Who, opening
from voice.pcm import BYTES_PER_SAMPLE

_FIRST_SOUND_S: Final = 1.0
"""Asterisk gives up on a server that is silent for 2 s."""
_UUID_BYTES: Final = 16
_SOUND: Final[dict[int | None, int]] = {Kind.SLIN_8: 8000, Kind.SLIN_16: 16000}


class AudioSocketLine(SocketLine):
    """One connection. Asterisk does not say who calls whom; the UUID is the dialplan's own."""

    name = "audiosocket"

    def __init__(
        self,
        socket: FrameSocket,
        call: str,
        sample_rate: int,
        departures: Departures,
        silent_s: float,
    ) -> None:
        """``call`` is the UUID in its usual form."""
        self._call = call
        self._departures = departures
        self._kind = Kind.SLIN_8 if _SOUND[Kind.SLIN_8] == sample_rate else Kind.SLIN_16
        super().__init__(socket, sample_rate, Who(), silent_s)

    @classmethod
    async def open(
        cls, socket: FrameSocket, departures: Departures, *, silent_s: float = SILENT_S
    ) -> AudioSocketLine:
        """Read the UUID and the first sound, which tells the rate (8 kHz when none comes at once).

        Raises ``LineError`` (the socket is then closed).
        """
        async with opening(cls.name, socket):
            first = await socket.receive()
            if first[0] != Kind.UUID or len(first) != 1 + _UUID_BYTES:
                raise LineError("the peer sent something else than a UUID first")
            rate = _SOUND.get(await _first_kind(socket), 8000)
        return cls(socket, str(uuid.UUID(bytes=first[1:])), rate, departures, silent_s)

    def play(self, pcm: bytes) -> None:
        """Send 20 ms."""
        if not self._over:
            self._outbox.put(frame(self._kind, pcm), sound=True)

    async def transfer(self, number: str) -> bool:
        """Hang up; the dialplan then asks where to go on."""
        if self._over:
            return False
        self._departures.note(self._call, number)
        self._finish("transferred")
        return True

    def _farewell(self) -> Message:
        return frame(Kind.HANG_UP)

    async def _take(self, message: Message) -> None:
        if isinstance(message, str):
            raise LineError("the peer sent text")
        payload = message[1:]
        match message[0]:
            case self._kind:
                if len(payload) % BYTES_PER_SAMPLE:
                    raise LineError("the peer sent half a sample")
                await self._inbox.hear(payload)
            case Kind.KEY:
                await self._inbox.press(payload.decode("latin-1"))
            case Kind.HANG_UP:
                self._finish("caller")
            case Kind.ERROR:
                raise LineError(f"Asterisk reports the error {payload[:4].hex() or 'unknown'}")
            case kind:
                raise LineError(f"the peer sent a frame of the type {kind:#04x}")


async def _first_kind(socket: FrameSocket) -> int | None:
    """The type of the first frame that is no key, or None; all stay to be received."""
    frames: list[bytes] = []
    with suppress(TimeoutError):
        async with asyncio.timeout(_FIRST_SOUND_S):
            while not frames or frames[-1][0] == Kind.KEY:
                frames.append(await socket.receive())
    for one in frames:
        socket.put_back(one)
    return frames[-1][0] if frames else None
