"""Calls' sound over real sockets: both ways, from the caller alone, and through any rubbish."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from tests.voice.rtp.phone import EVENTS, Phone, loudness, tone
from voice.errors import LineError
from voice.g711 import A_LAW, MU_LAW
from voice.rtp.packet import Packet, build, parse
from voice.rtp.ports import PortRange
from voice.rtp.stream import RtpStream

HOST = "127.0.0.1"
PORTS = PortRange(30_000, 32_998)


class Peer:
    """A socket on the other side."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        self.socket.bind((HOST, 0))
        self.address: tuple[str, int] = self.socket.getsockname()

    def send(self, stream: RtpStream, *packets: Packet | bytes) -> None:
        for packet in packets:
            datagram = packet if isinstance(packet, bytes) else build(packet)
            self.socket.sendto(datagram, (HOST, stream.port))

    async def next(self) -> Packet:
        loop = asyncio.get_running_loop()
        packet = parse(await asyncio.wait_for(loop.sock_recv(self.socket, 4096), 5))
        assert packet is not None
        return packet


class Call:
    """A stream, what was heard on it, and two who may send to it."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.keys: list[str] = []
        self.caller, self.stranger = Peer(), Peer()
        self.stream: RtpStream

    @property
    def loud(self) -> int:
        """Pieces heard that aren't silence."""
        return sum(loudness(pcm) > 100 for pcm in self.pieces)


@pytest_asyncio.fixture
async def call() -> AsyncIterator[Call]:
    call = Call()
    call.stream = await RtpStream.open(HOST, PORTS, call.pieces.append, call.keys.append)
    yield call
    call.stream.close()
    call.caller.socket.close()
    call.stranger.socket.close()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - what is waited for has no event to tell it
            await asyncio.sleep(0.005)


async def settle(call: Call) -> None:
    """Long enough for all that was sent on loopback to be read."""
    await asyncio.sleep(0.1)


async def test_the_caller_is_heard(call: Call) -> None:
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    before = call.stream.last_received
    phone = Phone()
    call.caller.send(call.stream, *(phone.talk() for _ in range(10)))
    await until(lambda: call.loud == 10)
    assert b"".join(call.pieces[:10]) == A_LAW.decode(A_LAW.encode(tone(1600)))
    assert call.stream.last_received > before


@pytest.mark.parametrize(("codec", "law", "kind"), [("pcma", A_LAW, 8), ("pcmu", MU_LAW, 0)])
async def test_the_caller_hears(call: Call, codec: str, law: object, kind: int) -> None:
    law = A_LAW if codec == "pcma" else MU_LAW
    call.stream.set_remote(call.caller.address, "pcma" if codec == "pcma" else "pcmu", None)
    for n in range(5):
        call.stream.send(tone(160, begin=160 * n))
    packets = [await call.caller.next() for _ in range(5)]
    assert [p.payload_type for p in packets] == [kind] * 5
    assert [p.marker for p in packets] == [True] + [False] * 4
    assert [(p.sequence - packets[0].sequence) & 0xFFFF for p in packets] == list(range(5))
    assert [p.timestamp - packets[0].timestamp for p in packets] == [160 * n for n in range(5)]
    assert len({p.ssrc for p in packets}) == 1
    assert b"".join(p.payload for p in packets) == law.encode(tone(800))


async def test_the_timestamp_goes_on_through_a_pause_and_the_marker_tells_of_it(call: Call) -> None:
    call.stream.set_remote(call.caller.address, "pcma", None)
    call.stream.send(bytes(320))
    await asyncio.sleep(0.3)
    call.stream.send(bytes(320))
    first, second = await call.caller.next(), await call.caller.next()
    assert second.marker
    assert (second.sequence - first.sequence) & 0xFFFF == 1
    assert second.timestamp - first.timestamp >= 0.3 * 8000


async def test_keys_are_told_once_each(call: Call) -> None:
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    phone = Phone()
    for digit in "0451#":
        call.caller.send(call.stream, *phone.press(digit))
    await until(lambda: len(call.keys) == 5)
    await settle(call)
    assert "".join(call.keys) == "0451#"


async def test_only_the_caller_is_heard(call: Call) -> None:
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    phone, other = Phone(), Phone(ssrc=8)
    call.caller.send(call.stream, phone.talk())
    await until(lambda: call.loud == 1)
    call.stranger.send(call.stream, *(other.talk() for _ in range(9)), *other.press("1"))
    call.caller.send(call.stream, phone.talk())
    await until(lambda: call.loud == 2)
    await settle(call)
    counts = call.stream.counts
    assert (counts.received, counts.foreign, call.keys) == (2, 16, [])


async def test_nobody_is_heard_before_the_sdp(call: Call) -> None:
    phone = Phone()
    call.caller.send(call.stream, *(phone.talk() for _ in range(5)))
    await until(lambda: call.stream.counts.foreign == 5)
    assert not call.pieces


async def test_a_caller_behind_a_nat_is_found_and_answered(call: Call) -> None:
    call.stream.set_remote(("192.0.2.1", 4000), "pcma", EVENTS)
    phone = Phone()
    call.caller.send(call.stream, *(phone.talk() for _ in range(5)))
    await until(lambda: call.loud == 4)
    call.stream.send(bytes(320))
    assert (await call.caller.next()).payload_type == 8


async def test_stray_packets_open_nothing_and_the_address_of_the_sdp_wins(call: Call) -> None:
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    stray = Phone(ssrc=8)
    call.stranger.send(call.stream, stray.talk()._replace(sequence=5))
    call.stranger.send(call.stream, stray.talk()._replace(sequence=900))
    await until(lambda: call.stream.counts.foreign == 2)
    assert not call.loud
    # One who goes on is taken for the caller, until the caller speaks.
    call.stranger.send(call.stream, stray.talk()._replace(sequence=901))
    await until(lambda: call.loud == 1)
    call.caller.send(call.stream, Phone().talk())
    await until(lambda: call.loud == 2)
    call.stranger.send(call.stream, stray.talk()._replace(sequence=902))
    await until(lambda: call.stream.counts.foreign == 3)
    call.stream.send(bytes(320))
    assert (await call.caller.next()).payload_type == 8


async def test_another_address_in_the_sdp_moves_the_lock(call: Call) -> None:
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    call.caller.send(call.stream, Phone(ssrc=1).talk())
    await until(lambda: call.loud == 1)
    call.stream.set_remote(call.stranger.address, "pcmu", EVENTS)
    call.stranger.send(call.stream, Phone(ssrc=2).talk())
    await until(lambda: call.loud == 2)
    call.caller.send(call.stream, Phone(ssrc=1).talk())
    await until(lambda: call.stream.counts.foreign == 1)
    call.stream.send(bytes(320))
    assert (await call.stranger.next()).payload_type == 0


async def test_without_the_lock_anyone_is_heard_and_the_sdp_answered(call: Call) -> None:
    call.stream.set_remote(call.caller.address, "pcma", EVENTS, source_lock=False)
    call.stranger.send(call.stream, Phone().talk())
    await until(lambda: call.loud == 1)
    call.stream.send(bytes(320))
    assert (await call.caller.next()).payload_type == 8


@pytest.mark.parametrize("hold", [("0.0.0.0", 4000), ("127.0.0.1", 0)])  # noqa: S104
async def test_on_hold_nothing_is_sent_and_silence_is_heard(
    call: Call, hold: tuple[str, int]
) -> None:
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    call.caller.send(call.stream, Phone().talk())
    await until(lambda: call.loud == 1)
    call.stream.set_remote(hold, "pcma", EVENTS)
    call.stream.send(tone(160))
    await until(lambda: len(call.pieces) > 10)
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    call.stream.send(bytes(320))
    assert loudness(A_LAW.decode((await call.caller.next()).payload)) < 100


@pytest.mark.parametrize(
    "address",
    [("localhost", 4000), ("evil.example", 4000), ("224.0.0.1", 4000), ("::1", 4000),
     ("127.0.0.1", 99_999), ("127.0.0.1", -1), ("", 4000)],
)  # fmt: skip
async def test_an_address_that_cannot_be_used_is_refused_and_changes_nothing(
    call: Call, address: tuple[str, int]
) -> None:
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    with pytest.raises(LineError):
        call.stream.set_remote(address, "pcmu", EVENTS)
    call.stream.send(bytes(320))
    assert (await call.caller.next()).payload_type == 8


async def test_rubbish_is_counted_and_the_call_goes_on(call: Call) -> None:
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    chance = random.Random(4475)
    rubbish = [b"", b"\x80", bytes(12), bytes(9_000), b"\x80\xc8" + bytes(26)]
    rubbish += [chance.randbytes(chance.randrange(200)) for _ in range(500)]
    rubbish += [b"\x80\x65" + chance.randbytes(chance.randrange(30)) for _ in range(500)]
    for n, datagram in enumerate(rubbish):
        (call.caller if n % 2 else call.stranger).send(call.stream, datagram)
        if n % 20 == 0:
            await asyncio.sleep(0)
    await settle(call)
    phone = Phone(ssrc=77)
    call.pieces.clear()
    call.caller.send(call.stream, *(phone.talk() for _ in range(10)))
    await until(lambda: call.loud >= 10)
    assert call.stream.counts.unusable > 100


async def test_nobody_at_the_other_end_is_no_error(call: Call) -> None:
    call.stream.set_remote((HOST, 9), "pcma", EVENTS)
    for _ in range(5):
        call.stream.send(bytes(320))
        await asyncio.sleep(0.01)
    call.stream.set_remote(("255.255.255.255", 9), "pcma", EVENTS)
    call.stream.send(bytes(320))
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    call.stream.send(bytes(320))
    assert (await call.caller.next()).payload_type == 8


async def test_a_caller_who_sends_nothing_is_heard_as_silent_once_we_speak(call: Call) -> None:
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    await settle(call)
    assert not call.pieces
    call.stream.send(bytes(320))
    await until(lambda: len(call.pieces) > 20)
    assert call.loud == 0


async def test_a_closed_stream_tells_and_sends_nothing_and_frees_its_port(call: Call) -> None:
    call.stream.set_remote(call.caller.address, "pcma", EVENTS)
    phone = Phone()
    call.caller.send(call.stream, phone.talk())
    await until(lambda: call.loud == 1)
    call.stream.close()
    heard = len(call.pieces)
    call.caller.send(call.stream, phone.talk())
    call.stream.send(bytes(320))
    call.stream.close()
    await asyncio.sleep(0.2)
    assert len(call.pieces) == heard
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as again:
        again.bind((HOST, call.stream.port))


async def test_a_listener_that_fails_once_goes_on_hearing() -> None:
    heard: list[bytes] = []
    failures: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context))

    def stumble(pcm: bytes) -> None:
        heard.append(pcm)
        if len(heard) == 1:
            raise RuntimeError

    stream, peer, phone = await RtpStream.open(HOST, PORTS, stumble, print), Peer(), Phone()
    stream.set_remote(peer.address, "pcma", None)
    peer.send(stream, *(phone.talk() for _ in range(5)))
    await until(lambda: len(heard) >= 5)
    assert len(failures) == 1
    stream.close()
    peer.socket.close()
