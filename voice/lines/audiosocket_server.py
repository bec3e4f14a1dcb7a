"""The TCP server of AudioSocket: who may connect, and one task for each call."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from voice.errors import LineError
from voice.line import Line
from voice.lines.audiosocket import AudioSocketLine
from voice.lines.audiosocket_frames import FrameSocket
from voice.lines.departures import Departures
from voice.lines.socket_line import SILENT_S, complaints
from voice.peers import Peers

log = logging.getLogger(__name__)


class AudioSocketServer:
    """Listens for Asterisk, and hands each call over."""

    def __init__(
        self,
        take: Callable[[Line], Awaitable[None]],
        departures: Departures,
        peers: Peers,
        *,
        silent_s: float = SILENT_S,
    ) -> None:
        """``take`` carries a call to its end; only ``peers`` get in."""
        self._take = take
        self._departures = departures
        self._peers = peers
        self._silent_s = silent_s
        self._server: asyncio.Server | None = None
        self._calls: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> int:
        """Listen; gives the port (a free one for 0). Raises ``LineError``."""
        try:
            self._server = await asyncio.start_server(self._connected, host, port)
        except OSError as error:
            raise LineError(
                f"AudioSocket kan ikke lytte på {host}:{port}: {error.strerror}. Vælg en anden "
                "adresse eller port."
            ) from error
        found: int = self._server.sockets[0].getsockname()[1]
        return found

    async def close(self) -> None:
        """Take no more calls, and end those that are."""
        if self._server is not None:
            self._server.close()
        for call in self._calls:
            call.cancel()
        if self._calls:
            await asyncio.wait(self._calls)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = asyncio.create_task(self._serve(reader, writer))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            address = (writer.get_extra_info("peername") or ("",))[0]
            if self._peers.allows(address):
                await self._answer(FrameSocket(reader, writer))
            else:
                complaints.say("audiosocket", f"{address} is not among the allowed peers")
        except Exception:
            log.exception("audiosocket line: a call failed")
        finally:
            writer.close()

    async def _answer(self, socket: FrameSocket) -> None:
        try:
            line = await AudioSocketLine.open(socket, self._departures, silent_s=self._silent_s)
        except LineError:
            return
        try:
            await self._take(line)
        finally:
            await line.hang_up()
