"""Responses to a request: what they copy from it, and what every one of them says."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable

from voice.sip.message import Headers, Response
from voice.sip.values import read_name_address, read_via

_SECRET = secrets.token_bytes(32)
_REASONS = {
    100: "Trying",
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    415: "Unsupported Media Type",
    416: "Unsupported URI Scheme",
    420: "Bad Extension",
    422: "Session Interval Too Small",
    481: "Call/Transaction Does Not Exist",
    482: "Loop Detected",
    487: "Request Terminated",
    488: "Not Acceptable Here",
    489: "Bad Event",
    491: "Request Pending",
    500: "Server Internal Error",
    501: "Not Implemented",
    503: "Service Unavailable",
    505: "Version Not Supported",
}
_COPIED = ("from", "to", "call-id", "cseq")


def reply(
    headers: Headers,
    status: int,
    source: tuple[str, int],
    more: Iterable[tuple[str, str]] = (),
    body: bytes = b"",
    tag: str | None = None,
) -> Response:
    """The response to the request with ``headers`` that came from ``source``.

    ``tag`` is the To tag where there is none yet; without one it is made from the request, so that
    a refusal needs no memory to be the same when the request is repeated (RFC 3261, 8.2.7).
    Raises ValueError when the topmost Via is malformed: then nobody can be answered.
    """
    copied = Headers()
    for place, via in enumerate(headers.listed("via")):
        copied.add("via", via if place else str(read_via(via).seen_from(*source)))
    if not len(copied):
        raise ValueError("no Via")
    if status < 200 or (status < 300 and tag):
        for route in headers.every("record-route"):
            copied.add("record-route", route)
    for name in _COPIED:
        value = headers.get(name)
        if value is None:
            continue
        if name == "to" and status > 100:
            value = _tagged(value, tag or _own_tag(headers))
        copied.add(name, value)
    for name, value in more:
        copied.add(name, value)
    return Response(status, _REASONS.get(status, "Refused"), copied, body)


def _tagged(to: str, tag: str) -> str:
    try:
        if "tag" in read_name_address(to).parameters:
            return to
    except ValueError:
        return to
    return f"{to};tag={tag}"


def _own_tag(headers: Headers) -> str:
    seed = "\n".join(headers.get(name) or "" for name in ("call-id", "from", "cseq"))
    octets = seed.encode("utf-8", "surrogateescape")
    return hmac.new(_SECRET, octets, hashlib.sha256).hexdigest()[:20]
