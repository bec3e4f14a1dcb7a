"""Nothing that comes over the wire stops the agent."""

from __future__ import annotations

import asyncio
import logging
import random
import socket
from collections.abc import AsyncIterator

import pytest

from tests.voice.sip.callees import Agent, running
from tests.voice.sip.peer import Caller, Peer, offer
from tests.voice.sip.torture import INVALID, VALID
from voice.sip.message import MalformedError, UnreadableError, parse

TORTURE = {**VALID, **INVALID}


@pytest.fixture
async def agent() -> AsyncIterator[Agent]:
    async with running() as agent:
        yield agent


@pytest.fixture
async def peer(agent: Agent) -> Peer:
    return await agent.udp_peer()


async def answers(agent: Agent) -> None:
    """The agent takes a whole call from a new peer."""
    peer = await agent.udp_peer()
    caller = Caller(peer)
    await caller.dial()
    caller.send("BYE")
    await peer.expect(200)


@pytest.mark.parametrize("name", TORTURE)
async def test_torture_messages_are_answered_rightly(agent: Agent, peer: Peer, name: str) -> None:
    message, statuses = TORTURE[name]
    peer.send(message)
    caller = Caller(peer)
    caller.send("OPTIONS")
    got = [await peer.got()]
    while caller.call_id not in got[-1].every("Call-ID"):
        got.append(await peer.got())
    first = next((one.status for one in got[:-1] if one.status >= 200), 0)
    if first == 0 and 200 in statuses:
        first = (await peer.got()).status  # the 200 to an INVITE comes after its sound has a port
    assert first in statuses


@pytest.mark.parametrize("name", TORTURE)
def test_the_parser_raises_its_own_errors_only(name: str) -> None:
    message, _ = TORTURE[name]
    for end in range(0, len(message), 7):
        try:
            parse(message[:end])
        except (MalformedError, UnreadableError):
            continue


@pytest.mark.parametrize(
    "via",
    [
        "SIP/2.0/UDP 127.0.0.1:99999;branch=z9hG4bKa",
        "SIP/2.0/UDP 127.0.0.1:0;branch=z9hG4bKb",
        "SIP/2.0/UDP 127.0.0.1:99999;branch=z9hG4bKc;rport",
        "SIP/2.0/UDP 255.255.255.255:5060;branch=z9hG4bKd",
        "SIP/2.0/UDP 0.0.0.0:1;branch=z9hG4bKe",
        "SIP/2.0/UDP [::1]:5060;branch=z9hG4bKf",
        "SIP/2.0/UDP [fe80::1%25eth0]:5060;branch=z9hG4bKg",
        "SIP/2.0/UDP no.such.host.invalid:5060;branch=z9hG4bKh",
        "SIP/2.0/UDP " + "a" * 300 + ":5060;branch=z9hG4bKi",
        "SIP/2.0/UDP 127.0.0.1:-1;branch=z9hG4bKj",
        "SIP/2.0/UDP 127.0.0.1:1;branch=z9hG4bKk;received=256.1.1.1;maddr=224.0.0.1",
    ],
)
async def test_no_via_closes_the_socket(agent: Agent, peer: Peer, via: str) -> None:
    for method, body in (("OPTIONS", ""), ("INVITE", offer()), ("REGISTER", "")):
        peer.send(Caller(peer).message(method, body=body, via=via))
    await answers(agent)


@pytest.mark.parametrize(
    "contact",
    [
        "<sip:x@127.0.0.1:99999>",
        "<sip:x@no.such.host.invalid>",
        "<sip:x@255.255.255.255:5060>",
        "<sip:x@192.0.2.9:5060>",
        "<sip:x@[::1]:5060>",
        "<tel:+4512345678>",
        "<sip:x@127.0.0.1:0>",
        "*",
    ],
)
async def test_no_contact_is_looked_up_or_sends_us_astray(
    agent: Agent, peer: Peer, contact: str
) -> None:
    caller = Caller(peer)
    caller.contact = contact
    caller.send("INVITE", body=offer())
    done = await peer.got()
    if done.status == 200:
        caller.to_tag = done.to_tag
        caller.send("ACK")
        (await agent.callees[0].call()).end("caller")
        assert (await peer.expect("BYE")).start.split()[1] in contact
    else:
        assert done.status == 400
    await answers(agent)


async def test_no_name_is_ever_looked_up(
    agent: Agent, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def look_up(host: object, *_: object, **__: object) -> list[object]:
        asked.append(host)
        raise OSError("no names here")

    caller = Caller(peer)
    caller.contact = "<sip:x@phone.example.dk:5062>"
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    done = await caller.dial("Record-Route: <sip:proxy.example.dk;lr>\r\n", offer(host="a.dk"))
    (await agent.callees[0].call()).end("caller")
    bye = await peer.expect("BYE")
    assert bye.start == "BYE sip:x@phone.example.dk:5062 SIP/2.0"
    assert done.status == 200
    assert agent.callees[0].media.remotes[0][0] == "127.0.0.1"
    assert asked == []


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (("127.0.0.1\r\nt=", "no.such.host.invalid\r\nt="), 200),
        (("127.0.0.1\r\nt=", "224.0.0.1\r\nt="), 200),
        (("127.0.0.1\r\nt=", "999.1.1.1\r\nt="), 200),
        (("audio 40000", "audio 99999"), 488),
        (("audio 40000", "audio 0"), 488),
        (("audio 40000", "audio -1"), 488),
        (("RTP/AVP 8 0", "RTP/AVP 3 18"), 488),
        (("RTP/AVP", "RTP/SAVP"), 488),
        (("v=0", "v=1"), 488),
        (("m=audio", "m=audio audio"), 488),
        (("t=0 0", "garbage"), 488),
        (("rtpmap:96 telephone-event/8000", "rtpmap:999999 ///"), 200),
    ],
)
async def test_bad_session_descriptions(
    agent: Agent, peer: Peer, change: tuple[str, str], status: int
) -> None:
    caller = Caller(peer)
    caller.send("INVITE", body=offer().replace(*change))
    assert (await peer.got()).status == status
    if status == 200:
        assert agent.callees[0].media.remotes[0][:2] == ("127.0.0.1", 40_000)
    await answers(agent)


async def test_other_media_are_turned_down_one_by_one(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    more = "m=video 40004 RTP/AVP 31\r\nm=audio 40006 RTP/AVP 0\r\nm=application 9 UDP/BFCP *\r\n"
    caller.send("INVITE", body=offer() + more)
    lines = [line for line in (await peer.expect(200)).body.split("\r\n") if line[:2] == "m="]
    assert lines[0].startswith("m=audio ")
    assert lines[1:] == [
        "m=video 0 RTP/AVP 31",
        "m=audio 0 RTP/AVP 0",
        "m=application 0 UDP/BFCP *",
    ]


async def test_three_thousand_fuzzed_packets_leave_it_responsive(
    agent: Agent, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(4475)
    caller = Caller(peer)
    seeds = [message for message, _ in TORTURE.values()]
    seeds += [
        caller.message(method, body=body).encode()
        for method, body in [("INVITE", offer()), ("BYE", ""), ("ACK", ""), ("CANCEL", "")] * 8
    ]
    for count in range(3_000):
        peer.send(fuzzed(chance, chance.choice(seeds)))
        await asyncio.sleep(0)
        if count % 500 == 499:
            await answers(agent)
    await answers(agent)
    assert "could not be served" not in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def fuzzed(chance: random.Random, message: bytes) -> bytes:
    octets = bytearray(message)
    kind = chance.randrange(6)
    if kind == 0:
        return chance.randbytes(chance.randrange(1, 1_400))
    for _ in range(chance.randrange(1, 20)):
        at = chance.randrange(len(octets)) if octets else 0
        if kind == 1:
            octets[at : at + 1] = chance.randbytes(1)
        elif kind == 2:
            del octets[at : at + chance.randrange(1, 30)]
        elif kind == 3:
            octets[at:at] = octets[at : at + chance.randrange(1, 60)]
        elif kind == 4:
            junk = [b":", b";", b'"', b"<", b">", b",", b"\r\n", b"\x00", b"9" * 30, b"=", b"@"]
            octets[at:at] = chance.choice(junk)
        else:
            octets = octets[:at]
    return bytes(octets[:60_000])


async def test_heavy_nesting_costs_no_time(agent: Agent, peer: Peer) -> None:
    """Patterns that make careless parsers take minutes."""
    for long in (
        " " * 15_000,
        ";" * 15_000,
        '"' * 15_000,
        "a " * 7_000,
        "<" * 15_000,
        ",a" * 7_000,
    ):
        for name in ("Via", "From", "To", "Contact", "CSeq", "Require", "Route"):
            plain = Caller(peer).message("INVITE", body=offer())
            peer.send(plain.replace(f"{name}: ", f"{name}: a{long}", 1))
            peer.send(plain.replace("Content-Type", f"{name}: a{long}b\r\nContent-Type", 1))
            await asyncio.sleep(0)
    await answers(agent)


async def test_strangers_get_nothing_and_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    async with running(allowed_peers=("10.0.0.0/8", "192.0.2.1")) as agent:
        peer = await agent.udp_peer()
        for _ in range(200):
            peer.send(Caller(peer).message("INVITE", body=offer()))
        assert await peer.hears_nothing()
        assert agent.calls == 0
        over_tcp = await agent.tcp_peer()
        over_tcp.send(Caller(over_tcp).message("OPTIONS"))
        await over_tcp.closed.wait()
    assert len([r for r in caplog.records if "a packet from a peer" in r.message]) == 1
    assert "127.0.0.1" in caplog.text
    assert "+4512345678" not in caplog.text


async def test_bad_input_is_logged_rarely_and_without_what_it_said(
    agent: Agent, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "voice")
    for _ in range(100):
        peer.send(b"garbage 0101701234 " + random.randbytes(50))
        peer.send(Caller(peer).message("INVITE", cseq="x INVITE"))
    await answers(agent)
    lines = [record.message for record in caplog.records if record.name.startswith("voice")]
    assert len(lines) <= 3
    assert "0101701234" not in caplog.text
