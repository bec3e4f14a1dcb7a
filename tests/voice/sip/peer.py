"""A scripted SIP peer on a raw socket: it says what a test wants, sound or not."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

PATIENCE_S = 8.0
OFFER = (
    "v=0\r\no=test 7 {version} IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\n"
    "m=audio {port} RTP/AVP 8 0 96\r\na=rtpmap:96 telephone-event/8000\r\na={direction}\r\n"
)


def offer(
    port: int = 40_000, host: str = "127.0.0.1", direction: str = "sendrecv", version: int = 1
) -> str:
    return OFFER.format(port=port, host=host, direction=direction, version=version)


@dataclass
class Got:
    """A message that came to the peer."""

    start: str
    fields: list[tuple[str, str]]
    body: str
    octets: bytes = field(repr=False, default=b"")

    @property
    def status(self) -> int:
        found = re.match(r"SIP/2\.0 (\d{3})", self.start)
        return int(found[1]) if found else 0

    @property
    def method(self) -> str:
        return "" if self.status else self.start.split(" ")[0]

    def header(self, name: str) -> str:
        values = self.every(name)
        assert values, f"{name} missing in {self.start}"
        return values[0]

    def every(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key.lower() == name.lower()]

    @property
    def to_tag(self) -> str:
        found = re.search(r";tag=([^;]+)", self.header("To"))
        return found[1] if found else ""


def read(octets: bytes) -> Got:
    head, _, body = octets.decode("utf-8", "replace").partition("\r\n\r\n")
    start, *lines = head.split("\r\n")
    fields = [(n.strip(), v.strip()) for n, _, v in (line.partition(":") for line in lines)]
    return Got(start, fields, body, octets)


class Peer(asyncio.DatagramProtocol):
    """One socket, UDP or TCP, that speaks to the agent."""

    transport_name = "UDP"

    def __init__(self) -> None:
        self.inbox: asyncio.Queue[Got] = asyncio.Queue()
        self.port = 0
        self.closed = asyncio.Event()
        self.answers_bye = True
        self._send: Callable[[bytes], None] = lambda data: None
        self._close: Callable[[], None] = lambda: None

    @classmethod
    async def udp(cls, port: int, host: str = "127.0.0.1") -> Peer:
        loop = asyncio.get_running_loop()
        transport, peer = await loop.create_datagram_endpoint(cls, local_addr=(host, 0))
        peer.port = transport.get_extra_info("sockname")[1]
        peer._send = lambda data: transport.sendto(data, ("127.0.0.1", port))
        peer._close = transport.close
        return peer

    @classmethod
    async def tcp(cls, port: int) -> Peer:
        peer = cls()
        peer.transport_name = "TCP"
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        peer.port = writer.get_extra_info("sockname")[1]
        task = asyncio.create_task(peer._read_stream(reader))

        def close() -> None:
            task.cancel()
            writer.close()

        peer._send, peer._close = writer.write, close
        return peer

    async def _read_stream(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n")
                if head == b"\r\n":
                    self.inbox.put_nowait(Got("PONG", [], ""))
                    continue
                head += await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
                assert length
                self._take(head + await reader.readexactly(int(length[1])))
        except (asyncio.IncompleteReadError, ConnectionError):
            self.closed.set()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._take(data)

    def _take(self, octets: bytes) -> None:
        got = read(octets)
        self.inbox.put_nowait(got)
        if got.method == "BYE" and self.answers_bye:
            self.answer(got, 200)

    def send(self, message: str | bytes) -> None:
        self._send(message.encode() if isinstance(message, str) else message)

    async def got(self, within_s: float = PATIENCE_S) -> Got:
        """The next message."""
        async with asyncio.timeout(within_s):
            return await self.inbox.get()

    async def expect(self, what: int | str, within_s: float = PATIENCE_S) -> Got:
        """The next response with that status, or request with that method; others are skipped."""
        async with asyncio.timeout(within_s):
            while True:
                got = await self.inbox.get()
                if what in (got.status, got.method):
                    return got

    async def hears_nothing(self, seconds: float = 0.3) -> bool:
        try:
            await self.got(seconds)
        except TimeoutError:
            return True
        return False

    def answer(self, request: Got, status: int, more: str = "", body: str = "") -> None:
        """Respond to a request of the agent's."""
        names = ("Via", "From", "To", "Call-ID", "CSeq")
        copied = "".join(f"{n}: {value}\r\n" for n in names for value in request.every(n))
        self.send(
            f"SIP/2.0 {status} Test\r\n{copied}{more}Content-Length: {len(body)}\r\n\r\n{body}"
        )

    def close(self) -> None:
        self._close()


class Caller:
    """One call's identity on the caller's side, and the messages it makes."""

    def __init__(self, peer: Peer, user: str = "+4512345678") -> None:
        self.peer = peer
        self.call_id = secrets.token_hex(8)
        self.tag = secrets.token_hex(4)
        self.cseq = 1
        self.user = user
        self.branch = ""
        self.to_tag = ""
        self.contact = f"<sip:{user}@127.0.0.1:{peer.port}>"

    def message(
        self,
        method: str,
        more: str = "",
        body: str = "",
        *,
        cseq: str | None = None,
        branch: str | None = None,
        via: str | None = None,
    ) -> str:
        self.branch = branch or "z9hG4bK" + secrets.token_hex(6)
        name = self.peer.transport_name
        via = via or f"SIP/2.0/{name} 127.0.0.1:{self.peer.port};branch={self.branch};rport"
        to = f";tag={self.to_tag}" if self.to_tag else ""
        kind = "Content-Type: application/sdp\r\n" if body and "Content-Type" not in more else ""
        return (
            f"{method} sip:33123456@127.0.0.1 SIP/2.0\r\nVia: {via}\r\nMax-Forwards: 70\r\n"
            f"From: <sip:{self.user}@127.0.0.1>;tag={self.tag}\r\nTo: <sip:33123456@muni>{to}\r\n"
            f"Call-ID: {self.call_id}\r\nCSeq: {cseq or f'{self.cseq} {method}'}\r\n"
            f"Contact: {self.contact}\r\n{more}{kind}"
            f"Content-Length: {len(body.encode())}\r\n\r\n{body}"
        )

    def send(self, method: str, more: str = "", body: str = "") -> str:
        """Send a request with the next CSeq; what was sent."""
        if method not in {"ACK", "CANCEL"}:
            self.cseq += 1
        sent = self.message(method, more, body)
        self.peer.send(sent)
        return sent

    async def dial(self, more: str = "", sdp: str | None = None) -> Got:
        """INVITE, 200, ACK; the 200."""
        self.send("INVITE", more, offer() if sdp is None else sdp)
        done = await self.peer.expect(200)
        while done.header("Call-ID") != self.call_id:  # another call's, repeated
            done = await self.peer.expect(200)
        self.to_tag = done.to_tag
        self.send("ACK")
        return done
