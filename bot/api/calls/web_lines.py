"""The telephone lines of the web process: WebSockets, and Asterisk's AudioSocket beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI

from bot.api.calls.ears import Ears
from bot.api.calls.switchboard import build_switchboard
from bot.settings import Settings
from voice.errors import LineError
from voice.lines.audiosocket_server import AudioSocketServer
from voice.lines.departures import Departures
from voice.peers import Peers

log = structlog.get_logger(__name__)
_ELSEWHERE = {"sip"}
"""Lines with a process of their own."""


@asynccontextmanager
async def open_web_lines(app: FastAPI, settings: Settings) -> AsyncIterator[Ears | None]:
    """Calls can be taken inside: ``app.state.switchboard``, and ``app.state.departures``.

    Gives what calls are heard with, which is to follow the model; None with no lines.
    """
    lines = settings.open_lines - _ELSEWHERE
    app.state.departures = Departures()
    if not lines:
        yield None
        return
    bot = app.state.bot
    ears = await asyncio.to_thread(Ears, settings, bot.dialogue.model)
    switchboard = await asyncio.to_thread(build_switchboard, bot, settings, None, ears)
    app.state.switchboard = switchboard
    server = await _audiosocket(app, settings) if "audiosocket" in lines else None
    log.info("lines_ready", lines=sorted(lines))
    yield ears
    await switchboard.close()
    if server is not None:
        await server.close()


async def _audiosocket(app: FastAPI, settings: Settings) -> AudioSocketServer | None:
    server = AudioSocketServer(
        app.state.switchboard.take,
        app.state.departures,
        Peers(settings.listed(settings.line_peers)),
        silent_s=settings.silent_line_seconds,
    )
    try:
        await server.start(settings.audiosocket_host, settings.audiosocket_port)
    except LineError as error:
        # Another worker of this service has the port: one is enough.
        log.warning("audiosocket_not_opened", reason=str(error))
        return None
    return server
