"""The parts that lines are made of: departures, log lines, what waits to be sent."""

from __future__ import annotations

import asyncio
import logging

import pytest

from voice.lines.complaints import PER_MINUTE, Complaints
from voice.lines.departures import KEPT_S, MOST, Departures
from voice.lines.inbox import Inbox
from voice.lines.outbox import BACKLOG, Message, Outbox
from voice.lines.socket import SocketClosed


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_departure_is_kept_for_a_minute_and_may_be_asked_for_again() -> None:
    clock = Clock()
    departures = Departures(clock)
    departures.note("a", "1")
    assert departures.number_for("b") is None
    clock.now += KEPT_S - 1
    assert [departures.number_for("a") for _ in range(2)] == ["1", "1"]
    departures.note("a", "2")
    clock.now += KEPT_S - 1
    assert departures.number_for("a") == "2"
    clock.now += 1
    assert departures.number_for("a") is None


def test_departures_do_not_pile_up() -> None:
    clock = Clock()
    departures = Departures(clock)
    for number in range(MOST + 10):
        departures.note(str(number), "1")
    assert departures.number_for("9") is None
    assert departures.number_for("10") == "1"
    clock.now += KEPT_S
    departures.note("new", "1")
    assert departures.number_for("new") == "1"


def test_nobody_fills_the_log(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    complaints = Complaints(logging.getLogger("test"), clock)
    for _ in range(1000):
        complaints.say("twilio", "garbage")
    assert len(caplog.records) == PER_MINUTE
    clock.now += 60
    complaints.say("twilio", "garbage")
    assert [one.getMessage() for one in caplog.records[PER_MINUTE:]] == [
        f"{1000 - PER_MINUTE} more such lines were left out",
        "twilio line: garbage",
    ]


async def test_what_is_put_is_sent_in_order_and_sound_can_be_dropped() -> None:
    sent: list[Message] = []
    gate = asyncio.Event()

    async def send(message: Message) -> None:
        await gate.wait()
        sent.append(message)

    outbox = Outbox(send, lambda: None)
    outbox.put("first")
    await asyncio.sleep(0)
    for number in range(10):
        outbox.put(bytes([number]), sound=True)
    outbox.put("last")
    outbox.drop_sound()
    gate.set()
    await outbox.flush()
    assert sent == ["first", "last"]
    await outbox.close()
    outbox.put("too late")
    await outbox.flush()
    assert sent == ["first", "last"]


async def test_a_peer_that_does_not_read_is_given_up_once() -> None:
    async def send(_: Message) -> None:
        await asyncio.Event().wait()

    given_up: list[int] = []
    outbox = Outbox(send, lambda: given_up.append(1))
    for _ in range(3 * BACKLOG):
        outbox.put(b"x", sound=True)
    assert given_up == [1]
    await outbox.close()


async def test_a_closed_peer_is_not_waited_for() -> None:
    async def send(_: Message) -> None:
        raise SocketClosed

    outbox = Outbox(send, lambda: None)
    outbox.put("x")
    outbox.put("y")
    await asyncio.wait_for(outbox.flush(), 5)
    await outbox.close()


async def test_the_end_comes_after_what_was_heard_even_when_nobody_listened() -> None:
    inbox = Inbox(8000)
    hearing = asyncio.create_task(inbox.hear(bytes(16000 * 8)))
    await asyncio.sleep(0.01)
    hearing.cancel()
    inbox.end("lost")
    events = [await inbox.next() for _ in range(300)]
    kinds = [type(one).__name__ for one in events]
    assert kinds == ["Heard"] * 249 + ["HungUp"] * 51
