"""SIP messages: from bytes to start line, headers and body, and back (RFC 3261, section 7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from voice.sip.values import split_list

MESSAGE_LIMIT = 65_535
HEAD_LIMIT = 16_384
HEADERS_LIMIT = 200
TOKEN = r"[A-Za-z0-9.!%*_+`'~-]+"  # noqa: S105

_COMPACT = {
    "a": "accept-contact",
    "b": "referred-by",
    "c": "content-type",
    "d": "request-disposition",
    "e": "content-encoding",
    "f": "from",
    "i": "call-id",
    "k": "supported",
    "l": "content-length",
    "m": "contact",
    "o": "event",
    "r": "refer-to",
    "s": "subject",
    "t": "to",
    "u": "allow-events",
    "v": "via",
    "x": "session-expires",
}
_ODD_CASE = {
    "call-id": "Call-ID",
    "cseq": "CSeq",
    "min-se": "Min-SE",
    "www-authenticate": "WWW-Authenticate",
}
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_HEADER = re.compile(rf"({TOKEN})[ \t]*:(.*)", re.DOTALL)
_FOLD = re.compile(r"\r?\n[ \t]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_REQUEST_LINE = re.compile(rf"({TOKEN}) (\S+) SIP/(\d{{1,3}})\.(\d{{1,3}})", re.IGNORECASE)
_STATUS_LINE = re.compile(r"SIP/2\.0 ([1-6]\d\d)(?: (.*))?", re.IGNORECASE)


class UnreadableError(Exception):
    """Not SIP, or so broken that no answer to it can be addressed."""


class MalformedError(Exception):
    """A request that is answered with ``status``; ``headers`` are those that could be read."""

    def __init__(self, status: int, method: str, headers: Headers) -> None:
        super().__init__(f"{status} to {method}")
        self.status = status
        self.method = method
        self.headers = headers


class Headers:
    """Header fields in order; names are matched without case and in their compact form too."""

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        self._fields = [(_name(name), value) for name, value in fields]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def get(self, name: str) -> str | None:
        """The first field's value; None when there is none."""
        wanted = _name(name)
        return next((value for key, value in self._fields if key == wanted), None)

    def every(self, name: str) -> list[str]:
        """The values of all fields of that name, one a field."""
        wanted = _name(name)
        return [value for key, value in self._fields if key == wanted]

    def listed(self, name: str) -> list[str]:
        """The members of a comma-separated header, over all its fields."""
        return [part for value in self.every(name) for part in split_list(value)]

    def add(self, name: str, value: str) -> None:
        """Append a field."""
        self._fields.append((_name(name), value))

    def put_first(self, name: str, value: str) -> None:
        """Insert a field above all others."""
        self._fields.insert(0, (_name(name), value))


@dataclass(slots=True)
class Request:
    """A request; ``method`` is case-sensitive, ``uri`` as it was written."""

    method: str
    uri: str
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""

    def encode(self) -> bytes:
        """The bytes that are sent, with the Content-Length that is true."""
        return _encode(f"{self.method} {self.uri} SIP/2.0", self.headers, self.body)


@dataclass(slots=True)
class Response:
    """A response."""

    status: int
    reason: str
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""

    def encode(self) -> bytes:
        """The bytes that are sent, with the Content-Length that is true."""
        return _encode(f"SIP/2.0 {self.status} {self.reason}", self.headers, self.body)


def parse(data: bytes) -> Request | Response:
    """One message. What its headers say is not judged here, but for Content-Length, which bounds
    the body.

    Raises ``MalformedError`` for a request that can be refused, else ``UnreadableError``.
    """
    data = data.lstrip(b"\r\n")
    end = _END_OF_HEAD.search(data, 0, HEAD_LIMIT)
    if len(data) > MESSAGE_LIMIT or (end is None and len(data) > HEAD_LIMIT):
        raise UnreadableError("too long")
    head = data[: end.start()] if end else data
    start, _, rest = head.decode("utf-8", "surrogateescape").partition("\n")
    start = start.removesuffix("\r")
    headers, sound = _read_headers(rest)
    if start[:4].upper() == "SIP/":
        status_line = _STATUS_LINE.fullmatch(start)
        body = _body(headers, data[end.end() :]) if end else None
        if status_line is None or not sound or body is None:
            raise UnreadableError("a broken response")
        return Response(int(status_line[1]), status_line[2] or "", headers, body)
    method = start.partition(" ")[0]
    if re.fullmatch(TOKEN, method) is None:
        raise UnreadableError("not SIP")
    request_line = _REQUEST_LINE.fullmatch(start)
    if request_line is not None and (int(request_line[3]), int(request_line[4])) != (2, 0):
        raise MalformedError(505, method, headers)
    body = _body(headers, data[end.end() :]) if end else None
    if request_line is None or not sound or body is None:
        raise MalformedError(400, method, headers)
    return Request(method, request_line[2], headers, body)


def content_length(headers: Headers) -> int | None:
    """The Content-Length; -1 when it is wrong, None when there is none."""
    values = headers.every("content-length")
    if not values:
        return None
    if len(values) > 1 or re.fullmatch(r"[0-9]{1,6}", values[0]) is None:
        return -1
    return int(values[0])


def _read_headers(text: str) -> tuple[Headers, bool]:
    headers, sound = Headers(), True
    for line in _FOLD.sub(" ", text).split("\n"):
        line = line.removesuffix("\r")  # noqa: PLW2901
        if not line:
            continue
        parts = _HEADER.fullmatch(line)
        if parts is None or _CONTROL.search(line) or len(headers) >= HEADERS_LIMIT:
            sound = False
            continue
        headers.add(parts[1], parts[2].strip(" \t"))
    return headers, sound


def _body(headers: Headers, octets: bytes) -> bytes | None:
    length = content_length(headers)
    if length is None:
        return octets
    return octets[:length] if 0 <= length <= len(octets) else None


def _name(name: str) -> str:
    lower = name.lower()
    return _COMPACT.get(lower, lower)


def _written(name: str) -> str:
    return _ODD_CASE.get(name) or "-".join(part.capitalize() for part in name.split("-"))


def _encode(start: str, headers: Headers, body: bytes) -> bytes:
    lines = [start]
    lines += [f"{_written(name)}: {value}" for name, value in headers if name != "content-length"]
    lines += [f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + body
