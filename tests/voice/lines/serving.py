"""The service's telephone routes on a real port, with a call handler that plays back what it hears.

Keys make the handler do something: 1 puts through, 2 clears, 3 hangs up, 4 tells, 5 plays until the
line gives up.
"""

from __future__ import annotations

import asyncio
import queue
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI

from bot.api import problems
from bot.api.rate import RateLimits
from bot.api.routes import voice
from bot.settings import get_settings
from voice.events import Heard, HungUp, Key
from voice.line import Line
from voice.lines.departures import Departures

NUMBER = "+4589402000"
TOLD = ("conversation", "partial", "caller", "bot", "status")
FLOOD = 60_000
"""Pieces of sound; more than the kernel keeps for a peer that does not read."""


def open_files() -> int:
    """Files and sockets that this process has open."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@dataclass
class Echo:
    """Plays back; remembers who rang and how it ended."""

    lines: list[Line] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    transfers: list[bool] = field(default_factory=list)
    endings: queue.Queue[str] = field(default_factory=queue.Queue)

    async def take(self, line: Line) -> None:
        """One call."""
        self.lines.append(line)
        event = await line.next_event()
        while not isinstance(event, HungUp):
            if isinstance(event, Heard):
                line.play(event.pcm)
            else:
                self.keys.append(event.digit)
                await self._obey(line, event)
            event = await line.next_event()
        assert await line.next_event() == event
        assert await line.transfer(NUMBER) is False
        line.play(bytes(320))
        line.clear()
        await line.hang_up()
        self.endings.put(event.ending)

    async def _obey(self, line: Line, key: Key) -> None:
        match key.digit:
            case "1":
                self.transfers.append(await line.transfer(NUMBER))
            case "2":
                line.clear()
            case "3":
                await line.hang_up()
            case "4":
                for event in TOLD:
                    line.tell(event, "Hej æøå")
                line.tell("secret", "not for the page")
            case "5":
                for number in range(FLOOD):
                    line.play(bytes(line.sample_rate // 25))
                    if number % 20 == 0:
                        await asyncio.sleep(0)

    async def ending(self) -> str:
        """How the next call to end ended."""
        return await asyncio.to_thread(self.endings.get, timeout=20)


@dataclass
class Service:
    """A running service."""

    port: int
    echo: Echo
    departures: Departures

    @property
    def url(self) -> str:
        """Its address for HTTP."""
        return f"http://127.0.0.1:{self.port}"

    def ws(self, line: str) -> str:
        """The address of a line."""
        return f"ws://127.0.0.1:{self.port}/voice/{line}"


@contextmanager
def serving(**settings: str) -> Iterator[Service]:
    """The service with these settings besides the environment's."""
    patch = pytest.MonkeyPatch()
    listener = socket.create_server(("127.0.0.1", 0))
    port: int = listener.getsockname()[1]
    given = {
        "lines": "browser,asterisk,twilio,jambonz",
        "public_url": f"http://127.0.0.1:{port}",
        "twilio_token": "hemmelig",
        "rate_limit": "false",
        **settings,
    }
    for name, value in given.items():
        patch.setenv(f"MUNI_{name.upper()}", value)
    get_settings.cache_clear()
    app = FastAPI()
    problems.install(app)
    app.include_router(voice.build_router(get_settings().open_lines))
    echo, departures = Echo(), Departures()
    app.state.switchboard, app.state.departures = echo, departures
    app.state.limits = RateLimits(get_settings())
    config = uvicorn.Config(app, ws="wsproto", log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield Service(port, echo, departures)
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
        patch.undo()
        get_settings.cache_clear()
        assert not thread.is_alive()
