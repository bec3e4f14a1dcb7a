"""Packets become 20 ms pieces in order: lost ones filled, pauses silent, keys no loss."""

from __future__ import annotations

import random

import numpy as np
import pytest

from tests.voice.rtp.hearing import Hearing, talk
from tests.voice.rtp.phone import Phone, loudness, tone
from voice.g711 import A_LAW
from voice.rtp.packet import Packet
from voice.rtp.receiver import Receiver


def through_g711(pcm: bytes) -> bytes:
    return A_LAW.decode(A_LAW.encode(pcm))


def test_sound_comes_out_as_it_went_in_and_at_once() -> None:
    hearing, phone = Hearing(), Phone()
    talk(hearing, phone, 100)
    assert hearing.pcm == b"".join(through_g711(tone(160, begin=160 * n)) for n in range(100))
    assert [round((at - 1000) * 50) for at, _ in hearing.pieces] == list(range(1, 101))


@pytest.mark.parametrize("ms", [5, 10, 30, 40, 60, 120])
def test_packets_of_any_length_are_cut_into_20_ms(ms: int) -> None:
    hearing, phone = Hearing(), Phone()
    talk(hearing, phone, 1200 // ms, ms * 8)
    assert {len(pcm) for _, pcm in hearing.pieces} == {320}
    assert len(hearing.pieces) == 60
    assert hearing.receiver.counts.lost == 0


def test_packets_out_of_order_are_put_in_order() -> None:
    hearing, phone = Hearing(), Phone()
    packets = [phone.talk() for _ in range(12)]
    for place, n in enumerate([0, 1, 3, 2, 4, 6, 7, 5, 8, 9, 11, 10]):
        # Four at once, so that all are there in time.
        hearing.take(packets[n], 1000 + place // 4 * 0.08)
    assert hearing.pcm == b"".join(through_g711(tone(160, begin=160 * n)) for n in range(12))
    assert hearing.receiver.counts.late == hearing.receiver.counts.lost == 0


def test_packets_that_come_twice_are_heard_once() -> None:
    hearing, phone = Hearing(), Phone()
    for n in range(20):
        packet = phone.talk()
        hearing.take(packet, 1000 + n * 0.02)
        hearing.take(packet, 1000 + n * 0.02)
    assert len(hearing.pieces) == 20
    assert hearing.receiver.counts.late == 20


def test_a_lost_packet_delays_sound_by_at_most_40_ms_and_what_follows_by_nothing() -> None:
    hearing, phone = Hearing(), Phone()
    came: dict[int, float] = {}
    for n in range(50):
        packet = phone.talk()
        came[n] = 1000 + n * 0.02
        if n != 20:
            hearing.take(packet, came[n])
    assert len(hearing.pieces) == 50
    delays = [at - came[n] for n, (at, _) in enumerate(hearing.pieces) if n != 20]
    assert max(delays) <= 0.04
    assert max(delays[22:]) == pytest.approx(0)
    assert hearing.receiver.counts.lost == 1


def test_a_lost_packet_is_filled_with_what_was_to_be_heard() -> None:
    hearing, phone = Hearing(), Phone()
    for n in range(30):
        packet = phone.talk()
        if n != 20:
            hearing.take(packet, 1000 + n * 0.02)
    meant = np.frombuffer(tone(30 * 160), "<i2").astype(float)
    heard = np.frombuffer(hearing.pcm, "<i2").astype(float)
    hole = slice(20 * 160, 21 * 160)
    error = np.abs(meant[hole] - heard[hole])
    assert np.sqrt((error**2).mean()) < 0.4 * loudness(tone(160))
    # No click at either end: no step that a tone of this pitch and level has not.
    steps = np.abs(np.diff(heard))
    assert steps[19 * 160 : 22 * 160].max() < 2.5 * np.abs(np.diff(meant)).max()


def test_long_loss_fades_to_silence_and_keeps_its_length() -> None:
    hearing, phone = Hearing(), Phone()
    for n in range(60):
        packet = phone.talk()
        if not 20 <= n < 40:
            hearing.take(packet, 1000 + n * 0.02)
    assert len(hearing.pieces) == 60
    loud = [loudness(pcm) for _, pcm in hearing.pieces]
    assert loud[20] > 0.5 * loud[19]
    assert max(loud[24:39]) < 1
    assert loud[45] == pytest.approx(loud[19], rel=0.05)
    assert hearing.receiver.counts.lost == 20


def test_five_percent_loss_is_counted_and_costs_no_time() -> None:
    hearing, phone, chance = Hearing(), Phone(), random.Random(5)
    lost = 0
    for n in range(3000):
        packet = phone.talk()
        if 0 < n < 2999 and chance.random() < 0.05:
            lost += 1
        else:
            hearing.take(packet, 1000 + n * 0.02)
    assert hearing.receiver.counts.lost == lost
    assert len(hearing.pieces) == 3000


def test_a_caller_who_sends_nothing_in_pauses_is_heard_as_silent_in_real_time() -> None:
    hearing, phone = Hearing(), Phone()
    talk(hearing, phone, 50)
    phone.rest(8000)
    hearing.until(hearing.now + 1.0)
    # The one due at this very moment might be on its way.
    assert len(hearing.pieces) == 99
    assert loudness(hearing.pieces[70][1]) == 0
    hearing.take(phone.talk(), hearing.now + 0.02)
    talk(hearing, phone, 49)
    assert len(hearing.pieces) == 150
    assert hearing.receiver.counts.lost == 0


def test_comfort_noise_is_silence_at_once() -> None:
    hearing, phone = Hearing(), Phone()
    talk(hearing, phone, 50)
    hearing.take(phone.comfort_noise(), hearing.now + 0.02)
    hearing.until(hearing.now + 0.38)
    phone.rest(3200)
    assert len(hearing.pieces) == 69
    assert {loudness(pcm) for _, pcm in hearing.pieces[50:]} == {0}
    talk(hearing, phone, 30)
    assert len(hearing.pieces) == 100
    assert hearing.receiver.counts.lost == 0


def test_a_line_where_nothing_ever_comes_is_silent_once_sound_flows() -> None:
    hearing = Hearing()
    hearing.until(1005)
    assert not hearing.pieces
    hearing.receiver.begin(hearing.now)
    hearing.until(1006)
    assert len(hearing.pieces) == 49
    assert loudness(hearing.pcm) == 0


@pytest.mark.parametrize("lost", [set(), {1, 3}, {0, 6}])
def test_keys_are_told_and_are_no_lost_sound(lost: set[int]) -> None:
    hearing, phone = Hearing(), Phone()
    for digit in "12#":
        talk(hearing, phone, 20)
        for n, packet in enumerate(phone.press(digit)):
            if n not in lost:
                hearing.take(packet, hearing.now + 0.02)
            else:
                hearing.until(hearing.now + 0.02)
    talk(hearing, phone, 20)
    assert hearing.keys == ["1", "2", "#"]
    assert hearing.receiver.counts.lost == 0
    # The time under the keys is silence, and no more of it than there was.
    assert len(hearing.pieces) == 4 * 20 + 3 * 7
    assert min(loudness(pcm) for _, pcm in hearing.pieces[22:26]) == 0


def test_keys_sent_along_with_sound_change_nothing_of_it() -> None:
    hearing, phone = Hearing(), Phone()
    talk(hearing, phone, 10)
    for packet in phone.press("7"):
        sound = phone.talk()
        hearing.take(sound._replace(timestamp=sound.timestamp - 160 * 7), hearing.now + 0.02)
        hearing.take(packet._replace(sequence=phone.sequence), hearing.now)
        phone.sequence += 1
    assert hearing.keys == ["7"]
    assert len(hearing.pieces) == 17
    assert min(loudness(pcm) for _, pcm in hearing.pieces) > 5000


def test_events_that_were_not_agreed_on_are_no_lost_sound() -> None:
    hearing, phone = Hearing(), Phone()
    hearing.receiver.event_payload = None
    talk(hearing, phone, 10)
    for packet in phone.press("1"):
        assert not hearing.receiver.understands(packet)
        hearing.take(packet, hearing.now + 0.02)
    talk(hearing, phone, 10)
    assert (hearing.keys, hearing.receiver.counts.lost) == ([], 0)


def test_another_source_takes_over_and_stragglers_of_the_old_are_dropped() -> None:
    hearing, old, new = Hearing(), Phone(ssrc=1), Phone(ssrc=2, sequence=9, timestamp=9)
    talk(hearing, old, 10)
    straggler = old.talk()
    talk(hearing, new, 5)
    hearing.take(straggler, hearing.now)
    talk(hearing, new, 5)
    assert len(hearing.pieces) == 20
    assert (hearing.receiver.counts.late, hearing.receiver.counts.lost) == (1, 0)


@pytest.mark.parametrize("leap", [30_000, -5_000])
def test_a_sequence_that_begins_anew_costs_one_packet(leap: int) -> None:
    hearing, phone = Hearing(), Phone(sequence=20_000)
    talk(hearing, phone, 10)
    phone.sequence += leap
    phone.timestamp = 12345
    talk(hearing, phone, 10)
    assert len(hearing.pieces) == 19


def test_a_single_stray_sequence_number_moves_nothing() -> None:
    hearing, phone = Hearing(), Phone()
    talk(hearing, phone, 10)
    hearing.take(phone.talk()._replace(sequence=40_000), hearing.now)
    phone.sequence = (phone.sequence - 1) & 0xFFFF
    talk(hearing, phone, 10)
    assert len(hearing.pieces) in (20, 21)


@pytest.mark.parametrize("drift", [-0.005, 0.005])
def test_hours_of_a_clock_that_is_wrong_change_neither_sound_nor_delay(drift: float) -> None:
    hearing = Hearing()
    heard: list[float] = []
    hearing.receiver = Receiver(lambda pcm: heard.append(hearing.now), hearing.keys.append)
    payload = A_LAW.encode(tone(1600))
    # In packets of 200 ms, which keeps the test short; every tenth comes 15 ms late.
    hours = 2
    for n in range(hours * 3600 * 5):
        moment = 1000 + n * 0.2 * (1 + drift) + (0.015 if n % 10 == 0 else 0)
        hearing.take(Packet(8, False, n & 0xFFFF, n * 1600 & 0xFFFFFFFF, 5, payload), moment)
        assert heard[-1] == moment
    assert len(heard) == hours * 3600 * 50
    assert hearing.receiver.counts.lost == hearing.receiver.counts.flooded == 0


def test_jitter_of_80_ms_loses_nothing_and_adds_nothing() -> None:
    hearing, phone, chance = Hearing(), Phone(), random.Random(8)
    arrivals = sorted(
        (1000 + n * 0.02 + chance.random() * 0.025 + (0.055 if n % 50 == 25 else 0), n)
        for n in range(1000)
    )
    packets = [phone.talk() for _ in range(1000)]
    for at, n in arrivals:
        hearing.take(packets[n], at)
    # A packet later than the wait is filled in for, and then is of no use.
    assert len(hearing.pieces) == 1000
    assert hearing.receiver.counts.lost == hearing.receiver.counts.late <= 20


def test_a_burst_after_a_stall_is_heard_whole() -> None:
    hearing, phone = Hearing(), Phone()
    talk(hearing, phone, 10)
    burst = [phone.talk() for _ in range(25)]
    hearing.until(hearing.now + 0.5)
    for packet in burst:
        hearing.take(packet, hearing.now)
    assert hearing.pcm.endswith(
        b"".join(through_g711(tone(160, begin=160 * n)) for n in range(12, 35))
    )
