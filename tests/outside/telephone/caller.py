"""A caller of our own over SIP and RTP, with exact times: rings, speaks, presses keys, listens.

No more of SIP than a quiet loopback needs; baresip and sipp are the real ones.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import socket
import struct
import time
from dataclasses import dataclass, field
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from tests.outside.telephone.g711 import SILENCE, decode_alaw, encode_alaw
from tests.outside.telephone.ports import HOST

RATE: Final = 8000
FRAME: Final = 160
FRAME_S: Final = 0.02
_ALAW, _KEYS = 8, 101
_KEY_STEPS: Final = 5
_ANSWER_S: Final = 20.0
_SILENT: Final = bytes([SILENCE]) * FRAME
_KEY_ROW: Final = "0123456789*#ABCD"


@dataclass
class Heard:
    """The packets that came in: when (``time.perf_counter``), and what was in them."""

    at: list[float] = field(default_factory=list)
    sequence: list[int] = field(default_factory=list)
    sound: list[bytes] = field(default_factory=list)

    def samples(self, first: int = 0) -> NDArray[np.int16]:
        """All that was heard from packet ``first`` on, at 8 kHz, in order of arrival."""
        return decode_alaw(b"".join(self.sound[first:]))

    def levels(self, first: int = 0) -> NDArray[np.float64]:
        """How loud each packet is from ``first`` on: root mean square in 16-bit steps."""
        return np.array([_level(piece) for piece in self.sound[first:]])

    def gaps_ms(self) -> NDArray[np.float64]:
        """Milliseconds between two packets that came after one another."""
        return np.asarray(np.diff(np.array(self.at, np.float64)) * 1000, np.float64)


class Caller:
    """One call from an address of its own on loopback; ``async with`` opens and closes it."""

    def __init__(self, server: tuple[str, int], number: str = "1010") -> None:
        self.heard = Heard()
        self.status = 0
        """The last final status of the INVITE; 0 before there is one."""
        self.over = asyncio.Event()
        """Either side has hung up."""
        self.refer_to: str | None = None
        """Where the other side wants us to ring; it was told that we have done so."""
        self.has_spoken = asyncio.Event()
        """There is nothing left to be said."""
        self.spoke_until = 0.0
        """When the last packet with speech went out (``time.perf_counter``)."""
        self._server = server
        self._number = number
        self._call = secrets.token_hex(8)
        self._tag = secrets.token_hex(4)
        self._cseq = 1
        self._to = f"<sip:{number}@{server[0]}:{server[1]}>"
        self._target = f"sip:{number}@{server[0]}:{server[1]}"
        self._answers: asyncio.Queue[tuple[int, str, str]] = asyncio.Queue()
        self._to_say: list[bytes] = []
        self._media: tuple[str, int] | None = None
        self._pace: asyncio.Task[None] | None = None
        self._stamp = 0
        self._number_of_packet = 0
        self._source = secrets.randbits(32)

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._sip, _ = await loop.create_datagram_endpoint(
            lambda: _Datagrams(self._take_sip), (HOST, 0)
        )
        self._rtp, _ = await loop.create_datagram_endpoint(
            lambda: _Datagrams(self._take_rtp), (HOST, 0)
        )
        self._sip_port = self._sip.get_extra_info("sockname")[1]
        self._rtp_port = self._rtp.get_extra_info("sockname")[1]
        self._rtp.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 19)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.hang_up()
        if self._pace is not None:
            self._pace.cancel()
            await asyncio.gather(self._pace, return_exceptions=True)
        self._sip.close()
        self._rtp.close()

    async def ring(self) -> bool:
        """INVITE; True when it was answered, and sound flows. Raises ``TimeoutError``."""
        offer = "\r\n".join([
            "v=0", f"o=caller 1 1 IN IP4 {HOST}", "s=-", f"c=IN IP4 {HOST}", "t=0 0",
            f"m=audio {self._rtp_port} RTP/AVP {_ALAW} {_KEYS}", f"a=rtpmap:{_ALAW} PCMA/8000",
            f"a=rtpmap:{_KEYS} telephone-event/8000", "a=ptime:20", "",
        ])  # fmt: skip
        self._request("INVITE", offer)
        head, body = await self._final("INVITE")
        self._to = _header(head, "To") or self._to
        if contact := re.search(r"<([^>]+)>", _header(head, "Contact") or ""):
            self._target = contact[1]
        self._request("ACK", cseq=1)
        if self.status != 200:
            return False
        place = re.search(r"c=IN IP4 (\S+)", body)
        port = re.search(r"m=audio (\d+)", body)
        assert place is not None and port is not None, body
        self._media = (place[1], int(port[1]))
        self._pace = asyncio.create_task(self._speak())
        return True

    def say(self, samples: NDArray[np.int16]) -> None:
        """Speak 8 kHz sound from the next packet on, after what is still to be said."""
        self.has_spoken.clear()
        octets = encode_alaw(samples)
        pieces = [octets[at : at + FRAME] for at in range(0, len(octets), FRAME)]
        self._to_say += [piece.ljust(FRAME, bytes([SILENCE])) for piece in pieces]

    async def press(self, key: str) -> None:
        """One key for 100 ms (RFC 4733)."""
        stamp, event = self._stamp, _KEY_ROW.index(key)
        for step in range(1, _KEY_STEPS + 4):
            ended = step > _KEY_STEPS
            duration = min(step, _KEY_STEPS) * FRAME
            payload = struct.pack("!BBH", event, 0x80 * ended | 10, duration)
            self._send(_KEYS, stamp, payload, first=step == 1)
            if not ended:
                await asyncio.sleep(FRAME_S)

    async def hang_up(self) -> None:
        """BYE, unless it is over already; waits for the answer, up to some seconds."""
        if self.over.is_set() or self._media is None:
            return
        self.over.set()
        self._cseq += 1
        self._request("BYE")
        await self._final("BYE")

    async def _speak(self) -> None:
        """A packet every 20 ms by the clock, so that a late one delays none."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while not self.over.is_set():
            piece = self._to_say.pop(0) if self._to_say else _SILENT
            self._send(_ALAW, self._stamp, piece, first=self._stamp == 0)
            if piece is not _SILENT:
                self.spoke_until = time.perf_counter()
                if not self._to_say:
                    self.has_spoken.set()
            self._stamp += FRAME
            due += FRAME_S
            await asyncio.sleep(due - loop.time())

    def _send(self, kind: int, stamp: int, payload: bytes, *, first: bool) -> None:
        head = struct.pack(
            "!BBHII", 0x80, kind | (0x80 if first else 0), self._number_of_packet & 0xFFFF,
            stamp & 0xFFFFFFFF, self._source,
        )  # fmt: skip
        self._number_of_packet += 1
        self._rtp.sendto(head + payload, self._media)

    def _take_rtp(self, packet: bytes, _: tuple[str, int]) -> None:
        if len(packet) > 12 and packet[1] & 0x7F == _ALAW:
            self.heard.at.append(time.perf_counter())
            self.heard.sequence.append(struct.unpack("!H", packet[2:4])[0])
            self.heard.sound.append(packet[12:])

    def _take_sip(self, datagram: bytes, source: tuple[str, int]) -> None:
        head, _, body = datagram.decode("utf-8", errors="replace").partition("\r\n\r\n")
        if head.startswith("SIP/2.0"):
            status = int(head.split(" ", 2)[1])
            if status >= 200:
                self._answers.put_nowait((status, head, body))
            return
        method = head.partition(" ")[0]
        if method == "REFER":
            self.refer_to = (_header(head, "Refer-To") or "").strip("<>")
            self._answer(head, "202 Accepted", source)
            self._cseq += 1
            self._request("NOTIFY", "SIP/2.0 200 OK\r\n", extra=(
                "Event: refer", "Subscription-State: terminated;reason=noresource",
            ), content="message/sipfrag")  # fmt: skip
        elif method != "ACK":
            self._answer(head, "200 OK", source)
            if method == "BYE":
                self.over.set()

    def _answer(self, head: str, status: str, source: tuple[str, int]) -> None:
        copied = [
            line
            for line in head.split("\r\n")
            if re.match(r"(?:Via|From|To|Call-ID|CSeq)\s*:", line, re.IGNORECASE)
        ]
        contact = f"Contact: <sip:caller@{HOST}:{self._sip_port}>"
        lines = [f"SIP/2.0 {status}", *copied, contact, "Content-Length: 0", "", ""]
        self._sip.sendto("\r\n".join(lines).encode(), source)

    async def _final(self, method: str) -> tuple[str, str]:
        async with asyncio.timeout(_ANSWER_S):
            while True:
                status, head, body = await self._answers.get()
                if (_header(head, "CSeq") or "").endswith(method):
                    if method == "INVITE":
                        self.status = status
                    return head, body

    def _request(
        self,
        method: str,
        body: str = "",
        *,
        cseq: int | None = None,
        extra: tuple[str, ...] = (),
        content: str = "application/sdp",
    ) -> None:
        lines = [
            f"{method} {self._target} SIP/2.0",
            f"Via: SIP/2.0/UDP {HOST}:{self._sip_port};branch=z9hG4bK{secrets.token_hex(8)}",
            "Max-Forwards: 70",
            f"From: <sip:caller@{HOST}:{self._sip_port}>;tag={self._tag}",
            f"To: {self._to}",
            f"Call-ID: {self._call}",
            f"CSeq: {cseq or self._cseq} {method}",
            f"Contact: <sip:caller@{HOST}:{self._sip_port}>",
            *extra,
        ]
        if body:
            lines.append(f"Content-Type: {content}")
        lines += [f"Content-Length: {len(body)}", "", body]
        self._sip.sendto("\r\n".join(lines).encode(), self._server)


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, take: object) -> None:
        self.datagram_received = take  # type: ignore[assignment,method-assign]


def _header(head: str, name: str) -> str | None:
    found = re.search(rf"(?mi)^{name}\s*:\s*(.*?)\s*$", head)
    return found[1] if found else None


def _level(piece: bytes) -> float:
    samples = decode_alaw(piece).astype(np.float64)
    return float(np.sqrt(np.mean(samples**2)))
