"""A whole call: answered once, kept, held, ended."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import pytest

from tests.voice.sip.callees import Agent, running, until
from tests.voice.sip.peer import Caller, Peer, offer


@pytest.fixture
async def agent() -> AsyncIterator[Agent]:
    async with running() as agent:
        yield agent


@pytest.fixture(params=["UDP", "TCP"])
async def peer(agent: Agent, request: pytest.FixtureRequest) -> Peer:
    return await (agent.tcp_peer() if request.param == "TCP" else agent.udp_peer())


@pytest.fixture
async def udp(agent: Agent) -> Peer:
    return await agent.udp_peer()


async def test_a_call_is_answered_and_ended_by_the_caller(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    done = await caller.dial("Record-Route: <sip:10.0.0.1;lr>,<sip:10.0.0.2;lr>\r\n")
    call = await agent.callees[0].call()
    assert (call.caller, call.dialled) == ("+4512345678", "33123456")
    assert done.every("Record-Route") == ["<sip:10.0.0.1;lr>,<sip:10.0.0.2;lr>"]
    assert {"INVITE", "ACK", "BYE", "CANCEL", "OPTIONS"} <= set(done.header("Allow").split(", "))
    assert done.header("Supported") == "timer"
    assert f":{agent.port('TCP' if peer.transport_name == 'TCP' else 'UDP')}" in done.header(
        "Contact"
    )
    assert f"m=audio {agent.callees[0].media.port} RTP/AVP 8 96\r\n" in done.body
    assert "a=rtpmap:96 telephone-event/8000" in done.body
    assert agent.callees[0].media.remotes == [("127.0.0.1", 40_000, "pcma", 96)]
    caller.send("BYE")
    await peer.expect(200)
    assert agent.callees[0].endings == ["caller"]
    assert agent.calls == 0


async def test_we_end_a_call_over_the_route_that_it_came_by(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    port = peer.port
    await caller.dial(f"Record-Route: <sip:127.0.0.1:{port};lr>\r\nRecord-Route: <sip:far;lr>\r\n")
    call = await agent.callees[0].call()
    call.end("caller")
    bye = await peer.expect("BYE")
    assert bye.start == f"BYE sip:+4512345678@127.0.0.1:{port} SIP/2.0"
    assert bye.every("Route") == [f"<sip:127.0.0.1:{port};lr>", "<sip:far;lr>"]
    assert f";tag={caller.tag}" in bye.header("To")
    assert f";tag={caller.to_tag}" in bye.header("From")
    await until(lambda: agent.calls == 0)


async def test_a_strict_router_gets_the_request_in_its_own_name(agent: Agent, udp: Peer) -> None:
    caller = Caller(udp)
    await caller.dial(f"Record-Route: <sip:127.0.0.1:{udp.port}>, <sip:far;lr>\r\n")
    (await agent.callees[0].call()).end("caller")
    bye = await udp.expect("BYE")
    assert bye.start == f"BYE sip:127.0.0.1:{udp.port} SIP/2.0"
    assert bye.every("Route") == ["<sip:far;lr>", caller.contact]


async def test_a_repeated_invite_is_the_same_call(agent: Agent, udp: Peer) -> None:
    agent.gate.clear()
    caller = Caller(udp)
    invite = caller.send("INVITE", body=offer())
    udp.send(invite)
    await udp.expect(100)
    agent.gate.set()
    first = await udp.expect(200)
    udp.send(invite)
    again = await udp.expect(200)
    caller.to_tag = first.to_tag
    caller.send("ACK")
    await agent.callees[0].call()
    udp.send(invite)
    after_ack = await udp.expect(200)
    assert first.octets == again.octets == after_ack.octets
    assert first.to_tag
    assert len(agent.callees) == agent.calls == 1


async def test_the_same_invite_by_another_way_is_refused(agent: Agent, udp: Peer) -> None:
    caller = Caller(udp)
    await caller.dial()
    caller.to_tag = ""
    udp.send(caller.message("INVITE", body=offer()))
    await udp.expect(482)
    assert len(agent.callees) == 1


async def test_the_200_is_repeated_until_the_ack(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    caller.send("INVITE", body=offer())
    done = await peer.expect(200)
    assert (await peer.expect(200)).octets == done.octets
    assert (await peer.expect(200)).octets == done.octets
    caller.to_tag = done.to_tag
    caller.send("ACK")
    await agent.callees[0].call()
    while not peer.inbox.empty():
        peer.inbox.get_nowait()
    assert await peer.hears_nothing(0.6)


async def test_without_an_ack_the_call_ends_with_bye(agent: Agent, udp: Peer) -> None:
    caller = Caller(udp)
    caller.send("INVITE", body=offer())
    await udp.expect(200)
    await udp.expect("BYE")
    await until(lambda: agent.calls == 0)
    assert agent.callees[0].endings == ["lost"]
    assert not agent.callees[0].began.done()


async def test_bye_is_repeated_until_it_is_answered(agent: Agent, udp: Peer) -> None:
    udp.answers_bye = False
    caller = Caller(udp)
    await caller.dial()
    (await agent.callees[0].call()).end("caller")
    first = await udp.expect("BYE")
    second = await udp.expect("BYE")
    assert first.octets == second.octets
    udp.answer(second, 200)
    udp.answer(second, 200)
    await until(lambda: agent.calls == 0)
    while not udp.inbox.empty():
        udp.inbox.get_nowait()
    assert await udp.hears_nothing(0.4)


async def test_a_bye_that_nobody_answers_frees_the_call(agent: Agent, udp: Peer) -> None:
    udp.answers_bye = False
    caller = Caller(udp)
    await caller.dial()
    await (await agent.callees[0].call()).hang_up()
    assert agent.calls == 0


async def test_byes_that_cross_are_both_answered(agent: Agent, udp: Peer) -> None:
    udp.answers_bye = False
    caller = Caller(udp)
    await caller.dial()
    (await agent.callees[0].call()).end("caller")
    bye = await udp.expect("BYE")
    caller.send("BYE")
    await udp.expect(200)
    udp.answer(bye, 481)
    await until(lambda: agent.calls == 0)


async def test_cancel_ends_a_call_that_is_not_answered_yet(agent: Agent, udp: Peer) -> None:
    agent.gate.clear()
    caller = Caller(udp)
    caller.send("INVITE", body=offer())
    branch = caller.branch
    await udp.expect(100)
    udp.send(caller.message("CANCEL", branch=branch))
    answers = [await udp.got(), await udp.got()]
    assert sorted(got.status for got in answers) == [200, 487]
    refused = next(got for got in answers if got.status == 487)
    assert (await udp.expect(487)).octets == refused.octets, "repeated until the ACK"
    caller.to_tag = refused.to_tag
    udp.send(caller.message("ACK", branch=branch))
    agent.gate.set()
    await until(lambda: agent.calls == 0 and agent.callees)
    assert agent.callees[0].endings == ["caller"]


async def test_cancel_without_a_call_is_481(agent: Agent, udp: Peer) -> None:
    Caller(udp).send("CANCEL")
    await udp.expect(481)


async def test_a_cancel_too_late_changes_nothing(agent: Agent, udp: Peer) -> None:
    caller = Caller(udp)
    caller.send("INVITE", body=offer())
    done = await udp.expect(200)
    udp.send(caller.message("CANCEL", branch=caller.branch))
    assert "CANCEL" in (await udp.expect(200)).header("CSeq")
    caller.to_tag = done.to_tag
    caller.send("ACK")
    await agent.callees[0].call()
    assert agent.calls == 1


async def test_hold_and_resume(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    first = await caller.dial()
    media = agent.callees[0].media
    told = re.search(r"o=muni (\d+) (\d+)", first.body)
    assert told
    version = int(told[2])
    for number, (change, ours, held) in enumerate(
        [
            ({"direction": "sendonly"}, "recvonly", True),
            ({"direction": "sendrecv"}, "sendrecv", False),
            ({"direction": "inactive"}, "inactive", True),
            ({"direction": "sendrecv", "host": "0.0.0.0"}, "recvonly", True),  # noqa: S104
            ({"direction": "sendrecv", "port": 40_002}, "sendrecv", False),
        ],
        start=2,
    ):
        caller.send("INVITE", body=offer(version=number, **change))  # type: ignore[arg-type]
        done = await peer.expect(200)
        caller.send("ACK")
        now = re.search(r"o=muni (\d+) (\d+)", done.body)
        assert now
        assert now[1] == told[1], "the session id stays"
        assert int(now[2]) == version + 1, "the version counts up"
        version += 1
        assert f"a={ours}\r\n" in done.body
        assert media.held is held
        assert done.to_tag == caller.to_tag
    assert media.remotes[-1] == ("127.0.0.1", 40_002, "pcma", 96)
    assert len(agent.callees) == 1


async def test_an_unchanged_offer_gets_the_same_description(agent: Agent, udp: Peer) -> None:
    caller = Caller(udp)
    first = await caller.dial()
    caller.send("INVITE", body=offer())
    again = await udp.expect(200)
    caller.send("ACK")
    assert again.body == first.body


async def test_a_call_without_an_offer_gets_ours(agent: Agent, udp: Peer) -> None:
    caller = Caller(udp)
    caller.send("INVITE")
    done = await udp.expect(200)
    assert "RTP/AVP 8 0 101" in done.body
    caller.to_tag = done.to_tag
    udp.send(caller.message("ACK", body=offer(port=40_010)))
    await agent.callees[0].call()
    assert agent.callees[0].media.remotes == [("127.0.0.1", 40_010, "pcma", 96)]


async def test_an_ack_that_comes_late_is_still_the_right_one(agent: Agent, udp: Peer) -> None:
    caller = Caller(udp)
    caller.send("INVITE", body=offer())
    caller.to_tag = (await udp.expect(200)).to_tag
    first_ack = caller.message("ACK")
    caller.send("INVITE", body=offer(version=2))
    caller.send("ACK")
    udp.send(first_ack)
    await agent.callees[0].call()
    await asyncio.sleep(0.1)
    while not udp.inbox.empty():
        udp.inbox.get_nowait()
    assert await udp.hears_nothing(3.5), "neither 200 is repeated, and no BYE comes"


async def test_an_offer_that_is_never_answered_ends_the_call(agent: Agent, udp: Peer) -> None:
    caller = Caller(udp)
    await caller.dial(sdp="")
    await udp.expect("BYE")
    assert agent.callees[0].endings == ["refused"]


async def test_keys_by_info(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    await caller.dial()
    relay, plain = "application/dtmf-relay", "application/dtmf"
    for kind, body, status in [
        (relay, "Signal=5\r\nDuration=160\r\n", 200),
        (relay, "Signal= *\r\n", 200),
        (plain, "#", 200),
        (plain, "11", 200),
        (plain, "x", 400),
        (relay, "Duration=160", 400),
        ("text/plain", "5", 415),
    ]:
        caller.send("INFO", f"Content-Type: {kind}\r\n", body)
        await peer.expect(status)
    caller.send("INFO")
    await peer.expect(200)
    assert agent.callees[0].keys == ["5", "*", "#", "#"]


async def test_a_repeated_info_is_one_key_press(agent: Agent, udp: Peer) -> None:
    caller = Caller(udp)
    await caller.dial()
    info = caller.send("INFO", "Content-Type: application/dtmf\r\n", "7")
    first = await udp.expect(200)
    udp.send(info)
    assert (await udp.expect(200)).octets == first.octets
    assert agent.callees[0].keys == ["7"]


async def test_an_old_request_in_a_call_is_not_served_again(agent: Agent, udp: Peer) -> None:
    caller = Caller(udp)
    await caller.dial()
    udp.send(caller.message("INFO", "Content-Type: application/dtmf\r\n", "7", cseq="1 INFO"))
    await udp.expect(500)
    assert agent.callees[0].keys == []


async def test_options_within_and_outside_a_call(agent: Agent, peer: Peer) -> None:
    caller = Caller(peer)
    caller.send("OPTIONS")
    done = await peer.expect(200)
    assert "INVITE" in done.header("Allow")
    assert done.header("Accept") == "application/sdp"
    await caller.dial()
    caller.send("OPTIONS")
    await peer.expect(200)


async def test_requests_in_a_dialog_that_nobody_knows_get_481(agent: Agent, udp: Peer) -> None:
    caller = Caller(udp)
    caller.to_tag = "unknown"
    for method in ("BYE", "INFO", "NOTIFY", "UPDATE"):
        caller.send(method)
        await udp.expect(481)


async def test_the_contact_of_a_re_invite_is_where_we_send_next(agent: Agent, udp: Peer) -> None:
    moved = await agent.udp_peer()
    caller = Caller(udp)
    await caller.dial()
    caller.contact = f"<sip:new@127.0.0.1:{moved.port}>"
    caller.send("INVITE", body=offer(version=2))
    await udp.expect(200)
    caller.send("ACK")
    (await agent.callees[0].call()).end("caller")
    await moved.expect("BYE")


async def test_closing_says_bye_to_every_call() -> None:
    async with running() as agent:
        peer = await agent.udp_peer()
        for _ in range(5):
            await Caller(peer).dial()
        agent.drain()
        Caller(peer).send("OPTIONS")
        await peer.expect(503)
        Caller(peer).send("INVITE", body=offer())
        assert (await peer.expect(503)).header("Retry-After") == "30"
    assert [callee.endings for callee in agent.callees] == [["caller"]] * 5
