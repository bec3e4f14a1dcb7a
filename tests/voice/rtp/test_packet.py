"""Datagrams become packets, or nothing; none of them raises."""

from __future__ import annotations

import random
import struct

import pytest

from voice.rtp.packet import LARGEST_BYTES, Packet, ahead, build, parse

HEADER = struct.pack("!BBHII", 0x80, 8, 1, 2, 3)


@pytest.mark.parametrize("marker", [False, True])
def test_what_is_built_is_parsed_again(marker: bool) -> None:
    packet = Packet(101, marker, 65_535, 2**32 - 1, 0xDEADBEEF, b"sound")
    assert parse(build(packet)) == packet


def test_contributing_sources_extension_and_padding_are_passed_over() -> None:
    head = struct.pack("!BBHII", 0x80 | 0x20 | 0x10 | 2, 8, 1, 2, 3)
    extension = struct.pack("!HH", 0xBEDE, 2) + b"\xff" * 8
    packet = parse(head + b"\0" * 8 + extension + b"sound" + b"\0\0\x03")
    assert packet is not None
    assert packet.payload == b"sound"


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        HEADER[:11],
        b"\x40" + HEADER[1:],
        b"\x8f" + HEADER[1:],
        b"\x90" + HEADER[1:],
        b"\x90" + HEADER[1:] + b"\xbe\xde\xff\xff",
        b"\xa0" + HEADER[1:] + b"\0",
        b"\xa0" + HEADER[1:] + b"x\x09",
        struct.pack("!BBHII", 0x80, 200, 1, 2, 3),
        HEADER + bytes(LARGEST_BYTES),
        b"INVITE sip:x SIP/2.0\r\n\r\n",
    ],
)
def test_what_is_no_rtp_is_nothing(datagram: bytes) -> None:
    assert parse(datagram) is None


def test_noise_never_raises() -> None:
    chance = random.Random(4733)
    for _ in range(20_000):
        noise = chance.randbytes(chance.randrange(64))
        parse(noise)
        parse(b"\x80" + noise)
        parse(bytes([0x80 | chance.randrange(64)]) + noise)


@pytest.mark.parametrize(
    ("later", "earlier", "distance"),
    [(5, 3, 2), (3, 5, -2), (1, 65_535, 2), (65_535, 1, -2), (0, 0, 0)],
)
def test_counters_wrap(later: int, earlier: int, distance: int) -> None:
    assert ahead(later, earlier, 16) == distance
