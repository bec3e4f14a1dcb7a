"""Twilio Media Streams (``<Connect><Stream>``): JSON with base64 mu-law, 8 kHz.

Messages: twilio.com/docs/voice/media-streams/websocket-messages.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable

from voice.errors import LineError
from voice.g711 import MU_LAW
from voice.lines.messages import (
    caller_number,
    dialled_number,
    kommunekode,
    part,
    read_object,
    receive_object,
    word,
)
from voice.lines.outbox import Message
from voice.lines.socket import Socket
from voice.lines.socket_line import SILENT_S, SocketLine, Who, opening

Redirect = Callable[[str, str], Awaitable[bool]]
"""Puts the call with this call SID through to this number; says whether Twilio took it."""


class TwilioLine(SocketLine):
    """One media stream."""

    name = "twilio"

    def __init__(
        self,
        socket: Socket,
        who: Who,
        *,
        stream: str,
        call: str,
        silent_s: float,
        redirect: Redirect | None,
    ) -> None:
        """``stream`` and ``call`` are the SIDs; ``redirect`` None: calls can't be put through."""
        super().__init__(socket, 8000, who, silent_s)
        self._stream = json.dumps(stream)
        self._call = call
        self._redirect = redirect

    @classmethod
    async def open(
        cls, socket: Socket, *, silent_s: float = SILENT_S, redirect: Redirect | None = None
    ) -> TwilioLine:
        """Read ``connected`` and ``start``; raises ``LineError`` (the socket is then closed).

        The numbers are the TwiML's parameters ``dialled``, ``caller`` and ``municipality``.
        """
        async with opening(cls.name, socket):
            found = await receive_object(socket)
            if found.get("event") == "connected":
                found = await receive_object(socket)
            if found.get("event") != "start":
                raise LineError("the peer sent something else than 'start' first")
            start = part(found, "start")
            given = start.get("customParameters")
            given = given if isinstance(given, dict) else {}
            who = Who(
                dialled_number(given.get("dialled")),
                caller_number(given.get("caller")),
                kommunekode(given.get("municipality")),
            )
            stream, call = word(start, "streamSid"), word(start, "callSid")
        return cls(socket, who, stream=stream, call=call, silent_s=silent_s, redirect=redirect)

    def play(self, pcm: bytes) -> None:
        """Send 20 ms."""
        if not self._over:
            payload = base64.b64encode(MU_LAW.encode(pcm)).decode()
            media = f'{{"event":"media","streamSid":{self._stream},'
            self._outbox.put(f'{media}"media":{{"payload":"{payload}"}}}}', sound=True)

    def clear(self) -> None:
        """Drop what Twilio has not played yet."""
        super().clear()
        if not self._over:
            self._outbox.put(f'{{"event":"clear","streamSid":{self._stream}}}')

    async def transfer(self, number: str) -> bool:
        """Have Twilio dial ``number`` in this call's stead."""
        if self._over or self._redirect is None or not await self._redirect(self._call, number):
            return False
        self._finish("transferred")
        return True

    async def _take(self, message: Message) -> None:
        found = read_object(message)
        match found.get("event"):
            case "media":
                media = part(found, "media")
                if media.get("track", "inbound") == "inbound":
                    await self._inbox.hear(MU_LAW.decode(_bytes(media.get("payload"))))
            case "dtmf":
                await self._inbox.press(part(found, "dtmf").get("digit"))
            case "stop":
                self._finish("caller")
            case _:
                pass  # Marks are not used, and what Twilio adds later is not ours.


def _bytes(payload: object) -> bytes:
    if not isinstance(payload, str):
        raise LineError("the peer sent sound without a payload")
    try:
        return base64.b64decode(payload, validate=True)
    except ValueError as error:
        raise LineError("the peer sent sound that is no base64") from error
