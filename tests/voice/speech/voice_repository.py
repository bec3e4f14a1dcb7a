"""A repository of voices on this machine, over HTTP, that can break off and lie."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FOLDER = "da/da_DK/talesyntese/medium"
VOICE = "da_DK-talesyntese-medium"


class VoiceRepository:
    """What is served, by path, and what was asked for: (path, the Range header)."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = {f"{FOLDER}/{name}": content for name, content in files.items()}
        self.asked: list[tuple[str, str | None]] = []
        self.breaks_off_after: int | None = None
        self.knows_ranges = True
        self.status: int | None = None
        self.voices: bytes = json.dumps(
            {
                VOICE: {
                    "files": {
                        path: {
                            "size_bytes": len(content),
                            "md5_digest": hashlib.md5(content, usedforsecurity=False).hexdigest(),
                        }
                        for path, content in self.files.items()
                    }
                }
            }
        ).encode()
        self.address = ""

    def fetched(self) -> list[str]:
        """Names of the files asked for, without the list."""
        paths = [path for path, _ in self.asked]
        return [path.rsplit("/", 1)[1] for path in paths if not path.endswith("voices.json")]


@contextmanager
def serving(repository: VoiceRepository) -> Iterator[VoiceRepository]:
    """Serve it at ``repository.address`` meanwhile."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            asked = self.headers.get("Range")
            repository.asked.append((path, asked))
            whole = repository.voices if path == "voices.json" else repository.files.get(path)
            if whole is None or repository.status:
                self.send_error(repository.status or 404)
                return
            start = int(re.findall(r"\d+", asked)[0]) if asked and repository.knows_ranges else 0
            content = whole[start:]
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if repository.breaks_off_after is not None and path.endswith(".onnx"):
                content = content[: repository.breaks_off_after]
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is said on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    repository.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield repository
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
