"""Asterisk's chan_websocket with ``f(json)``: sound in binary, control in text messages.

Protocol: docs.asterisk.org, Channel Drivers, WebSocket (Asterisk 20.18, 22.8, 23.2 and newer).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from voice.errors import LineError
from voice.g711 import A_LAW, MU_LAW
from voice.lines.departures import Departures
from voice.lines.messages import (
    caller_number,
    dialled_number,
    kommunekode,
    read_object,
    word,
)
from voice.lines.outbox import Message
from voice.lines.pieces import Pieces
from voice.lines.socket import Socket
from voice.lines.socket_line import SILENT_S, SocketLine, Who, opening


@dataclass(frozen=True, slots=True)
class _Format:
    sample_rate: int
    bytes_per_sample: int
    encode: Callable[[bytes], bytes]
    decode: Callable[[bytes], bytes]


_FORMATS: Final = {
    "slin": _Format(8000, 2, bytes, bytes),
    "slin16": _Format(16000, 2, bytes, bytes),
    "ulaw": _Format(8000, 1, MU_LAW.encode, MU_LAW.decode),
    "alaw": _Format(8000, 1, A_LAW.encode, A_LAW.decode),
}
_LARGEST_FRAME: Final = 65_500


class AsteriskLine(SocketLine):
    """One WebSocket channel."""

    name = "asterisk"

    def __init__(
        self, socket: Socket, start: dict[str, Any], departures: Departures, silent_s: float
    ) -> None:
        """``start`` is the MEDIA_START event. Raises ``LineError`` when it lacks something."""
        chosen = _FORMATS.get(word(start, "format"))
        if chosen is None:
            raise LineError("the format must be slin, slin16, ulaw or alaw: Dial(.../c(slin16)...)")
        self._ids = {word(start, "connection_id")}
        said = _variables(start)
        if said.get("MUNI_ID"):
            self._ids.add(word(said, "MUNI_ID"))
        who = Who(
            dialled_number(said.get("MUNI_DIALLED")),
            caller_number(said.get("MUNI_CALLER")),
            kommunekode(said.get("MUNI_MUNICIPALITY")),
        )
        self._format = chosen
        # Asterisk throws away what does not fill one of its frames.
        self._frames = Pieces(_frame_bytes(start, chosen))
        self._departures = departures
        super().__init__(socket, chosen.sample_rate, who, silent_s)
        self._command("ANSWER")

    @classmethod
    async def open(
        cls, socket: Socket, departures: Departures, *, silent_s: float = SILENT_S
    ) -> AsteriskLine:
        """Wait for MEDIA_START; raises ``LineError`` (the socket is then closed).

        The numbers are the channel variables MUNI_DIALLED, MUNI_CALLER and MUNI_MUNICIPALITY;
        MUNI_ID is a further id under which the dialplan may ask where to go on.
        """
        async with opening(cls.name, socket):
            while True:
                message = await socket.receive()
                if isinstance(message, bytes):
                    continue  # Sound may overtake MEDIA_START when Asterisk is busy.
                if message.startswith("MEDIA_START"):
                    raise LineError("the peer writes plain text: put f(json) in the dial string")
                found = read_object(message)
                if found.get("event") == "MEDIA_START":
                    return cls(socket, found, departures, silent_s)

    def play(self, pcm: bytes) -> None:
        """Send 20 ms."""
        if not self._over:
            for frame in self._frames.add(self._format.encode(pcm)):
                self._outbox.put(frame, sound=True)

    def clear(self) -> None:
        """Drop what Asterisk has not played yet."""
        super().clear()
        if not self._over:
            self._frames.clear()
            self._command("FLUSH_MEDIA")

    async def transfer(self, number: str) -> bool:
        """Hang up; the dialplan then asks where to go on."""
        if self._over:
            return False
        for call_id in self._ids:
            self._departures.note(call_id, number)
        self._finish("transferred")
        return True

    def _farewell(self) -> Message:
        return '{"command":"HANGUP"}'

    def _command(self, name: str) -> None:
        self._outbox.put(f'{{"command":"{name}"}}')

    async def _take(self, message: Message) -> None:
        if isinstance(message, bytes):
            if len(message) % self._format.bytes_per_sample:
                raise LineError("the peer sent half a sample")
            await self._inbox.hear(self._format.decode(message))
            return
        found = read_object(message)
        match found.get("event"):
            case "DTMF_END":
                await self._inbox.press(found.get("digit"))
            case "MEDIA_XOFF":
                self._outbox.pause()
            case "MEDIA_XON":
                self._outbox.resume()
            case _:
                pass  # STATUS and the like answer what is never asked.


def _frame_bytes(start: dict[str, Any], chosen: _Format) -> int:
    size = start.get("optimal_frame_size")
    if isinstance(size, int) and 0 < size <= _LARGEST_FRAME and size % chosen.bytes_per_sample == 0:
        return size
    return chosen.sample_rate // 50 * chosen.bytes_per_sample


def _variables(start: dict[str, Any]) -> dict[str, Any]:
    """The channel's variables; an inherited one may still have its underscores."""
    found = start.get("channel_variables")
    return {n.lstrip("_"): v for n, v in found.items()} if isinstance(found, dict) else {}
