"""The browser's line: a microphone on a web page, over our own small protocol.

The page sends ``{"type":"start","sample_rate":16000,"municipality":"0751"}``, then 16-bit
little-endian mono PCM in binary messages of any size, ``{"type":"key","digit":"1"}`` and
``{"type":"stop"}``. It gets PCM at the same rate, 20 ms a message, and texts: ``clear`` (drop what
is not played yet), ``conversation`` and ``token`` (with which it may delete the call like a
chat), ``partial``, ``caller``, ``bot`` and ``status`` with a ``text``, ``transfer`` with a
``number`` to show as a link, and ``hangup``.
"""

from __future__ import annotations

import json
from typing import Final

from voice.errors import LineError
from voice.lines.messages import kommunekode, read_object, receive_object
from voice.lines.outbox import Message
from voice.lines.socket import Socket
from voice.lines.socket_line import SILENT_S, SocketLine, Who, opening
from voice.pcm import RATES

_SHOWN: Final = frozenset({"conversation", "token", "partial", "caller", "bot", "status"})


class BrowserLine(SocketLine):
    """One page that rings."""

    name = "browser"

    @classmethod
    async def open(cls, socket: Socket, *, silent_s: float = SILENT_S) -> BrowserLine:
        """Read ``start``; raises ``LineError`` (the socket is then closed)."""
        async with opening(cls.name, socket):
            found = await receive_object(socket)
            rate = found.get("sample_rate")
            if found.get("type") != "start" or rate not in RATES:
                raise LineError("the page sent no 'start' with a sample_rate of 8000 or 16000")
            who = Who(municipality=kommunekode(found.get("municipality")))
        return cls(socket, rate, who, silent_s)

    def clear(self) -> None:
        """Drop what the page has not played yet."""
        super().clear()
        if not self._over:
            self._outbox.put('{"type":"clear"}')

    def tell(self, event: str, text: str) -> None:
        """Show it on the page."""
        if not self._over and event in _SHOWN:
            shown = {"type": event, "text": text}
            self._outbox.put(json.dumps(shown, ensure_ascii=False))

    async def transfer(self, number: str) -> bool:
        """Show the number as a link: a page can't put a call through, but a telephone can ring."""
        if self._over:
            return False
        self._outbox.put(json.dumps({"type": "transfer", "number": number}, ensure_ascii=False))
        self._finish("transferred")
        return True

    def _farewell(self) -> Message:
        return '{"type":"hangup"}'

    async def _take(self, message: Message) -> None:
        if isinstance(message, bytes):
            await self._inbox.hear(message)
            return
        found = read_object(message)
        match found.get("type"):
            case "key":
                await self._inbox.press(found.get("digit"))
            case "stop":
                self._finish("caller")
            case _:
                raise LineError("the page sent a message of no known type")
