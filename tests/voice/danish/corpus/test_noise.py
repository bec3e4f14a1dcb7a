"""Noises, measured: that each sounds like its name, and that the ratio is the one asked for."""

import numpy as np
import pytest
from scipy import stats

from tests.voice.danish.corpus.spectra import RATE, power_between
from voice.danish.corpus.levels import NOMINAL_DB, Samples, speech_level, speech_power
from voice.danish.corpus.noise import BRIEF, KINDS, Kind, make_noise, mix


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1, 2, 50, 161, 4000, 30001])
def test_a_noise_has_its_length_and_stays_within_full_scale(
    kind: Kind, count: int, voices: list[Samples]
) -> None:
    for others in ([], voices):
        noise = make_noise(kind, count, RATE, np.random.default_rng(count), others)
        assert noise.dtype == np.float32
        assert len(noise) == count
        assert not np.any(np.isnan(noise))
        assert np.all(np.abs(noise) <= 1.0)
        assert noise.any() or count < 50


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_bytes(kind: Kind, voices: list[Samples]) -> None:
    first, again, other = (
        make_noise(kind, 12000, RATE, np.random.default_rng(seed), voices).tobytes()
        for seed in (3, 3, 4)
    )
    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("kind", "per_octave"), [("white", 0.0), ("pink", -3.01), ("brown", -6.02)]
)
def test_the_colour_falls_by_octaves(
    kind: Kind, per_octave: float, rng: np.random.Generator
) -> None:
    noise = make_noise(kind, 60 * RATE, RATE, rng)
    densities = [power_between(noise, f, f * 1.2) - 10 * np.log10(0.2 * f) for f in (250, 2000)]
    assert (densities[1] - densities[0]) / 3 == pytest.approx(per_octave, abs=0.35)


def test_hum_is_the_mains_and_its_harmonics(rng: np.random.Generator) -> None:
    noise = make_noise("hum", 8 * RATE, RATE, rng)
    power = np.abs(np.fft.rfft(noise * np.hanning(len(noise)))) ** 2
    near = np.abs((np.arange(len(power)) / 8 + 25) % 50 - 25) < 2.0
    assert power[near].sum() / power.sum() > 0.99


def test_wind_and_street_are_low_and_clatter_is_high(rng: np.random.Generator) -> None:
    low: tuple[Kind, ...] = ("wind", "street")
    for kind in low:
        noise = make_noise(kind, 20 * RATE, RATE, rng)
        assert power_between(noise, 20, 500) > power_between(noise, 1000, 3900) + 6.0
    high: tuple[Kind, ...] = ("kitchen", "keyboard")
    for kind in high:
        noise = make_noise(kind, 20 * RATE, RATE, rng)
        assert power_between(noise, 600, 3900) > power_between(noise, 20, 400) + 6.0


def test_brief_noises_are_brief_and_the_others_go_on(voices: list[Samples]) -> None:
    for kind in KINDS:
        noise = make_noise(kind, 20 * RATE, RATE, np.random.default_rng(1), voices)
        peaked = float(stats.kurtosis(noise))
        if kind in BRIEF:
            assert peaked > 5.0, kind
        elif kind in ("white", "pink", "hum"):
            assert abs(peaked) < 1.5, kind


def test_babble_is_the_speech_it_was_given(voices: list[Samples], rng: np.random.Generator) -> None:
    noise = make_noise("babble", 4 * RATE, RATE, rng, voices)
    far = [power_between(voice, 300, 1000) - power_between(voice, 2000, 3500) for voice in voices]
    own = power_between(noise, 300, 1000) - power_between(noise, 2000, 3500)
    assert min(far) - 3.0 < own < max(far) + 3.0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("snr_db", [0.0, 10.0, 25.0])
def test_the_ratio_is_the_one_asked_for(
    kind: Kind, snr_db: float, speech: Samples, voices: list[Samples]
) -> None:
    rng = np.random.default_rng(5)
    noisy = mix(speech, make_noise(kind, len(speech), RATE, rng, voices), RATE, snr_db)
    noise = noisy - speech
    # Speech here is what is within 20 dB of the loudest tenth of a second: another measure
    # than the code's own.
    frames = speech[: len(speech) // 160 * 160].reshape(-1, 160)
    powers = np.square(frames).mean(axis=1)
    loudest = np.convolve(powers, np.full(5, 0.2), "same").max()
    active = powers[powers > loudest / 100]
    measured = 10 * np.log10(active.mean() / np.square(noise).mean())
    assert measured == pytest.approx(snr_db, abs=0.5)


def test_silence_around_speech_changes_nothing(speech: Samples, rng: np.random.Generator) -> None:
    pause = np.zeros(5 * RATE, np.float32)
    longer = np.concatenate([pause, speech, pause])
    assert speech_level(longer, RATE) == pytest.approx(speech_level(speech, RATE), abs=0.1)
    noise = rng.standard_normal(len(longer), dtype=np.float32)
    added = mix(longer, noise, RATE, 10.0) - longer
    below = speech_power(speech, RATE) / np.square(added).mean()
    assert 10 * np.log10(below) == pytest.approx(10.0, abs=0.2)


def test_noise_without_speech_comes_at_the_nominal_level(rng: np.random.Generator) -> None:
    silence = np.zeros(RATE, np.float32)
    alone = mix(silence, make_noise("pink", RATE, RATE, rng), RATE, 15.0)
    level = 10 * np.log10(np.square(alone).mean())
    assert level == pytest.approx(NOMINAL_DB - 15.0, abs=0.1)


def test_no_noise_leaves_the_speech(speech: Samples) -> None:
    assert np.array_equal(mix(speech, np.zeros_like(speech), RATE, 10.0), speech)
