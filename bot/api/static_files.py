"""Files for the browser; scripts go over the line without their comments and needless space."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

import rjsmin
from fastapi import Response
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

_SCRIPT: Final = "text/javascript"


class OpenStatic(StaticFiles):
    """Static files that pages of other sites may load, since the widget's modules lie here."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Nothing lies at a path with a null byte, of which the system complains."""
        return ("", None) if "\0" in path else super().lookup_path(path)

    def file_response(self, full_path, *args, **kwargs):  # type: ignore[no-untyped-def]
        """Add the headers that allow it."""
        response = super().file_response(full_path, *args, **kwargs)
        if isinstance(response, FileResponse) and str(full_path).endswith(".js"):
            response = _smaller(response, Path(full_path))
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers.setdefault("Cache-Control", "public, max-age=300")
        return response


def script(path: Path) -> bytes:
    """A script as it is sent, UTF-8; raises OSError."""
    return _script(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _script(path: Path, _changed: int) -> bytes:
    small: str = rjsmin.jsmin(path.read_text(encoding="utf-8"))
    return small.encode()


def _smaller(response: FileResponse, path: Path) -> Response:
    kept = ("etag", "last-modified")
    headers = {name: response.headers[name] for name in kept if name in response.headers}
    return Response(script(path), response.status_code, headers, _SCRIPT)
