"""The figures of a telephone process that runs by itself: /metrics and /healthz on a port."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST

from bot.api.metrics_page import exposition


@contextmanager
def figures_served(host: str, port: int) -> Iterator[int]:
    """Served inside; gives the port. Port 0 serves nothing. Raises OSError when it is taken."""
    if port == 0:
        yield 0
        return
    server = ThreadingHTTPServer((host, port), _Figures)
    threading.Thread(target=server.serve_forever, name="figures", daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class _Figures(BaseHTTPRequestHandler):
    timeout = 5
    server_version, sys_version = "muni", ""

    def do_GET(self) -> None:
        if self.path == "/metrics":
            self._answer(200, CONTENT_TYPE_LATEST, exposition())
        elif self.path == "/healthz":
            self._answer(200, "application/json", b'{"status": "ok"}')
        else:
            self._answer(404, "text/plain", b"")

    def log_message(self, *_: Any) -> None:
        pass

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
