"""jambonz' ``listen`` verb: metadata as JSON, then binary 16-bit PCM both ways.

Protocol: docs.jambonz.org/verbs/verbs/listen. The verb needs ``mixType`` mono,
``bidirectionalAudio`` with ``streaming`` and the same ``sampleRate``, and ``passDtmf``.
"""

from __future__ import annotations

from typing import Final

from voice.errors import LineError
from voice.lines.departures import Departures
from voice.lines.messages import (
    caller_number,
    dialled_number,
    kommunekode,
    read_object,
    receive_object,
    word,
)
from voice.lines.outbox import Message
from voice.lines.socket import Socket
from voice.lines.socket_line import SILENT_S, SocketLine, Who, opening
from voice.pcm import BYTES_PER_SAMPLE, RATES

SUBPROTOCOLS: Final = ("audio.jambonz.org", "audio.drachtio.org")
"""Newer and older jambonz ask for these; either is accepted."""


class JambonzLine(SocketLine):
    """One ``listen``."""

    name = "jambonz"

    def __init__(
        self,
        socket: Socket,
        sample_rate: int,
        who: Who,
        *,
        call: str,
        departures: Departures,
        silent_s: float,
    ) -> None:
        """``call`` is jambonz' call SID."""
        super().__init__(socket, sample_rate, who, silent_s)
        self._call = call
        self._departures = departures

    @classmethod
    async def open(
        cls, socket: Socket, departures: Departures, *, silent_s: float = SILENT_S
    ) -> JambonzLine:
        """Read the metadata; raises ``LineError`` (the socket is then closed).

        ``municipality`` may be among the verb's own metadata.
        """
        async with opening(cls.name, socket):
            found = await receive_object(socket)
            rate = found.get("sampleRate")
            if rate not in RATES:
                raise LineError("the sampleRate must be 8000 or 16000")
            if found.get("mixType", "mono") != "mono":
                raise LineError("the mixType must be mono")
            call = word(found, "callSid")
            who = Who(
                dialled_number(found.get("to")),
                caller_number(found.get("from")),
                kommunekode(found.get("municipality")),
            )
        return cls(socket, rate, who, call=call, departures=departures, silent_s=silent_s)

    def clear(self) -> None:
        """Drop what jambonz has not played yet."""
        super().clear()
        if not self._over:
            self._outbox.put('{"type":"killAudio"}')

    async def transfer(self, number: str) -> bool:
        """End the verb; jambonz' ``actionHook`` then asks where to go on."""
        if self._over:
            return False
        self._departures.note(self._call, number)
        self._finish("transferred")
        return True

    def _farewell(self) -> Message:
        return '{"type":"disconnect"}'

    async def _take(self, message: Message) -> None:
        if isinstance(message, bytes):
            if len(message) % BYTES_PER_SAMPLE:
                raise LineError("the peer sent half a sample")
            await self._inbox.hear(message)
            return
        found = read_object(message)
        if found.get("event") == "dtmf":
            await self._inbox.press(found.get("dtmf"))
