"""What every request passes: id, size limit, security headers, time measured. Plain ASGI.

Starlette's BaseHTTPMiddleware would cost a task and a stream for each layer.
"""

import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from bot.api import metrics
from bot.api.problems import problem
from bot.api.stopping import is_stopping
from bot.request_id import new_request_id, request_of

Scope = MutableMapping[str, Any]
Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST_BODY = 64 * 1024
"""Bytes; the longest text fits four times over."""
LARGER_BODIES = {"/personale/ind-og-ud/fil": 5 * 1024 * 1024 + LARGEST_BODY}
"""Path to bytes, where staff hand in a file of 5 MB at most, with its form around it. No other path
is let through with more."""
_TOO_LONG = "Beskeden er for lang. Skriv højst 2.000 tegn"
_TOO_BIG = "Filen fylder over 5 MB. Del den i mindre filer"
_REQUEST_ID = re.compile(rb"(?i)[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What a proxy or a program draws. Anything else might be a name or a number, and is logged."""
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(self)"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        b"form-action 'self'; frame-ancestors 'none'",
    ),
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
]
_API_HEADERS = [(b"cache-control", b"no-store")]


class Envelope:
    """The outermost layer."""

    def __init__(self, app: App) -> None:
        """Wrap ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        began = time.perf_counter()
        status = 500
        private = scope["path"].startswith(("/api/", "/webhooks/"))

        async def send_with_headers(event: Event) -> None:
            nonlocal status
            if event["type"] == "http.response.start":
                status = event["status"]
                own = list(event.get("headers", []))
                known = {name.lower() for name, _ in own}
                # Of two policies of referrers the browser would take the laxer one.
                ours = [header for header in _HEADERS if header[0] not in known]
                headers = [*own, *ours, (b"x-request-id", request_id)]
                if is_stopping():
                    headers.append((b"connection", b"close"))
                if private and b"cache-control" not in known:
                    headers += _API_HEADERS
                event["headers"] = headers
            await send(event)

        try:
            largest = LARGER_BODIES.get(scope["path"], LARGEST_BODY)
            if _too_long(scope, largest):
                title = _TOO_LONG if largest == LARGEST_BODY else _TOO_BIG
                await problem(413, title)(scope, receive, send_with_headers)
                return
            with request_of(request_id.decode()):
                await self._app(scope, _limited(receive, largest), send_with_headers)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            metrics.REQUEST_SECONDS.labels(route, method, status).observe(
                time.perf_counter() - began
            )


def _request_id(scope: Scope) -> bytes:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return bytes(value)
    return new_request_id().encode()


def _too_long(scope: Scope, largest: int) -> bool:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return not value.isdigit() or int(value) > largest
    return False


def _limited(receive: Receive, largest: int) -> Receive:
    """Cut off a body that has no honest Content-Length."""
    taken = 0

    async def limited() -> Event:
        nonlocal taken
        event = await receive()
        if event["type"] == "http.request":
            taken += len(event.get("body", b""))
            if taken > largest:
                return {"type": "http.disconnect"}
        return event

    return limited
