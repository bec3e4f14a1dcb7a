"""Answers that a client may keep: told by a tag or a date when they are still the same."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

from fastapi import Request, Response

ANYWHERE: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Pages of other sites may read it."""


def keeping(tag: str, changed: datetime | None = None, seconds: int = 300) -> dict[str, str]:
    """Headers of an answer that is the same as long as ``tag`` is; ``changed`` is UTC."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": f"public, max-age={seconds}"}
    if changed is not None:
        headers["Last-Modified"] = format_datetime(changed.replace(tzinfo=UTC), usegmt=True)
    return ANYWHERE | headers


def unchanged(request: Request, headers: dict[str, str]) -> Response | None:
    """A 304 where the client's copy is still good (RFC 9110, 13.2.2); else none."""
    asked = request.headers.get("if-none-match")
    if asked is not None:
        tags = [one.strip().removeprefix("W/") for one in asked.split(",")]
        same = "*" in tags or headers["ETag"] in tags
    else:
        same = _not_since(request.headers.get("if-modified-since"), headers.get("Last-Modified"))
    return Response(status_code=304, headers=headers) if same else None


def _not_since(asked: str | None, changed: str | None) -> bool:
    if asked is None or changed is None:
        return False
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(asked)
    except (TypeError, ValueError):
        # A date that nobody can read, or one without a zone, asks for the whole answer.
        return False
