"""A call that neither side confirms any more is over; one that is confirmed goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.voice.sip.callees import Agent, running, until
from tests.voice.sip.peer import Caller, Got, Peer, offer

SHORT = {"session_expires_s": 3, "min_session_s": 1}
TIMER = "Supported: timer\r\n"


@pytest.fixture
async def agent() -> AsyncIterator[Agent]:
    async with running(**SHORT) as agent:
        yield agent


@pytest.fixture(params=["UDP", "TCP"])
async def peer(agent: Agent, request: pytest.FixtureRequest) -> Peer:
    return await (agent.tcp_peer() if request.param == "TCP" else agent.udp_peer())


@pytest.mark.parametrize(
    ("more", "answer", "required"),
    [
        ("", "1800;refresher=uas", []),
        (TIMER, "1800;refresher=uac", ["timer"]),
        (f"{TIMER}Session-Expires: 600\r\n", "600;refresher=uac", ["timer"]),
        (f"{TIMER}x: 600;refresher=uas\r\n", "600;refresher=uas", []),
        (f"{TIMER}Session-Expires: 7200;refresher=uac\r\n", "1800;refresher=uac", ["timer"]),
        (f"{TIMER}Session-Expires: 3600\r\nMin-SE: 2000\r\n", "2000;refresher=uac", ["timer"]),
        ("Session-Expires: 30\r\n", "90;refresher=uas", []),
    ],
)
async def test_who_confirms_the_session_and_how_often(
    more: str, answer: str, required: list[str]
) -> None:
    async with running() as agent:
        done = await Caller(await agent.udp_peer()).dial(more)
        assert done.header("Session-Expires") == answer
        assert done.every("Require") == required


async def test_sessions_that_are_too_short_or_malformed_are_refused() -> None:
    async with running() as agent:
        peer = await agent.udp_peer()
        Caller(peer).send("INVITE", f"{TIMER}Session-Expires: 30\r\n", offer())
        assert (await peer.expect(422)).header("Min-SE") == "90"
        Caller(peer).send("INVITE", f"{TIMER}Session-Expires: soon\r\n", offer())
        await peer.expect(400)


async def test_without_their_refresh_the_call_ends(agent: Agent, peer: Peer) -> None:
    await Caller(peer).dial(TIMER)
    await peer.expect("BYE")
    await until(lambda: agent.calls == 0)
    assert agent.callees[0].endings == ["lost"]


async def test_their_refresh_keeps_the_call(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    await caller.dial(TIMER)
    for method in ("UPDATE", "INVITE", "UPDATE"):
        assert "BYE" not in [got.method for got in await heard_for(peer, 1.0)]
        caller.send(method, TIMER, offer() if method == "INVITE" else "")
        assert (await peer.expect(200)).header("Session-Expires") == "3;refresher=uac"
        if method == "INVITE":
            caller.send("ACK")
    assert agent.callees[0].endings == []


async def heard_for(peer: Peer, seconds: float) -> list[Got]:
    got: list[Got] = []
    try:
        while True:
            got.append(await peer.got(seconds))
    except TimeoutError:
        return got


async def test_we_refresh_by_update_where_they_allow_it(agent: Agent, peer: Peer) -> None:
    await Caller(peer).dial("Allow: INVITE, UPDATE\r\n")
    for _ in range(2):
        update = await peer.expect("UPDATE")
        assert update.header("Session-Expires") == "3;refresher=uac"
        assert update.body == ""
        peer.answer(update, 200, "Session-Expires: 3;refresher=uac\r\n")
    assert agent.callees[0].endings == []


async def test_we_refresh_by_invite_otherwise(agent: Agent, peer: Peer) -> None:
    first = await Caller(peer).dial()
    for _ in range(2):
        invite = await peer.expect("INVITE")
        assert invite.body == first.body
        peer.answer(invite, 200, "Content-Type: application/sdp\r\n", offer(40_020))
        ack = await peer.expect("ACK")
        assert ack.header("CSeq").split()[0] == invite.header("CSeq").split()[0]
        peer.answer(invite, 200, "Content-Type: application/sdp\r\n", offer(40_020))
        assert (await peer.expect("ACK")).octets == ack.octets, "a 200 that comes again"
    assert agent.callees[0].media.remotes[-1] == ("127.0.0.1", 40_020, "pcma", 96)


async def test_an_update_that_is_not_known_is_followed_by_an_invite(
    agent: Agent, peer: Peer
) -> None:
    await Caller(peer).dial("Allow: UPDATE\r\n")
    peer.answer(await peer.expect("UPDATE"), 405)
    peer.answer(await peer.expect("INVITE"), 200)
    await peer.expect("ACK")


async def test_a_longer_interval_is_taken_when_ours_is_too_small(agent: Agent, peer: Peer) -> None:
    await Caller(peer).dial("Allow: UPDATE\r\n")
    peer.answer(await peer.expect("UPDATE"), 422, "Min-SE: 100\r\n")
    again = await peer.expect("UPDATE")
    assert again.header("Session-Expires") == "100;refresher=uac"
    peer.answer(again, 200)


async def test_a_refused_refresh_ends_the_call_of_who_promised_to_take_it(agent: Agent) -> None:
    peer = await agent.udp_peer()
    await Caller(peer).dial(f"{TIMER}Session-Expires: 3;refresher=uas\r\n")
    invite = await peer.expect("INVITE")
    peer.answer(invite, 503)
    ack = await peer.expect("ACK")
    assert ack.header("Via") == invite.header("Via")
    await peer.expect("BYE")
    assert agent.callees[0].endings == ["lost"]


async def test_who_knows_no_timers_need_only_answer(agent: Agent, peer: Peer) -> None:
    await Caller(peer).dial()
    for _ in range(3):
        peer.answer(await peer.expect("INVITE"), 488)
        await peer.expect("ACK")
    assert agent.callees[0].endings == []


@pytest.mark.parametrize("status", [408, 481])
async def test_a_peer_that_knows_no_such_call_ends_it(
    agent: Agent, peer: Peer, status: int
) -> None:
    await Caller(peer).dial("Allow: UPDATE\r\n")
    peer.answer(await peer.expect("UPDATE"), status)
    await peer.expect("BYE")
    assert agent.callees[0].endings == ["lost"]


async def test_two_re_invites_at_once(agent: Agent) -> None:
    peer = await agent.udp_peer()
    caller = Caller(peer)
    await caller.dial()
    ours = await peer.expect("INVITE")
    caller.send("INVITE", body=offer(version=2))
    await peer.expect(491)
    peer.answer(ours, 491)
    await peer.expect("ACK")
    again = await peer.expect("INVITE")
    while again.header("CSeq") == ours.header("CSeq"):
        again = await peer.expect("INVITE")
    peer.answer(again, 200)
    await peer.expect("ACK")
