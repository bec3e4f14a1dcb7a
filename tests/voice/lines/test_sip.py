"""The SIP line: a caller's sound and keys reach what serves the call, and the other way."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from tests.voice.sip.callees import FAST, until
from tests.voice.sip.peer import Caller, Got, Peer, offer
from voice.events import Event, Heard, HungUp, Key
from voice.g711 import A_LAW
from voice.line import Line
from voice.lines.sip import SipLine, SipServer, SipSettings
from voice.rtp.ports import PortRange

FRAME = struct.pack("<160h", *([3000, -3000] * 80))


class Phone:
    """A caller with sound: a SIP peer and an RTP socket."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.caller = Caller(peer)
        self.rtp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.rtp.bind(("127.0.0.1", 0))
        self.rtp.setblocking(False)
        self.to = ("127.0.0.1", 0)
        self.sequence = 0

    def offer(self, **change: Any) -> str:
        return offer(self.rtp.getsockname()[1], **change)

    async def dial(self) -> Got:
        done = await self.caller.dial(sdp=self.offer())
        port = next(line for line in done.body.split("\r\n") if line.startswith("m=audio"))
        self.to = ("127.0.0.1", int(port.split()[1]))
        return done

    def say(self, frames: int = 1) -> None:
        for _ in range(frames):
            self._send(8, A_LAW.encode(FRAME))

    def press(self, digit: int) -> None:
        for end in (0, 0x80, 0x80, 0x80):
            self._send(96, struct.pack("!BBH", digit, end | 10, 800), keep=True)

    def _send(self, payload: int, data: bytes, *, keep: bool = False) -> None:
        self.sequence += 1
        stamp = 160 * (0 if keep else self.sequence)
        self.rtp.sendto(
            struct.pack("!BBHII", 0x80, payload, self.sequence, stamp, 7) + data, self.to
        )

    async def hears(self) -> bytes:
        async with asyncio.timeout(8):
            return await asyncio.get_running_loop().sock_recv(self.rtp, 2_000)

    def close(self) -> None:
        self.rtp.close()
        self.peer.close()


class Host:
    """A server and the phones that ring it."""

    def __init__(self, server: SipServer) -> None:
        self.server = server
        self.phones: list[Phone] = []

    async def phone(self) -> Phone:
        self.phones.append(Phone(await Peer.udp(self.server.port("UDP"))))
        return self.phones[-1]


@contextlib.asynccontextmanager
async def serving(
    on_call: Callable[[SipLine], Awaitable[None]], **settings: Any
) -> AsyncIterator[Host]:
    chosen = {"port": 0, "timers": FAST, "rtp_ports": PortRange(31_000, 31_998), **settings}
    host = Host(SipServer(SipSettings(**chosen), on_call))
    await host.server.start()
    try:
        yield host
    finally:
        await host.server.close()
        for phone in host.phones:
            phone.close()
        assert host.server.calls == 0


async def next_of(line: Line, kind: type[Event]) -> Event:
    async with asyncio.timeout(8):
        while not isinstance(event := await line.next_event(), kind):
            pass
        return event


class Book:
    """Hands each line to the test, and serves it until the test is done."""

    def __init__(self) -> None:
        self.lines: asyncio.Queue[SipLine] = asyncio.Queue()
        self.done = asyncio.Event()

    async def __call__(self, line: SipLine) -> None:
        self.lines.put_nowait(line)
        await self.done.wait()

    async def line(self) -> Line:
        async with asyncio.timeout(8):
            return await self.lines.get()


@pytest.fixture
async def book() -> AsyncIterator[Book]:
    book = Book()
    yield book
    book.done.set()


async def test_sound_and_keys_reach_the_bot_and_its_sound_the_caller() -> None:
    heard: list[Event] = []
    facts: list[object] = []

    async def echo(line: SipLine) -> None:
        facts.extend([line.name, line.sample_rate, line.dialled, line.caller, line.municipality])
        while not isinstance(event := await line.next_event(), HungUp):
            heard.append(event)
            if isinstance(event, Heard):
                line.play(event.pcm)
        heard.append(event)
        heard.append(await line.next_event())
        line.play(FRAME)

    async with serving(echo) as host:
        phone = await host.phone()
        await phone.dial()
        await until(lambda: facts)
        phone.say(3)
        packet = await phone.hears()
        assert packet[1] & 0x7F == 8
        assert len(packet) == 12 + 160
        phone.press(5)
        await until(lambda: Key("5") in heard)
        phone.caller.send("INFO", "Content-Type: application/dtmf-relay\r\n", "Signal=#\r\n")
        await until(lambda: Key("#") in heard)
        phone.caller.send("BYE")
        await until(lambda: host.server.calls == 0)
        await until(lambda: len(heard) >= 2 and heard[-1] == HungUp("caller"))
    assert facts == ["sip", 8000, "33123456", "+4512345678", None]
    assert [event for event in heard if isinstance(event, Key)] == [Key("5"), Key("#")]
    assert heard[-2:] == [HungUp("caller"), HungUp("caller")]
    sounds = [event.pcm for event in heard if isinstance(event, Heard)]
    assert all(len(pcm) == 320 for pcm in sounds)
    assert A_LAW.encode(FRAME) in [A_LAW.encode(pcm) for pcm in sounds]


async def test_when_the_bot_is_done_the_call_is_hung_up() -> None:
    async def brief(line: SipLine) -> None:
        line.play(FRAME)

    async with serving(brief) as host:
        phone = await host.phone()
        await phone.dial()
        await phone.peer.expect("BYE")
        await until(lambda: host.server.calls == 0)


async def test_a_bot_that_fails_ends_its_call_only(
    book: Book, caplog: pytest.LogCaptureFixture
) -> None:
    lines = 0

    async def second_fails(line: SipLine) -> None:
        nonlocal lines
        lines += 1
        if lines == 2:
            raise RuntimeError("a mistake")
        await book(line)

    async with serving(second_fails) as host:
        first, second = await host.phone(), await host.phone()
        await first.dial()
        await second.dial()
        await second.peer.expect("BYE")
        await until(lambda: host.server.calls == 1)
        book.done.set()
        await first.peer.expect("BYE")
    assert "a mistake" in caplog.text
    assert "12345678" not in caplog.text
    caplog.clear()


async def test_hanging_up_in_the_middle(book: Book) -> None:
    async with serving(book) as host:
        phone = await host.phone()
        await phone.dial()
        line = await book.line()
        await line.hang_up()
        await phone.peer.expect("BYE")
        assert host.server.calls == 0
        assert isinstance(await next_of(line, HungUp), HungUp)
        assert not await line.transfer("9")
        line.clear()
        line.tell("bot", "Farvel")
        await line.hang_up()
        book.done.set()


async def test_a_transfer_through_the_line(book: Book) -> None:
    async with serving(book) as host:
        phone = await host.phone()
        await phone.dial()
        line = await book.line()
        transfer = asyncio.create_task(line.transfer("33 12 34 56"))
        refer = await phone.peer.expect("REFER")
        assert refer.header("Refer-To") == f"<sip:33123456@127.0.0.1:{phone.peer.port}>"
        phone.peer.answer(refer, 202)
        phone.caller.send(
            "NOTIFY",
            "Event: refer\r\nSubscription-State: terminated\r\nContent-Type: message/sipfrag\r\n",
            "SIP/2.0 200 OK\r\n",
        )
        await phone.peer.expect("BYE")
        assert await transfer
        assert await next_of(line, HungUp) == HungUp("transferred")
        book.done.set()


async def test_a_call_that_falls_silent_is_lost(book: Book) -> None:
    async with serving(book, lost_after_s=0.6) as host:
        phone = await host.phone()
        await phone.dial()
        line = await book.line()
        for _ in range(10):
            phone.say()
            await asyncio.sleep(0.1)
        assert host.server.calls == 1
        await phone.peer.expect("BYE")
        assert await next_of(line, HungUp) == HungUp("lost")
        book.done.set()


async def test_a_call_on_hold_may_be_silent_and_hears_nothing(book: Book) -> None:
    async with serving(book, lost_after_s=0.6) as host:
        phone = await host.phone()
        await phone.dial()
        line = await book.line()
        phone.caller.send("INVITE", body=phone.offer(direction="sendonly", version=2))
        await phone.peer.expect(200)
        phone.caller.send("ACK")
        for _ in range(15):
            line.play(FRAME)
            await asyncio.sleep(0.1)
        assert host.server.calls == 1
        with pytest.raises(BlockingIOError):
            phone.rtp.recv(2_000)
        phone.caller.send("INVITE", body=phone.offer(version=3))
        await phone.peer.expect(200)
        phone.caller.send("ACK")
        line.play(FRAME)
        await phone.hears()
        assert await next_of(line, HungUp) == HungUp("lost")
        book.done.set()


async def test_the_server_ends_every_call_politely() -> None:
    endings: list[Event] = []

    async def listen(line: SipLine) -> None:
        endings.append(await next_of(line, HungUp))

    async with serving(listen) as host:
        phones = [await host.phone() for _ in range(5)]
        for phone in phones:
            await phone.dial()
        assert host.server.calls == 5
        host.server.drain()
        late = await host.phone()
        late.caller.send("INVITE", body=late.offer())
        await late.peer.expect(503)
        await host.server.close()
        for phone in phones:
            await phone.peer.expect("BYE")
    assert len(endings) == 5


async def test_a_bot_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice.lines.sip._FINISH_S", 0.2)
    began, stopped = asyncio.Event(), asyncio.Event()

    async def stubborn(line: SipLine) -> None:
        began.set()
        try:
            await asyncio.sleep(60)
        finally:
            stopped.set()

    async with serving(stubborn) as host:
        phone = await host.phone()
        await phone.dial()
        await began.wait()
    assert stopped.is_set()


async def test_when_the_sound_ports_run_out_calls_are_refused(book: Book) -> None:
    async with serving(book, rtp_ports=PortRange(31_998, 31_999)) as host:
        first, second = await host.phone(), await host.phone()
        await first.dial()
        second.caller.send("INVITE", body=second.offer())
        await second.peer.expect(503)
        first.caller.send("BYE")
        await first.peer.expect(200)
        await second.dial()
        book.done.set()


async def test_two_hundred_calls_leave_nothing_behind(book: Book) -> None:
    async with serving(book) as host:
        peer = (await host.phone()).peer
        before = len(asyncio.all_tasks())
        for _ in range(2):
            callers = [Caller(peer) for _ in range(200)]
            for caller in callers:
                await caller.dial()
            assert host.server.calls == 200
            book.done.set()
            await until(lambda: host.server.calls == 0)
            book.done.clear()
        await until(lambda: len(asyncio.all_tasks()) <= before)
        book.done.set()
