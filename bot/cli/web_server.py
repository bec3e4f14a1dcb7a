"""The web server of one worker: calls end kindly when it stops, and dead peers are let go."""

from __future__ import annotations

import socket
from typing import Any, Final

import uvicorn
from fastapi import FastAPI

_UNANSWERED_MS: Final = 30_000
"""A peer that has not acknowledged what was sent for so long is gone (RFC 5482)."""


class WebServer(uvicorn.Server):
    """Serves ``app``; before its connections are closed, its calls say goodbye."""

    def __init__(self, app: FastAPI, **settings: Any) -> None:
        """``settings`` are uvicorn's."""
        self._app = app
        super().__init__(uvicorn.Config(app, **settings))

    def serve_forever(self) -> None:
        """Until told to stop."""
        listening = self.config.bind_socket()
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNANSWERED_MS)
        self.run(sockets=[listening])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the calls end first: uvicorn cuts WebSockets at once."""
        switchboard = getattr(self._app.state, "switchboard", None)
        if switchboard is not None:
            await switchboard.close()
        await super().shutdown(sockets)
