"""Each key is told once, whatever of its packets comes, and in whatever order."""

from __future__ import annotations

import random
import struct

import pytest

from tests.voice.rtp.phone import EVENTS, Phone
from voice.rtp.keypresses import KeyPresses
from voice.rtp.packet import Packet


def told(packets: list[Packet]) -> str:
    keys: list[str] = []
    presses = KeyPresses(keys.append)
    for packet in packets:
        presses.take(packet)
    return "".join(keys)


def test_every_key_is_told_once_though_its_end_comes_three_times() -> None:
    phone = Phone()
    assert told([p for d in "0123456789*#ABCD" for p in phone.press(d)]) == "0123456789*#ABCD"


def test_the_same_key_twice_is_told_twice() -> None:
    phone = Phone()
    assert told(phone.press("1") + phone.press("1")) == "11"


def test_a_key_is_told_at_its_first_packet() -> None:
    assert told(Phone().press("5")[:1]) == "5"


@pytest.mark.parametrize("kept", [0, 1, 3, 4, 6])
def test_any_one_packet_is_enough(kept: int) -> None:
    phone = Phone()
    assert told([phone.press("1")[kept], phone.press("2")[kept]]) == "12"


def test_a_late_or_doubled_packet_of_the_key_before_is_dropped() -> None:
    phone = Phone()
    one, two = phone.press("1"), phone.press("2")
    assert told(one[:5] + two[:2] + one[4:] + one + two[2:] + two) == "12"


def test_a_key_with_every_packet_lost_now_and_then_and_sent_twice() -> None:
    chance = random.Random(2)
    phone = Phone()
    wanted = "".join(chance.choice("0123456789*#") for _ in range(300))
    packets: list[Packet] = []
    for digit in wanted:
        pressed = phone.press(digit)
        came = [p for p in pressed if chance.random() > 0.4] or pressed[-1:]
        packets += sorted(came * 2, key=lambda p: chance.random())
    assert told(packets) == wanted


@pytest.mark.parametrize("payload", [b"", b"\x01", b"\x01\x0a\x00"])
def test_a_payload_too_short_is_ignored(payload: bytes) -> None:
    assert told([Packet(EVENTS, True, 1, 1, 1, payload)]) == ""


def test_what_is_no_key_is_ignored() -> None:
    flash = struct.pack("!BBH", 16, 0x0A, 160)
    assert told([Packet(EVENTS, True, 1, 1, 1, flash)]) == ""


def test_a_key_held_for_long_goes_on_under_another_timestamp_and_is_one() -> None:
    first = struct.pack("!BBH", 3, 0x0A, 0xFFFF)
    then = struct.pack("!BBH", 3, 0x8A, 800)
    assert told([
        Packet(EVENTS, True, 1, 1000, 1, first),
        Packet(EVENTS, False, 2, 1000 + 0xFFFF, 1, then),
    ]) == "3"  # fmt: skip


def test_a_gateway_that_moves_the_timestamp_with_every_packet_still_tells_one_key() -> None:
    moving = [p._replace(timestamp=p.timestamp + 160 * n) for n, p in enumerate(Phone().press("4"))]
    assert told(moving) == "4"


def test_a_source_that_begins_anew_is_heard() -> None:
    assert told(Phone(ssrc=1).press("1") + Phone(ssrc=2, timestamp=5).press("2")) == "12"
