"""The whole chain: lengths, seeds, the band, the named conditions, what a draw covers."""

import time
from dataclasses import replace

import numpy as np
import pytest

from tests.voice.danish.corpus.spectra import RATE, distance_db, gain_at, power_between, ratio_db
from voice.danish.corpus.levels import Samples, speech_level
from voice.danish.corpus.noise import KINDS
from voice.danish.corpus.telephone import (
    CLEAN,
    TELEPHONE,
    TELEPHONE_NOISE_10DB,
    Condition,
    apply,
    apply_fixed,
    draw,
    to_8_khz,
)


def test_clean_is_nothing_but_16_bits(speech: Samples) -> None:
    assert ratio_db(speech, apply_fixed(speech, RATE, CLEAN, 0)) > 60.0


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100])
@pytest.mark.parametrize("count", [0, 1, 2, 100, 12345])
def test_any_rate_comes_out_at_8_khz(rate: int, count: int, rng: np.random.Generator) -> None:
    sound = rng.standard_normal(count, dtype=np.float32) * np.float32(0.1)
    heard = apply(sound, rate, TELEPHONE_NOISE_10DB, rng)
    assert len(heard) == round(count * 8000 / rate)
    assert heard.dtype == np.float32


def test_a_tone_keeps_its_place_in_time_through_resampling() -> None:
    time_22 = np.arange(22050) / 22050
    tone = np.sin(2 * np.pi * 500 * time_22).astype(np.float32) * (np.abs(time_22 - 0.5) < 0.1)
    heard = to_8_khz(tone.astype(np.float32), 22050)
    middle = np.sum(np.square(heard) * np.arange(len(heard))) / np.sum(np.square(heard))
    assert middle / 8000 == pytest.approx(0.5, abs=0.001)


def test_speech_is_not_delayed(speech: Samples) -> None:
    heard = apply_fixed(speech, RATE, replace(TELEPHONE, loss=0.0), 3)
    agreement = np.correlate(heard[8000:16000], speech[8000 - 80 : 16000 + 80], "valid")
    assert abs(int(np.argmax(np.abs(agreement))) - 80) <= 4


def test_the_telephone_cuts_its_band(rng: np.random.Generator) -> None:
    white = rng.standard_normal(20 * RATE, dtype=np.float32) * np.float32(0.05)
    heard = apply_fixed(white, RATE, replace(TELEPHONE, loss=0.0), 1)
    frequencies, gain = gain_at(white, heard)
    assert gain[(frequencies > 20) & (frequencies < 110)].max() < -30.0
    assert gain[(frequencies > 3900)].max() < -25.0
    middle = gain[(frequencies > 400) & (frequencies < 3200)]
    assert np.abs(middle - np.median(middle)).max() < 9.0


def test_noise_in_the_named_condition_is_10_db_below_the_speech(speech: Samples) -> None:
    quiet = replace(TELEPHONE_NOISE_10DB, handset="flat", ripple_db=0.0, loss=0.0, codecs=())
    alone = apply_fixed(speech, RATE, replace(quiet, noise=None), 5)
    noise = apply_fixed(speech, RATE, quiet, 5) - alone
    ratio = speech_level(alone, RATE) - 10 * np.log10(np.square(noise).mean())
    assert ratio == pytest.approx(10.0, abs=0.5)
    assert power_between(noise, 300, 3400) > power_between(noise, 0, 250) + 10.0


@pytest.mark.parametrize("condition", [CLEAN, TELEPHONE, TELEPHONE_NOISE_10DB])
def test_a_recording_meets_the_same_call_each_time(condition: Condition, speech: Samples) -> None:
    first = apply_fixed(speech, RATE, condition, 12).tobytes()
    assert first == apply_fixed(speech, RATE, condition, 12).tobytes()
    assert condition is CLEAN or first != apply_fixed(speech, RATE, condition, 13).tobytes()


def test_the_same_seed_draws_and_applies_the_same(speech: Samples, voices: list[Samples]) -> None:
    def call(seed: int) -> bytes:
        rng = np.random.default_rng(seed)
        return apply(speech, RATE, draw(rng), rng, voices).tobytes()

    assert [call(seed) for seed in range(20)] == [call(seed) for seed in range(20)]


def test_no_strength_is_clean(speech: Samples) -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        assert ratio_db(speech, apply(speech, RATE, draw(rng, 0.0), rng)) > 60.0


def test_more_strength_hurts_more(voices: list[Samples]) -> None:
    def mean_distance(strength: float) -> float:
        rng = np.random.default_rng(11)
        found = []
        for number in range(100):
            sound = voices[number % len(voices)]
            heard = apply(sound, RATE, draw(rng, strength), rng, voices)
            found.append(distance_db(sound, heard))
        return float(np.mean(found))

    clean, weak, middle, strong = (mean_distance(strength) for strength in (0.0, 0.2, 0.5, 1.0))
    assert clean < 0.5
    assert weak + 1.0 < middle
    assert middle + 1.0 < strong


def test_draws_cover_every_kind_of_call() -> None:
    rng = np.random.default_rng(2)
    drawn = [draw(rng) for _ in range(2000)]
    assert {each.noise for each in drawn} == {None, *KINDS}
    assert len({each.codecs for each in drawn}) == 6
    assert len({each.handset for each in drawn}) == 5
    assert {each.clipping for each in drawn} == {None, "soft", "hard"}
    gains = [each.gain_db for each in drawn]
    assert -30.0 <= min(gains) < -25.0
    assert 3.0 < max(gains) <= 6.0
    assert 0.2 < np.mean([each.loss > 0 for each in drawn]) < 0.3


@pytest.mark.parametrize("count", [0, 1, 3, 90, 1600])
def test_no_call_breaks_on_silence_or_a_moment(count: int, voices: list[Samples]) -> None:
    rng = np.random.default_rng(count)
    for _ in range(100):
        condition = draw(rng)
        heard = apply(np.zeros(count, np.float32), RATE, condition, rng, voices)
        assert len(heard) == count
        assert not np.any(np.isnan(heard))
        assert np.all(np.abs(heard) <= 1.0)


def test_the_speech_given_is_not_changed(speech: Samples, voices: list[Samples]) -> None:
    before = speech.copy()
    rng = np.random.default_rng(1)
    for _ in range(50):
        apply(speech, RATE, draw(rng), rng, voices)
    assert np.array_equal(before, speech)


def test_a_second_of_speech_takes_a_few_milliseconds(
    speech: Samples, voices: list[Samples]
) -> None:
    rng = np.random.default_rng(0)
    apply(speech, RATE, draw(rng), rng, voices)
    before = time.process_time()
    for _ in range(100):
        apply(speech, RATE, draw(rng), rng, voices)
    spent = time.process_time() - before
    assert spent / (100 * len(speech) / RATE) < 0.008
