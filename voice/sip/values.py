"""What stands in SIP headers: lists, parameters, addresses, URIs and Via (RFC 3261, section 25)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

Parameters = dict[str, str | None]

_TOKEN = r"[A-Za-z0-9.!%*_+`'~-]+"  # noqa: S105
_HOST = r"\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+"
_URI = re.compile(
    rf"(?P<scheme>sips?):(?:(?P<user>[^@<>\"\s]*)@)?(?P<host>{_HOST})(?::(?P<port>\d+))?"
    r"(?P<parameters>(?:;[^?<>\"\s]*)?)(?P<headers>(?:\?[^<>\"\s]*)?)",
    re.IGNORECASE,
)
_OTHER_URI = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):[^<>\"\s]+")
_VIA = re.compile(
    rf"SIP ?/ ?2\.0 ?/ ?(?P<transport>{_TOKEN}) (?P<host>{_HOST}) ?"
    r"(?:: ?(?P<port>\d+) ?)?(?P<parameters>(?:;.*)?)",
    re.IGNORECASE | re.DOTALL,
)
_DISPLAY_NAME = re.compile(
    r'"(?:[^"\\]|\\.)*"|(?:[A-Za-z0-9.!%*_+`\'~ \t-]|[^\x00-\x7f])*', re.DOTALL
)
_PARAMETER_VALUE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|[^\s\",<>;]+|", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Uri:
    """A sip or sips URI; of another scheme only ``scheme`` is known."""

    scheme: str
    user: str = ""
    host: str = ""
    port: int | None = None
    parameters: Parameters = field(default_factory=dict)
    has_headers: bool = False


@dataclass(frozen=True, slots=True)
class NameAddress:
    """What From, To, Contact, Route and Refer-To hold; ``uri`` as written, without brackets."""

    uri: str
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class Via:
    """One hop: where the request was sent from, as its sender says."""

    transport: str
    host: str
    port: int | None
    parameters: Parameters

    @property
    def branch(self) -> str | None:
        """The transaction's id where it is one by RFC 3261 (older agents wrote others)."""
        branch = (self.parameters.get("branch") or "").lower()
        return branch if len(branch) > len("z9hg4bk") and branch.startswith("z9hg4bk") else None

    def seen_from(self, ip: str, port: int) -> Via:
        """The same with ``received`` and ``rport`` filled in (RFC 3581)."""
        parameters = {k: v for k, v in self.parameters.items() if k != "received"}
        asks_for_port = "rport" in parameters
        if asks_for_port:
            parameters["rport"] = str(port)
        if asks_for_port or self.host.strip("[]") != ip:
            parameters["received"] = ip
        return Via(self.transport, self.host, self.port, parameters)

    def __str__(self) -> str:
        port = "" if self.port is None else f":{self.port}"
        return f"SIP/2.0/{self.transport} {self.host}{port}{write_parameters(self.parameters)}"


def split_list(text: str, separator: str = ",") -> list[str]:
    """The parts between separators that stand in no quotes and no angle brackets, stripped."""
    plain = '"' not in text and "<" not in text and ">" not in text
    parts = text.split(separator) if plain else _split(text, separator)
    return [part.strip() for part in parts]


def _split(text: str, separator: str) -> Iterator[str]:
    start, quoted, escaped, bracketed = 0, False, False, False
    for place, character in enumerate(text):
        if quoted:
            quoted = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            quoted = True
        elif character in "<>":
            bracketed = character == "<"
        elif character == separator and not bracketed:
            yield text[start:place]
            start = place + 1
    yield text[start:]


def read_parameters(text: str) -> Parameters:
    """``;name=value;name`` with names in lower case and quotes kept. Raises ValueError."""
    parameters: Parameters = {}
    if not text.strip():
        return parameters
    before, *parts = split_list(text, ";")
    if before:
        raise ValueError("parameters begin with a semicolon")
    for part in parts:
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not re.fullmatch(_TOKEN, name) or not _PARAMETER_VALUE.fullmatch(value):
            raise ValueError("a parameter is malformed")
        parameters[name.lower()] = value if equals else None
    return parameters


def write_parameters(parameters: Parameters) -> str:
    """As they stand behind a value."""
    return "".join(f";{k}" if v is None else f";{k}={v}" for k, v in parameters.items())


def read_uri(text: str) -> Uri:
    """A URI without brackets. Raises ValueError."""
    parts = _URI.fullmatch(text)
    if parts is None:
        other = _OTHER_URI.fullmatch(text)
        if other is None or other[1].lower() in {"sip", "sips"}:
            raise ValueError("not a URI")
        return Uri(other[1].lower())
    pairs = (piece.partition("=") for piece in parts["parameters"].split(";") if piece)
    return Uri(
        parts["scheme"].lower(),
        unquote(parts["user"] or "", errors="replace"),
        parts["host"],
        _port(parts["port"]),
        {name.lower(): value for name, _, value in pairs},
        bool(parts["headers"]),
    )


def read_name_address(text: str) -> NameAddress:
    """An address with or without display name and brackets. Raises ValueError."""
    text = text.strip()
    outside = re.match(r'(?:[^"<]|"(?:[^"\\]|\\.)*")*', text, re.DOTALL)
    before = outside[0] if outside else ""
    rest = text[len(before) :]
    if rest:
        uri, bracket, behind = rest[1:].partition(">")
        if not rest.startswith("<") or not bracket or not _DISPLAY_NAME.fullmatch(before.strip()):
            raise ValueError("not an address")
    else:
        uri, semicolon, behind = text.partition(";")
        behind = semicolon + behind
        if "?" in uri or "," in uri:
            raise ValueError("such a URI stands in brackets")
    uri = uri.strip()
    read_uri(uri)
    return NameAddress(uri, read_parameters(behind))


def read_via(text: str) -> Via:
    """One Via. Raises ValueError, for a port that can't be sent to as well."""
    parts = _VIA.fullmatch(" ".join(text.split()))
    if parts is None:
        raise ValueError("not a Via")
    port = _port(parts["port"])
    return Via(
        parts["transport"].upper(), parts["host"], port, read_parameters(parts["parameters"])
    )


def read_cseq(text: str) -> tuple[int, str]:
    """Number and method. Raises ValueError."""
    parts = re.fullmatch(rf"([0-9]{{1,10}})\s+({_TOKEN})", text)
    if parts is None or int(parts[1]) >= 2**31:
        raise ValueError("not a CSeq")
    return int(parts[1]), parts[2]


def ip_literal(host: str) -> str | None:
    """The IP address that ``host`` is, without brackets; None for a name, which is never asked
    for, and for addresses that no single machine has.
    """
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
    if address.is_multicast or address.is_unspecified or str(address) == "255.255.255.255":
        return None
    return None if "%" in host else str(address)


def bracketed(ip: str) -> str:
    """The address as it stands in a URI."""
    return f"[{ip}]" if ":" in ip else ip


def _port(text: str | None) -> int | None:
    if text is None:
        return None
    if len(text) > 5 or not 1 <= int(text) <= 65_535:
        raise ValueError("no such port")
    return int(text)
