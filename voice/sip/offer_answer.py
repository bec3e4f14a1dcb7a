"""The negotiation of a call's sound: G.711 and key presses, hold and resume (RFC 3264)."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass

from voice.sip.media import Codec
from voice.sip.sdp import Description, MediaLine, read_description, sendable

_CODECS: dict[str, tuple[Codec, str]] = {"8": ("pcma", "PCMA"), "0": ("pcmu", "PCMU")}
_OWN_EVENTS = 101
_ANSWERS = {"sendrecv": "sendrecv", "sendonly": "recvonly"}


class NotAcceptableError(Exception):
    """No sound that we could exchange: 488."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed: where to send, how, and whether the far end holds the call."""

    ip: str
    port: int
    codec: Codec
    event_payload: int | None
    held: bool


class Negotiation:
    """One call's side of offer and answer, with one session id and a version that counts up."""

    def __init__(self, ip: str, port: int, received_ip: str) -> None:
        self._ip = ip
        self._port = port
        self._received_ip = received_ip
        self._session = secrets.randbelow(2**31) + 1
        self._version = 0
        self._offered: bytes | None = None
        self._own: list[str] = []

    def answer(self, offer: bytes) -> tuple[bytes, Agreed]:
        """Our answer, and what it agrees to. Raises ``NotAcceptableError``."""
        description, line, agreed = self._choose(offer)
        direction = description.direction(line)
        ours = _ANSWERS.get(direction, "inactive")
        if agreed.held and ours == "sendrecv":
            ours = "recvonly"
        lines: list[str] = []
        for other in description.media:
            if other is line:
                lines += self._audio_lines([agreed.codec], agreed.event_payload, ours)
            else:
                lines.append(f"m={other.kind} 0 {other.protocol} {' '.join(other.formats)}")
        if offer != self._offered:
            self._version += 1
        self._offered, self._own = offer, lines
        return self._write(), agreed

    def offer(self) -> bytes:
        """What stands, as an offer; at first all that we can."""
        if not self._own:
            self._version += 1
            self._own = self._audio_lines(["pcma", "pcmu"], _OWN_EVENTS, "sendrecv")
        return self._write()

    def accept(self, answer: bytes) -> Agreed:
        """What the answer to our offer agrees to. Raises ``NotAcceptableError``."""
        _, _, agreed = self._choose(answer)
        direction = "recvonly" if agreed.held else "sendrecv"
        lines = self._audio_lines([agreed.codec], agreed.event_payload, direction)
        if lines != self._own:
            self._own = lines
            self._version += 1
        return agreed

    def _choose(self, body: bytes) -> tuple[Description, MediaLine, Agreed]:
        try:
            description = read_description(body)
        except ValueError as error:
            raise NotAcceptableError(str(error)) from None
        for line in description.media:
            codec = _codec(line)
            if line.kind == "audio" and line.protocol == "RTP/AVP" and line.port and codec:
                return description, line, self._agree(description, line, codec)
        raise NotAcceptableError("no G.711 over RTP/AVP")

    def _agree(self, description: Description, line: MediaLine, codec: Codec) -> Agreed:
        host = line.connection or description.connection
        silent = _is_unspecified(host)
        held = silent or description.direction(line) != "sendrecv"
        ip = self._received_ip if silent else sendable(host, self._received_ip)
        return Agreed(ip, line.port, codec, _events(line), held)

    def _audio_lines(self, codecs: list[Codec], events: int | None, direction: str) -> list[str]:
        payloads = {codec: (payload, name) for payload, (codec, name) in _CODECS.items()}
        formats = [payloads[codec][0] for codec in codecs]
        maps = [f"a=rtpmap:{payloads[codec][0]} {payloads[codec][1]}/8000" for codec in codecs]
        if events is not None:
            formats.append(str(events))
            maps += [f"a=rtpmap:{events} telephone-event/8000", f"a=fmtp:{events} 0-15"]
        medium = f"m=audio {self._port} RTP/AVP {' '.join(formats)}"
        return [medium, *maps, "a=ptime:20", f"a={direction}"]

    def _write(self) -> bytes:
        family = "IP6" if ":" in self._ip else "IP4"
        lines = [
            "v=0",
            f"o=muni {self._session} {self._version} IN {family} {self._ip}",
            "s=-",
            f"c=IN {family} {self._ip}",
            "t=0 0",
            *self._own,
            "",
        ]
        return "\r\n".join(lines).encode()


def _codec(line: MediaLine) -> Codec | None:
    names = line.encodings()
    for payload in line.formats:
        codec, name = _CODECS.get(payload, (None, ""))
        if codec and names.get(payload, f"{name}/8000".lower()) == f"{name}/8000".lower():
            return codec
    return None


def _events(line: MediaLine) -> int | None:
    names = line.encodings()
    for payload in line.formats:
        if names.get(payload) == "telephone-event/8000" and 96 <= int(payload) <= 127:
            return int(payload)
    return None


def _is_unspecified(host: str | None) -> bool:
    try:
        return ipaddress.ip_address(host or "").is_unspecified
    except ValueError:
        return False
