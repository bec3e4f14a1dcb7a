"""Room and handset, measured: how long a room rings, what a handset leaves, how loud an echo is."""

import numpy as np
import pytest

from tests.voice.danish.corpus.spectra import RATE, gain_at, ratio_db
from voice.danish.corpus import room
from voice.danish.corpus.levels import Samples, speech_level


def _measured_rt60(response: Samples) -> float:
    """By Schroeder's backward sum, from 5 to 25 dB down; the direct sound is left out."""
    tail = np.square(response[400:].astype(np.float64))
    left = 10 * np.log10(np.cumsum(tail[::-1])[::-1] / tail.sum() + 1e-12)
    first, last = int(np.argmax(left < -5)), int(np.argmax(left < -25))
    return 3.0 * (last - first) / RATE


@pytest.mark.parametrize("rt60", [0.2, 0.4, 0.7])
def test_a_room_rings_as_long_as_said(rt60: float) -> None:
    found = [
        _measured_rt60(room.impulse_response(RATE, np.random.default_rng(seed), rt60))
        for seed in range(10)
    ]
    assert np.median(found) == pytest.approx(rt60, rel=0.2)


@pytest.mark.parametrize("direct_db", [-3.0, 6.0, 15.0])
def test_the_direct_sound_is_as_much_stronger_as_said(
    rng: np.random.Generator, direct_db: float
) -> None:
    response = room.impulse_response(RATE, rng, 0.4, direct_db)
    assert response[0] == 1.0
    rest = 10 * np.log10(np.sum(np.square(response[1:])))
    assert -rest == pytest.approx(direct_db, abs=0.1)


def test_a_room_keeps_length_level_and_time(speech: Samples, rng: np.random.Generator) -> None:
    wet = room.in_room(speech, RATE, rng, 0.5, 0.0)
    assert len(wet) == len(speech)
    assert speech_level(wet, RATE) == pytest.approx(speech_level(speech, RATE), abs=0.1)
    assert ratio_db(speech, wet) < 6.0
    agreement = [float(np.dot(speech[: -lag or None], wet[lag:])) for lag in range(200)]
    assert int(np.argmax(agreement)) == 0


def test_a_handset_has_its_curve(rng: np.random.Generator) -> None:
    white = rng.standard_normal(20 * RATE, dtype=np.float32)
    for handset, low, high in (("handset", -22, 5), ("speakerphone", -14, 1), ("car", -18, -5)):
        shaped = room.equalise(white, RATE, rng, handset, 0.0)  # type: ignore[arg-type]
        frequencies, gain = gain_at(white, shaped)
        at = dict(zip(frequencies.tolist(), gain.tolist(), strict=True))
        assert at[93.75] == pytest.approx(low, abs=2.5)
        assert at[1000.0] == pytest.approx(0.0, abs=0.7)
        assert at[3000.0] == pytest.approx(high, abs=0.7)


def test_random_humps_are_smooth_and_within_bounds() -> None:
    white = np.random.default_rng(0).standard_normal(20 * RATE, dtype=np.float32)
    seen = []
    for seed in range(12):
        shaped = room.equalise(white, RATE, np.random.default_rng(seed), "flat", 5.0)
        frequencies, gain = gain_at(white, shaped)
        inside = gain[(frequencies > 150) & (frequencies < 3800)]
        assert np.abs(inside).max() < 5 * 5.0
        assert np.abs(np.diff(inside)).max() < 3.0
        seen.append(np.abs(inside).max())
    assert np.mean(seen) > 2.0


def test_gain_is_in_decibels(speech: Samples) -> None:
    for wanted in (-30.0, 6.0):
        louder = room.change_gain(speech, wanted)
        gained = 20 * np.log10(np.abs(louder).max() / np.abs(speech).max())
        assert gained == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("kind", ["soft", "hard"])
def test_overload_holds_the_peaks_down(speech: Samples, kind: room.Clipping) -> None:
    ceiling = 10 ** ((speech_level(speech, RATE) + 6.0) / 20)
    driven = room.overload(speech, RATE, kind, 6.0)
    assert np.abs(driven).max() <= ceiling * 1.0001
    assert 3.0 < ratio_db(speech, driven) < 25.0
    gentle = room.overload(speech, RATE, kind, 40.0)
    assert ratio_db(speech, gentle) > 50.0


def test_our_echo_comes_at_its_level_after_its_delay(
    voices: list[Samples], rng: np.random.Generator
) -> None:
    echoed = room.add_echo(voices[0], RATE, rng, voices[1], -20.0, 0.25)
    echo = echoed - voices[0]
    assert np.abs(echo[:2000]).max() == 0.0
    below = speech_level(echo[2000:], RATE) - speech_level(voices[0], RATE)
    assert below == pytest.approx(-20.0, abs=0.5)


@pytest.mark.parametrize("count", [0, 1, 30, 400])
def test_short_sounds_and_silence_stay_as_they_are(
    rng: np.random.Generator, voices: list[Samples], count: int
) -> None:
    silence = np.zeros(count, np.float32)
    for after in (
        room.in_room(silence, RATE, rng, 0.3),
        room.equalise(silence, RATE, rng, "handset"),
        room.overload(silence, RATE, "soft"),
        room.add_echo(silence, RATE, rng, np.zeros(100, np.float32), -20.0, 0.01),
        room.change_gain(silence, -10.0),
    ):
        assert after.dtype == np.float32
        assert len(after) == count
        assert not np.any(np.isnan(after))
        assert not after.any()
