"""A call is put through by REFER, and how that went is known."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.voice.sip.callees import Agent, running, until
from tests.voice.sip.peer import Caller, Peer
from voice.sip.transfer import transfer_target


@pytest.fixture
async def agent() -> AsyncIterator[Agent]:
    async with running(transfer_s=2.0) as agent:
        yield agent


@pytest.fixture(params=["UDP", "TCP"])
async def peer(agent: Agent, request: pytest.FixtureRequest) -> Peer:
    return await (agent.tcp_peer() if request.param == "TCP" else agent.udp_peer())


def notify(caller: Caller, status: str, state: str = "active") -> str:
    """Send one; what was sent."""
    more = f"Event: refer\r\nSubscription-State: {state}\r\nContent-Type: message/sipfrag\r\n"
    return caller.send("NOTIFY", more, f"SIP/2.0 {status}")


async def begun(agent: Agent, caller: Caller, number: str) -> asyncio.Task[bool]:
    await caller.dial()
    call = await agent.callees[-1].call()
    return asyncio.create_task(call.transfer(number))


async def test_a_transfer_that_is_answered_ends_our_call(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    transfer = await begun(agent, caller, "+45 33 12 34 56")
    refer = await peer.expect("REFER")
    assert refer.header("Refer-To") == f"<sip:+4533123456@127.0.0.1:{peer.port}>"
    assert refer.header("Referred-By") == "<sip:33123456@muni>"
    peer.answer(refer, 202)
    notify(caller, "100 Trying")
    await peer.expect(200)
    assert not transfer.done()
    notify(caller, "200 OK", "terminated;reason=noresource")
    await peer.expect(200)
    await peer.expect("BYE")
    assert await transfer
    assert agent.callees[0].endings == ["transferred"]
    assert agent.calls == 0


async def test_a_notify_that_comes_again_gets_its_200_again(agent: Agent, peer: Peer) -> None:
    peer.answers_bye = False
    caller = Caller(peer)
    transfer = await begun(agent, caller, "sip:9@127.0.0.1:5999")
    peer.answer(await peer.expect("REFER"), 202)
    sent = notify(caller, "200 OK", "terminated")
    first = await peer.expect(200)
    bye = await peer.expect("BYE")
    peer.send(sent)
    assert (await peer.expect(200)).octets == first.octets
    peer.answer(bye, 200)
    await until(lambda: agent.calls == 0)
    peer.send(sent)
    assert (await peer.expect(200)).octets == first.octets
    assert await transfer


@pytest.mark.parametrize("status", [403, 405, 603])
async def test_a_refused_transfer_lets_the_call_go_on(
    agent: Agent, peer: Peer, status: int
) -> None:
    caller = Caller(peer)
    transfer = await begun(agent, caller, "9")
    peer.answer(await peer.expect("REFER"), status)
    assert not await transfer
    assert agent.calls == 1
    assert agent.callees[0].endings == []


@pytest.mark.parametrize(
    ("status", "state"), [("486 Busy Here", "terminated"), ("100 Trying", "terminated")]
)
async def test_a_transfer_that_fails_lets_the_call_go_on(
    agent: Agent, peer: Peer, status: str, state: str
) -> None:
    caller = Caller(peer)
    transfer = await begun(agent, caller, "9")
    peer.answer(await peer.expect("REFER"), 202)
    notify(caller, status, state)
    assert not await transfer
    assert agent.calls == 1


async def test_a_transfer_that_nobody_tells_of_is_given_up(agent: Agent, peer: Peer) -> None:
    transfer = await begun(agent, Caller(peer), "9")
    peer.answer(await peer.expect("REFER"), 202)
    assert not await transfer
    assert agent.calls == 1


async def test_refer_is_repeated_until_it_is_answered(agent: Agent) -> None:
    peer = await agent.udp_peer()
    transfer = await begun(agent, Caller(peer), "9")
    first = await peer.expect("REFER")
    second = await peer.expect("REFER")
    assert first.octets == second.octets
    peer.answer(second, 403)
    assert not await transfer


async def test_a_provisional_answer_slows_the_repetition_down(agent: Agent) -> None:
    peer = await agent.udp_peer()
    transfer = await begun(agent, Caller(peer), "9")
    refer = await peer.expect("REFER")
    peer.answer(refer, 100)
    await peer.expect("REFER")
    peer.answer(refer, 603)
    assert not await transfer


async def test_a_refer_that_nobody_answers_fails(agent: Agent) -> None:
    peer = await agent.udp_peer()
    transfer = await begun(agent, Caller(peer), "9")
    assert not await transfer


async def test_who_takes_a_refer_and_leaves_was_put_through(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    transfer = await begun(agent, caller, "9")
    peer.answer(await peer.expect("REFER"), 202)
    notify(caller, "100 Trying")
    await peer.expect(200)
    caller.send("BYE")
    await peer.expect(200)
    assert await transfer
    assert agent.callees[0].endings == ["transferred"]


async def test_a_call_that_we_end_was_not_put_through(agent: Agent, peer: Peer) -> None:
    transfer = await begun(agent, Caller(peer), "9")
    peer.answer(await peer.expect("REFER"), 202)
    await asyncio.sleep(0.05)
    await (await agent.callees[0].call()).hang_up()
    assert not await transfer
    assert agent.callees[0].endings == ["caller"]


async def test_a_caller_who_leaves_before_the_refer_is_taken(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    transfer = await begun(agent, caller, "9")
    refer = await peer.expect("REFER")
    caller.send("BYE")
    await peer.expect(200)
    peer.answer(refer, 481)
    assert not await transfer
    assert agent.callees[0].endings == ["caller"]


async def test_notify_without_a_transfer(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    await caller.dial()
    notify(caller, "200 OK")
    await peer.expect(481)
    caller.send("NOTIFY", "Event: presence\r\n")
    await peer.expect(489)


def test_what_a_call_can_be_put_through_to() -> None:
    peer = ("192.0.2.1", 5060)
    assert transfer_target("33 12 34 56", peer) == "sip:33123456@192.0.2.1"
    assert transfer_target("*21#", ("2001:db8::1", 5070)) == "sip:*21%23@[2001:db8::1]:5070"
    assert transfer_target("sip:a@192.0.2.9:5081", peer) == "sip:a@192.0.2.9:5081"
    assert transfer_target("tel:+4533123456", peer) == "tel:+4533123456"
    for bad in ("", "1>\r\nX: y", "sip:a b", "<sip:a@b>", "9@evil", "sip:x@h:99999", "9" * 65):
        with pytest.raises(ValueError, match=r"."):
            transfer_target(bad, peer)
