"""What is not served is refused with the status that says why."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.voice.sip.callees import Agent, running, until
from tests.voice.sip.peer import Caller, Peer, offer
from voice.errors import LineError
from voice.sip.settings import AgentSettings, Timers
from voice.sip.user_agent import UserAgent


@pytest.fixture
async def agent() -> AsyncIterator[Agent]:
    async with running() as agent:
        yield agent


@pytest.fixture
async def peer(agent: Agent) -> Peer:
    return await agent.udp_peer()


async def test_an_unknown_extension_is_refused_by_name(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    caller.send("INVITE", "Require: 100rel, timer, weird\r\n", offer())
    assert (await peer.expect(420)).header("Unsupported") == "100rel, weird"
    await caller.dial("Require: timer\r\nSupported: timer\r\n")
    caller.send("INFO", "Require: weird\r\n")
    await peer.expect(420)


async def test_another_version_of_sip(peer: Peer) -> None:
    peer.send(Caller(peer).message("INVITE", body=offer()).replace("SIP/2.0", "SIP/7.0", 1))
    await peer.expect(505)


@pytest.mark.parametrize("cseq", ["x INVITE", "1", "1 BYE", "2147483648 INVITE", "-1 INVITE", ""])
async def test_a_bad_cseq(peer: Peer, cseq: str) -> None:
    plain = Caller(peer).message("INVITE", body=offer())
    peer.send(plain.replace("CSeq: 1 INVITE", f"CSeq: {cseq}"))
    await peer.expect(400)


@pytest.mark.parametrize("method", ["REGISTER", "SUBSCRIBE", "MESSAGE", "REFER", "PRACK"])
async def test_methods_that_we_know_but_do_not_allow(peer: Peer, method: str) -> None:
    Caller(peer).send(method)
    assert "INVITE" in (await peer.expect(405)).header("Allow")


async def test_a_method_that_nobody_knows(peer: Peer) -> None:
    Caller(peer).send("DANCE")
    await peer.expect(501)


async def test_a_body_that_is_no_session_description(peer: Peer) -> None:
    Caller(peer).send("INVITE", "Content-Type: text/plain\r\n", "hello")
    assert (await peer.expect(415)).header("Accept") == "application/sdp"
    Caller(peer).send("INVITE", "Content-Encoding: gzip\r\n", offer())
    assert (await peer.expect(415)).header("Accept-Encoding") == "identity"


async def test_a_refusal_is_the_same_when_the_request_comes_again(peer: Peer) -> None:
    refused = Caller(peer).message("INVITE", "Require: weird\r\n", offer())
    peer.send(refused)
    first = await peer.expect(420)
    peer.send(refused)
    assert (await peer.expect(420)).octets == first.octets
    assert first.to_tag


async def test_answers_go_where_the_request_came_from(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    peer.send(caller.message("OPTIONS", via="SIP/2.0/UDP 10.1.1.1:5070;rport;branch=z9hG4bK1"))
    via = (await peer.expect(200)).header("Via")
    assert f"rport={peer.port}" in via
    assert "received=127.0.0.1" in via
    # Without rport: the address it came from, but the port that its Via names (RFC 3261, 18.2.2).
    other = await agent.udp_peer()
    peer.send(caller.message("OPTIONS", via=f"SIP/2.0/UDP a.b:{other.port};branch=z9hG4bK2"))
    assert "received=127.0.0.1" in (await other.expect(200)).header("Via")


async def test_calls_are_refused_from_twice_the_limit_on() -> None:
    async with running(calls_limit=2, retry_after_s=7) as agent:
        peer = await agent.udp_peer()
        callers = [Caller(peer) for _ in range(5)]
        for caller in callers[:4]:
            await caller.dial()
        callers[4].send("INVITE", body=offer())
        assert (await peer.expect(503)).header("Retry-After") == "7"
        callers[0].send("BYE")
        await peer.expect(200)
        await callers[4].dial()
        assert agent.calls == 4


async def test_a_flood_of_requests_is_bounded_in_memory() -> None:
    async with running(transactions_limit=20) as agent:
        peer = await agent.udp_peer()
        for _ in range(50):
            Caller(peer).send("OPTIONS")
        for _ in range(20):
            await peer.expect(200)
        assert await peer.hears_nothing()


async def test_a_call_that_finds_no_room_is_refused() -> None:
    async def full(ip: str) -> object:
        raise LineError("no port")

    agent = UserAgent(AgentSettings(port=0), full)  # type: ignore[arg-type]
    await agent.open()
    peer = await Peer.udp(agent.port("UDP"))
    Caller(peer).send("INVITE", body=offer())
    await peer.expect(503)
    await until(lambda: agent.calls == 0)
    await agent.close()
    peer.close()


async def test_a_taken_port_is_told() -> None:
    async with running(transports=("UDP",)) as agent:
        assert agent.port("TCP") == 0
        with pytest.raises(LineError, match=str(agent.port("UDP"))):
            await Agent(port=agent.port("UDP"), transports=("UDP",)).open()


def test_the_waits_are_those_of_the_rfc() -> None:
    assert (Timers().t1, Timers().t2, Timers().give_up) == (0.5, 4.0, 32.0)
