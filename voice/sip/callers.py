"""Who rings, and which number was rung: what the INVITE says of it."""

from __future__ import annotations

from voice.sip.message import Request
from voice.sip.values import NameAddress, read_name_address, read_uri

_WITHHELD = {"", "anonymous", "unknown", "unavailable", "restricted", "private"}


def dialled_number(invite: Request) -> str | None:
    """The user part that was rung, from the Request-URI, else from To."""
    return _number(invite.uri) or _number(_address(invite.headers.get("to")))


def caller_number(invite: Request) -> str | None:
    """The caller's number, which trusted peers assert (RFC 3325); None when it is withheld."""
    headers = invite.headers
    privacy = {part.strip().lower() for part in (headers.get("privacy") or "").split(";")}
    if privacy & {"id", "user", "header"}:
        return None
    asserted = headers.listed("p-asserted-identity")
    numbers = (_number(_address(text)) for text in [*asserted, headers.get("from")])
    return next((number for number in numbers if number), None)


def _address(text: str | None) -> str:
    try:
        found: NameAddress = read_name_address(text or "")
    except ValueError:
        return ""
    return found.uri


def _number(uri: str) -> str | None:
    scheme, _, rest = uri.partition(":")
    if scheme.lower() == "tel":
        return rest.partition(";")[0] or None
    try:
        user = read_uri(uri).user
    except ValueError:
        return None
    number = user.partition(";")[0].partition(":")[0]
    if number.lower() in _WITHHELD or not number.isprintable():
        return None
    return number[:128]
