"""The web server: it stops without failing anybody, and dead peers are let go."""

from __future__ import annotations

import asyncio
import os
import socket
from typing import Any, Final

import uvicorn
from uvicorn.supervisors import multiprocess

from bot.api.stopping import begin_stopping
from bot.cli.own_end import end_with

_UNANSWERED_MS: Final = 30_000
"""A peer that has not acknowledged what was sent for so long is gone (RFC 5482)."""
_FACTORY: Final = "bot.api.main:create_app"


class WebServer(uvicorn.Server):
    """Before its connections are closed, it asks to be left out and its calls say goodbye."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve on for a while, then end the calls, since uvicorn cuts WebSockets at once."""
        from bot.settings import get_settings

        begin_stopping()
        await asyncio.sleep(get_settings().drain_seconds)
        switchboard = getattr(_innermost(self.config.loaded_app).state, "switchboard", None)
        if switchboard is not None:
            await switchboard.close()
        await super().shutdown(sockets)


class _Worker(multiprocess.Process):
    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]) -> None:
        self._parent = os.getpid()
        super().__init__(config, sockets)

    def target(self, sockets: list[socket.socket] | None = None) -> None:
        end_with(self._parent)
        super().target(sockets)

    @property
    def server(self) -> uvicorn.Server:
        if self._server is None:
            self._server = WebServer(self.config)
        return self._server


def serve_forever(workers: int, **settings: Any) -> None:
    """Until told to stop; ``settings`` are uvicorn's."""
    config = uvicorn.Config(_FACTORY, factory=True, workers=workers, **settings)
    listening = config.bind_socket()
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNANSWERED_MS)
    if workers == 1:
        WebServer(config).run(sockets=[listening])
        return
    # uvicorn has no other place where the kind of its workers is named.
    multiprocess.Process = _Worker  # type: ignore[misc]
    multiprocess.Multiprocess(config, sockets=[listening]).run()


def _innermost(app: Any) -> Any:
    """The application inside what uvicorn wraps around it."""
    while not hasattr(app, "state"):
        app = app.app
    return app
