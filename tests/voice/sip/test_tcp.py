"""SIP over TCP: cut rightly, bounded, and never stuck."""

from __future__ import annotations

import asyncio

import pytest

from tests.voice.sip.callees import running
from tests.voice.sip.peer import Caller, Peer, offer
from voice.sip.framing import Framer, FramingError
from voice.sip.message import parse
from voice.sip.settings import TcpLimits


async def test_messages_arrive_in_any_pieces() -> None:
    async with running() as agent:
        peer = await agent.tcp_peer()
        for octet in Caller(peer).message("INVITE", body=offer()):
            peer.send(octet)
            await asyncio.sleep(0)
        await peer.expect(200)
        peer.send("\r\n".join(["", *[Caller(peer).message("OPTIONS") for _ in range(3)]]))
        answers = [await peer.got() for _ in range(3)]
        assert [got.status for got in answers if "OPTIONS" in got.header("CSeq")] == [200] * 3


async def test_a_keep_alive_is_answered() -> None:
    async with running() as agent:
        peer = await agent.tcp_peer()
        peer.send(b"\r\n\r\n")
        assert (await peer.got()).start == "PONG"


@pytest.mark.parametrize(
    "stream",
    [
        b"OPTIONS sip:a@b SIP/2.0\r\nVia: x\r\n\r\n",
        b"OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 99999\r\n\r\n",
        b"OPTIONS sip:a@b SIP/2.0\r\nContent-Length: -1\r\n\r\n",
        b"OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 1\r\nl: 2\r\n\r\n",
        b"x" * 20_000,
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
async def test_a_stream_that_can_not_be_followed_is_closed(stream: bytes) -> None:
    async with running() as agent:
        peer = await agent.tcp_peer()
        peer.send(stream)
        async with asyncio.timeout(5):
            await peer.closed.wait()
        other = await agent.tcp_peer()
        Caller(other).send("OPTIONS")
        await other.expect(200)


async def test_a_malformed_message_closes_nothing() -> None:
    async with running() as agent:
        peer = await agent.tcp_peer()
        peer.send(Caller(peer).message("INVITE", cseq="x INVITE", body=offer()))
        await peer.expect(400)
        Caller(peer).send("OPTIONS")
        await peer.expect(200)


async def test_connections_are_limited_for_each_peer_and_in_all() -> None:
    async with running(tcp=TcpLimits(connections=3, connections_per_peer=2)) as agent:
        peers = [await agent.tcp_peer() for _ in range(3)]
        async with asyncio.timeout(5):
            await peers[2].closed.wait()
        Caller(peers[0]).send("OPTIONS")
        await peers[0].expect(200)
        peers[0].close()
        await asyncio.sleep(0.1)
        late = await agent.tcp_peer()
        Caller(late).send("OPTIONS")
        await late.expect(200)


async def test_an_idle_connection_is_closed_but_not_one_with_a_call() -> None:
    async with running(tcp=TcpLimits(idle_s=0.5)) as agent:
        idle, calling = await agent.tcp_peer(), await agent.tcp_peer()
        caller = Caller(calling)
        await caller.dial()
        async with asyncio.timeout(5):
            await idle.closed.wait()
        await asyncio.sleep(0.8)
        assert not calling.closed.is_set()
        caller.send("BYE")
        await calling.expect(200)
        async with asyncio.timeout(5):
            await calling.closed.wait()


async def test_a_lost_connection_is_opened_anew_for_the_bye() -> None:
    came: asyncio.Queue[bytes] = asyncio.Queue()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.put_nowait(await reader.readuntil(b"\r\n\r\n"))
        writer.close()

    async with running() as agent:
        server = await asyncio.start_server(listen, "127.0.0.1", 0)
        peer = await agent.tcp_peer()
        caller = Caller(peer)
        caller.contact = f"<sip:x@127.0.0.1:{server.sockets[0].getsockname()[1]};transport=tcp>"
        await caller.dial()
        peer.close()
        await asyncio.sleep(0.1)
        (await agent.callees[0].call()).end("caller")
        async with asyncio.timeout(5):
            assert (await came.get()).startswith(b"BYE sip:x@127.0.0.1")
        server.close()


async def test_a_peer_that_does_not_read_is_cut_off() -> None:
    async with running() as agent:
        reader, writer = await asyncio.open_connection("127.0.0.1", agent.port("TCP"), limit=1024)
        fake = Peer()
        fake.transport_name, fake.port = "TCP", 5060
        message = Caller(fake).message("OPTIONS").encode()
        message = message.replace(b";rport", b";rport;x=" + b"b" * 7_000)
        with pytest.raises(ConnectionError):
            async with asyncio.timeout(8):
                for number in range(8_000):
                    writer.write(message.replace(b"branch=z9hG4bK", b"branch=z9hG4bK%d" % number))
                    await writer.drain()
        writer.close()
        del reader
        other = await agent.tcp_peer()
        Caller(other).send("OPTIONS")
        await other.expect(200)


def test_the_framer_cuts_at_every_place() -> None:
    message = Caller(Peer()).message("INVITE", body=offer()).encode()
    stream = b"\r\n" + message + b"\r\n\r\n" + message
    for cut in range(1, len(stream)):
        framer = Framer()
        messages = framer.feed(stream[:cut])[0] + framer.feed(stream[cut:])[0]
        assert messages == [message, message]
        assert not framer.unfinished


def test_a_framer_without_length_gives_up() -> None:
    with pytest.raises(FramingError):
        Framer().feed(b"BYE sip:a SIP/2.0\r\nTo: a\r\n\r\n")


def test_what_is_written_is_read_back() -> None:
    message = parse(Caller(Peer()).message("INVITE", "s: hej\r\n", offer()).encode())
    again = parse(message.encode())
    assert list(again.headers) == list(message.headers)
    assert again.body == message.body
    assert again.headers.get("Subject") == "hej"
