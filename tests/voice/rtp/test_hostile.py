"""A flood or nonsense from the caller's own address costs no more than a call does."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.voice.rtp.hearing import Hearing, talk
from tests.voice.rtp.phone import Phone, loudness
from voice.rtp.packet import Packet


def test_a_flood_is_heard_no_faster_than_a_little_ahead_of_time() -> None:
    hearing, phone = Hearing(), Phone()
    for n in range(10_000):
        hearing.take(phone.talk(), 1000 + n * 0.0002)
    assert len(hearing.pieces) < 50 * (2 * 1.05 + 2) + 3
    assert hearing.receiver.counts.flooded == 10_000 - len(hearing.pieces)


def _timestamps_at_random(packet: Packet, chance: random.Random) -> Packet:
    return packet._replace(timestamp=chance.getrandbits(32))


def _everything_at_random(packet: Packet, chance: random.Random) -> Packet:
    return Packet(
        chance.choice([0, 8, 13, 101, 99]), chance.random() < 0.5, chance.getrandbits(16),
        chance.getrandbits(32), chance.choice([7, 8, chance.getrandbits(32)]),
        chance.randbytes(chance.choice([0, 1, 4, 159, 160, 1700])),
    )  # fmt: skip


@pytest.mark.parametrize("spoil", [_timestamps_at_random, _everything_at_random])
def test_nonsense_neither_raises_nor_grows(
    spoil: Callable[[Packet, random.Random], Packet],
) -> None:
    hearing, phone, chance = Hearing(), Phone(), random.Random(3550)
    for n in range(5_000):
        hearing.take(spoil(phone.talk(), chance), 1000 + n * 0.02)
    assert {len(pcm) for _, pcm in hearing.pieces} == {320}
    assert len(hearing.pieces) <= 5_000 * 1.05 + 102
    talk(hearing, Phone(ssrc=99), 50)
    assert loudness(hearing.pieces[-1][1]) > 5000
