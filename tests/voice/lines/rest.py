"""A small HTTP server that answers every POST alike and remembers what was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Asked:
    """One request."""

    path: str
    form: dict[str, list[str]]
    authorization: str


@dataclass
class Rest:
    """The server."""

    url: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def answering(status: int) -> Iterator[Rest]:
    """Answer with ``status``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            said = self.headers.get("Authorization", "")
            rest.asked.append(Asked(self.path, parse_qs(body), said))
            self.send_response(status)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        rest = Rest(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield rest
        server.shutdown()
        thread.join()
