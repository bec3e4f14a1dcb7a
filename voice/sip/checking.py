"""Whether a request is one that we take: what RFC 3261 demands of its headers and its body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from voice.sip.message import Request
from voice.sip.values import read_cseq, read_name_address, read_uri, read_via

ALLOWED = ("INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "INFO", "NOTIFY", "UPDATE")
SUPPORTED = ("timer",)
SDP = "application/sdp"
_KNOWN = {*ALLOWED, "REGISTER", "SUBSCRIBE", "PUBLISH", "MESSAGE", "REFER", "PRACK"}
_ONCE = ("from", "to", "call-id", "cseq")
_AT_MOST_ONCE = ("max-forwards", "content-type", "content-length", "session-expires", "expires")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The status that answers a request, and the headers that explain it."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ids:
    """What tells dialogs and transactions apart."""

    call_id: str
    from_tag: str
    to_tag: str
    cseq: int
    method: str


def read_ids(request: Request) -> Ids:
    """The request's ids. Raises ValueError when its headers are malformed, which a 400 answers."""
    headers = request.headers
    once = all(len(headers.every(name)) == 1 for name in _ONCE)
    if not once or any(len(headers.every(name)) > 1 for name in _AT_MOST_ONCE):
        raise ValueError("a header is missing, or there twice")
    vias = [read_via(via) for via in headers.listed("via")]
    for name in ("route", "record-route", "contact"):
        for address in headers.listed(name):
            if address != "*":
                read_name_address(address)
    cseq, method = read_cseq(headers.get("cseq") or "")
    tags = [
        read_name_address(headers.get(name) or "").parameters.get("tag") or ""
        for name in ("from", "to")
    ]
    sound = (
        method == request.method
        and _number_is_sound(headers.get("max-forwards"), 255)
        and not read_uri(request.uri).has_headers
        and headers.get("call-id")
    )
    if not vias or not sound:
        raise ValueError("a header is malformed")
    return Ids(headers.get("call-id") or "", tags[0], tags[1], cseq, method)


def refusal(request: Request) -> Refusal | None:
    """Why a well-formed request is not served, whatever dialog it belongs to."""
    headers = request.headers
    allow = ("Allow", ", ".join(ALLOWED))
    if request.method not in ALLOWED:
        return Refusal(405 if request.method in _KNOWN else 501, (allow,))
    if read_uri(request.uri).scheme not in {"sip", "sips", "tel"}:
        return Refusal(416)
    if request.method in {"ACK", "CANCEL"}:
        return None
    required = [*headers.listed("require"), *headers.listed("proxy-require")]
    unknown = [tag for tag in required if tag and tag.lower() not in SUPPORTED]
    if unknown:
        return Refusal(420, (("Unsupported", ", ".join(unknown)),))
    coding = (headers.get("content-encoding") or "identity").lower()
    if coding != "identity":
        return Refusal(415, (("Accept-Encoding", "identity"),))
    return _body_refusal(request) if request.method in {"INVITE", "UPDATE"} else None


def media_type(request: Request) -> str:
    """The type of the body, without parameters, in lower case; empty when none is named."""
    return (request.headers.get("content-type") or "").partition(";")[0].strip().lower()


def _body_refusal(request: Request) -> Refusal | None:
    if request.body and media_type(request) != SDP:
        return Refusal(415, (("Accept", SDP),))
    accepts = [part.partition(";")[0].strip() for part in request.headers.listed("accept")]
    if accepts and not {SDP, "application/*", "*/*"} & {part.lower() for part in accepts}:
        return Refusal(406, (("Accept", SDP),))
    contacts = request.headers.listed("contact")
    if request.method == "INVITE" and (len(contacts) != 1 or contacts[0] == "*"):
        return Refusal(400)
    return None


def _number_is_sound(text: str | None, most: int) -> bool:
    if text is None:
        return True
    return re.fullmatch(r"[0-9]{1,10}", text) is not None and int(text) <= most
