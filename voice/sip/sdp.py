"""Session descriptions: reading them, and writing ours (RFC 8866)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from voice.sip.values import ip_literal

_LINES_LIMIT = 500
_MEDIA = re.compile(r"([A-Za-z0-9-]+) (\d{1,5})(?:/\d{1,5})? (\S+)((?: \S+)+) *")
_CONNECTION = re.compile(r"IN IP[46] (\S+) *", re.IGNORECASE)
_RTPMAP = re.compile(r"rtpmap:(\d{1,3}) +([A-Za-z0-9-]+)/(\d{1,6}).*", re.IGNORECASE)
DIRECTIONS = ("sendrecv", "sendonly", "recvonly", "inactive")


@dataclass(slots=True)
class MediaLine:
    """One ``m=`` and what stands under it."""

    kind: str
    port: int
    protocol: str
    formats: list[str]
    connection: str | None = None
    attributes: list[str] = field(default_factory=list)

    def direction(self) -> str | None:
        """The last direction named; None when none is."""
        named = [name for name in self.attributes if name in DIRECTIONS]
        return named[-1] if named else None

    def encodings(self) -> dict[str, str]:
        """Payload type -> ``name/rate`` in lower case."""
        maps = (_RTPMAP.fullmatch(line) for line in self.attributes)
        return {found[1]: f"{found[2]}/{found[3]}".lower() for found in maps if found}


@dataclass(slots=True)
class Description:
    """A whole description; ``connection`` is the host for every medium without its own."""

    connection: str | None = None
    attributes: list[str] = field(default_factory=list)
    media: list[MediaLine] = field(default_factory=list)

    def direction(self, line: MediaLine) -> str:
        """What the sender of this description does with that medium."""
        named = [name for name in self.attributes if name in DIRECTIONS]
        return line.direction() or (named[-1] if named else "sendrecv")


def read_description(body: bytes) -> Description:
    """Raises ValueError for what can't be understood; unknown lines are passed over."""
    lines = body.decode("utf-8", "replace").splitlines()
    if len(lines) > _LINES_LIMIT or not lines or lines[0].strip() != "v=0":
        raise ValueError("not a session description")
    description = Description()
    for line in lines:
        kind, equals, value = line.partition("=")
        if not line.strip():
            continue
        if not equals or len(kind) != 1:
            raise ValueError("not a session description line")
        current = description.media[-1] if description.media else description
        if kind == "m":
            description.media.append(_read_media(value))
        elif kind == "c":
            current.connection = _read_connection(value)
        elif kind == "a":
            current.attributes.append(value.strip())
    return description


def sendable(host: str | None, received_ip: str) -> str:
    """The IP address to send to: the one named, else the one that the message came from."""
    return (ip_literal(host) if host else None) or received_ip


def _read_media(value: str) -> MediaLine:
    parts = _MEDIA.fullmatch(value)
    if parts is None or int(parts[2]) > 65_535:
        raise ValueError("not a medium")
    return MediaLine(parts[1].lower(), int(parts[2]), parts[3], parts[4].split())


def _read_connection(value: str) -> str:
    parts = _CONNECTION.fullmatch(value)
    if parts is None:
        raise ValueError("not a connection")
    return parts[1].partition("/")[0]
