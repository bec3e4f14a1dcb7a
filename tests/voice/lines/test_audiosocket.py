"""Asterisk's AudioSocket over real TCP, with a caller written from its specification."""

from __future__ import annotations

import asyncio
import logging
import struct
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

import pytest

from tests.voice.lines.callers import PIECE
from tests.voice.lines.serving import NUMBER, Echo, open_files
from voice.errors import LineError
from voice.lines.audiosocket_server import AudioSocketServer
from voice.lines.departures import Departures
from voice.peers import Peers

HANG_UP, UUID, KEY, SLIN, SLIN16, ERROR = 0x00, 0x01, 0x03, 0x10, 0x12, 0xFF


@dataclass
class Served:
    """A listening server."""

    port: int
    echo: Echo
    departures: Departures


@asynccontextmanager
async def listening(peers: str = "127.0.0.1", silent_s: float = 30.0) -> AsyncIterator[Served]:
    """A server whose calls are played back."""
    echo, departures = Echo(), Departures()
    server = AudioSocketServer(echo.take, departures, Peers(peers.split(",")), silent_s=silent_s)
    yield Served(await server.start("127.0.0.1", 0), echo, departures)
    await server.close()


class Asterisk:
    """The AudioSocket application of a dialplan."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.id = uuid.uuid4()

    @classmethod
    async def connect(cls, served: Served) -> Asterisk:
        """Connect, and say nothing."""
        return cls(*await asyncio.open_connection("127.0.0.1", served.port))

    @classmethod
    async def ring(cls, served: Served, kind: int = SLIN) -> Asterisk:
        """A call that has begun, with one piece of silence heard."""
        asterisk = await cls.connect(served)
        silence = bytes(320 if kind == SLIN else 640)
        await asterisk.send(UUID, asterisk.id.bytes)
        await asterisk.send(kind, silence)
        assert await asterisk.hear(len(silence), kind) == silence
        return asterisk

    async def send(self, kind: int, payload: bytes = b"") -> None:
        """Send a frame."""
        self.writer.write(struct.pack(">BH", kind, len(payload)) + payload)
        await self.writer.drain()

    async def frame(self) -> tuple[int, bytes]:
        """The next frame."""
        async with asyncio.timeout(10):
            kind, length = struct.unpack(">BH", await self.reader.readexactly(3))
            return kind, await self.reader.readexactly(length)

    async def hear(self, size: int, kind: int = SLIN) -> bytes:
        """The next ``size`` bytes of sound, in frames of 20 ms."""
        heard = b""
        while len(heard) < size:
            got, payload = await self.frame()
            assert (got, len(payload)) == (kind, 320 if kind == SLIN else 640)
            heard += payload
        return heard

    async def hung_up(self) -> None:
        """Read until we hang up and close."""
        kind = -1
        try:
            while True:
                kind, _ = await self.frame()
        except asyncio.IncompleteReadError as error:
            assert error.partial == b""
        assert kind == HANG_UP


async def test_the_caller_hears_and_is_heard_in_20_ms() -> None:
    async with listening() as served:
        asterisk = await Asterisk.ring(served)
        sound = PIECE * 10
        for start in range(0, len(sound), 1000):
            await asterisk.send(SLIN, sound[start : start + 1000])
        assert await asterisk.hear(len(sound)) == sound
        line = served.echo.lines[-1]
        assert (line.name, line.sample_rate, line.dialled) == ("audiosocket", 8000, None)
        await asterisk.send(HANG_UP)
        await asterisk.hung_up()
        assert await served.echo.ending() == "caller"


async def test_16_khz_is_taken_and_given() -> None:
    async with listening() as served:
        asterisk = await Asterisk.ring(served, SLIN16)
        await asterisk.send(SLIN16, PIECE * 4)
        assert await asterisk.hear(len(PIECE) * 4, SLIN16) == PIECE * 4
        assert served.echo.lines[-1].sample_rate == 16000
        await asterisk.send(HANG_UP)
        assert await served.echo.ending() == "caller"


async def test_a_call_without_sound_at_first_is_answered_in_8_khz() -> None:
    async with listening() as served:
        asterisk = await Asterisk.connect(served)
        await asterisk.send(UUID, asterisk.id.bytes)
        await asterisk.send(KEY, b"7")
        await asyncio.sleep(1.2)
        assert served.echo.lines[-1].sample_rate == 8000
        await asterisk.send(SLIN, PIECE)
        assert await asterisk.hear(len(PIECE)) == PIECE
        assert served.echo.keys == ["7"]
        asterisk.writer.close()
        assert await served.echo.ending() == "caller"


async def test_keys_are_given_and_what_is_no_key_is_not() -> None:
    async with listening() as served:
        asterisk = await Asterisk.ring(served)
        for digit in (b"0", b"9", b"*", b"#", b"", b"12", b"\xff"):
            await asterisk.send(KEY, digit)
        await asterisk.send(SLIN, PIECE)
        await asterisk.hear(len(PIECE))
        assert served.echo.keys == ["0", "9", "*", "#"]
        asterisk.writer.close()
        assert await served.echo.ending() == "caller"


async def test_we_hang_up() -> None:
    async with listening() as served:
        asterisk = await Asterisk.ring(served)
        await asterisk.send(KEY, b"3")
        await asterisk.hung_up()
        assert await served.echo.ending() == "caller"


async def test_a_call_put_through_is_hung_up_and_its_number_waits_under_the_uuid() -> None:
    async with listening() as served:
        asterisk = await Asterisk.ring(served)
        await asterisk.send(KEY, b"1")
        await asterisk.hung_up()
        assert await served.echo.ending() == "transferred"
        assert served.departures.number_for(str(asterisk.id)) == NUMBER


@pytest.mark.parametrize("state", ["connected", "uuid", "sound", "reset"])
async def test_asterisk_may_hang_up_in_every_state(state: str) -> None:
    async with listening() as served:
        asterisk = await Asterisk.connect(served)
        if state != "connected":
            await asterisk.send(UUID, asterisk.id.bytes)
        if state in {"sound", "reset"}:
            await asterisk.send(SLIN, PIECE * 50)
            await asterisk.frame()
        if state == "reset":
            asterisk.writer.transport.abort()
        else:
            asterisk.writer.close()
        if state in {"sound", "reset"}:
            assert await served.echo.ending() == "caller"
        again = await Asterisk.ring(served)
        again.writer.close()
        assert await served.echo.ending() == "caller"


@pytest.mark.parametrize(
    "first",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        struct.pack(">BH", SLIN, 320) + bytes(320),
        struct.pack(">BH", UUID, 15) + bytes(15),
        struct.pack(">BH", UUID, 65535),
        struct.pack(">BH", HANG_UP, 0),
    ],
    ids=["http", "sound", "short uuid", "oversized", "hang-up"],
)
async def test_garbage_instead_of_a_uuid_is_closed_on(
    first: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening() as served:
        asterisk = await Asterisk.connect(served)
        asterisk.writer.write(first)
        assert await asyncio.wait_for(asterisk.reader.read(), 10) == b""
        assert served.echo.lines == []
        assert len([r for r in caplog.records if r.levelno == logging.WARNING]) == 1
        again = await Asterisk.ring(served)
        again.writer.close()
        assert await served.echo.ending() == "caller"


@pytest.mark.parametrize(
    "broken",
    [
        struct.pack(">BH", SLIN, 65534) + bytes(65534),
        struct.pack(">BH", SLIN, 321) + bytes(321),
        struct.pack(">BH", SLIN16, 640) + bytes(640),
        struct.pack(">BH", 0x42, 1) + b"x",
        struct.pack(">BH", ERROR, 1) + b"\x02",
        bytes(range(200, 256)) * 100,
    ],
    ids=["oversized", "half a sample", "another rate", "unknown", "error", "garbage"],
)
async def test_a_broken_frame_in_a_call_ends_it_politely(
    broken: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening() as served:
        asterisk = await Asterisk.ring(served)
        asterisk.writer.write(broken)
        assert await served.echo.ending() == "lost"
        assert len([r for r in caplog.records if r.levelno == logging.WARNING]) == 1
        again = await Asterisk.ring(served)
        again.writer.close()
        assert await served.echo.ending() == "caller"


@pytest.mark.parametrize("cut", [b"\x10", b"\x10\x01", b"\x10\x01\x40", b"\x10\x01\x40\x00"])
async def test_a_frame_cut_off_by_the_end_is_lost(cut: bytes) -> None:
    async with listening() as served:
        asterisk = await Asterisk.ring(served)
        asterisk.writer.write(cut)
        asterisk.writer.write_eof()
        await asterisk.hung_up()
        assert await served.echo.ending() == "lost"


async def test_a_peer_that_sends_no_sound_is_lost() -> None:
    async with listening(silent_s=0.4) as served:
        asterisk = await Asterisk.ring(served)
        await asterisk.hung_up()
        assert await served.echo.ending() == "lost"


async def test_a_peer_that_never_reads_is_lost_and_its_socket_freed() -> None:
    async with listening() as served:
        asterisk = await Asterisk.ring(served)
        cast(asyncio.Transport, asterisk.writer.transport).pause_reading()
        await asterisk.send(KEY, b"5")
        assert await served.echo.ending() == "lost"
        asterisk.writer.transport.abort()


async def test_only_listed_addresses_get_in() -> None:
    async with listening(peers="10.0.0.0/8") as served:
        asterisk = await Asterisk.connect(served)
        assert await asyncio.wait_for(asterisk.reader.read(), 10) == b""
        assert served.echo.lines == []


async def test_a_stop_ends_calls_that_are() -> None:
    async with listening() as served:
        asterisk = await Asterisk.ring(served)
        silent = await Asterisk.connect(served)
    await asterisk.hung_up()
    assert await asyncio.wait_for(silent.reader.read(), 10) == b""


async def test_a_taken_port_says_so() -> None:
    async with listening() as served:
        other = AudioSocketServer(served.echo.take, served.departures, Peers([]))
        with pytest.raises(LineError, match=f"127.0.0.1:{served.port}"):
            await other.start("127.0.0.1", served.port)
        await other.close()


async def test_a_hundred_calls_leave_nothing_behind() -> None:
    async with listening() as served:

        async def call() -> None:
            asterisk = await Asterisk.ring(served)
            await asterisk.send(SLIN, PIECE * 5)
            await asterisk.hear(len(PIECE) * 5)
            await asterisk.send(HANG_UP)
            await asterisk.hung_up()
            asterisk.writer.close()
            await asterisk.writer.wait_closed()

        await call()
        before = open_files(), len(asyncio.all_tasks())
        await asyncio.gather(*(call() for _ in range(100)))
        for _ in range(101):
            assert await served.echo.ending() == "caller"
        for _ in range(500):
            left = open_files(), len(asyncio.all_tasks())
            if left[0] <= before[0] and left[1] <= before[1]:
                break
            await asyncio.sleep(0.02)
        assert left[0] <= before[0]
        assert left[1] <= before[1]
