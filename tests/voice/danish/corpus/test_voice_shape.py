"""Changed voices, measured: formants, pitch, time, tilt, tremor, breath are what was asked for."""

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import signal

from tests.voice.danish.corpus.spectra import RATE, distance_db, gain_at, ratio_db
from voice.danish.corpus.levels import Samples, speech_level
from voice.danish.corpus.lpc import levinson, put_together, residual, take_apart
from voice.danish.corpus.tempo import change_speed, change_tempo
from voice.danish.corpus.throat import pulses, track_pitch
from voice.danish.corpus.voice_shape import Voice, draw_voice, reshape, tilt, tremble

FORMANTS = (600.0, 1200.0, 2500.0)


def _through_the_mouth(sound: NDArray[np.floating[Any]]) -> Samples:
    for formant, width in zip(FORMANTS, (70.0, 80.0, 110.0), strict=True):
        radius = np.exp(-np.pi * width / RATE)
        poles = [1.0, -2 * radius * np.cos(2 * np.pi * formant / RATE), radius * radius]
        sound = signal.lfilter([1.0], poles, sound)
    return np.asarray(0.3 * sound / np.abs(sound).max(), np.float32)


@pytest.fixture(scope="module")
def vowel() -> Samples:
    """Two seconds of a vowel at 120 Hz with three known formants."""
    pitch = np.full(2 * RATE, 120.0, np.float32)
    return _through_the_mouth(pulses(pitch, RATE, np.random.default_rng(0), 0.0, 0.0))


@pytest.fixture(scope="module")
def whispered_vowel() -> Samples:
    """The same of noise: its formants can be measured without harmonics in the way."""
    return _through_the_mouth(np.random.default_rng(0).standard_normal(8 * RATE))


def _formants(samples: Samples) -> NDArray[np.float64]:
    """The three sharpest resonances of the middle of a sound, by the roots of its predictor."""
    parts = take_apart(samples[2000:-2000], RATE, 10)
    roots = np.concatenate([np.roots(row) for row in parts.predictors[10:-10:8]])
    roots = roots[(roots.imag > 0) & (np.abs(roots) > 0.88)]
    found = np.angle(roots) * RATE / (2 * np.pi)
    regions = ((350, 900), (900, 1800), (1800, 3400))
    return np.array(
        [np.median(found[(found > low) & (found < high)]) for low, high in regions], np.float64
    )


def _pitch(samples: Samples) -> NDArray[np.float32]:
    pitch, voicing = track_pitch(samples, RATE, take_apart(samples, RATE))
    return np.asarray(pitch[voicing > 0.5], np.float32)


def test_levinson_finds_the_filter_that_made_the_sound() -> None:
    poles = np.array([1.0, -1.2, 0.8, -0.2])
    response = signal.lfilter([1.0], poles, np.eye(1, 4000).ravel())
    correlation = [float(np.dot(response[: 4000 - lag], response[lag:])) for lag in range(4)]
    predictors, errors = levinson(np.array([correlation, correlation], np.float64))
    assert np.allclose(predictors, poles, atol=0.01)
    assert errors == pytest.approx([1.0, 1.0], rel=0.01)


def test_speech_taken_apart_and_put_together_is_the_same(speech: Samples) -> None:
    parts = take_apart(speech, RATE)
    assert ratio_db(speech, put_together(parts)) > 100.0
    assert ratio_db(speech, put_together(parts, residual(parts))) > 15.0


def test_the_residual_is_flat(speech: Samples) -> None:
    _, shaped = signal.welch(speech, RATE, nperseg=256)
    _, flat = signal.welch(residual(take_apart(speech, RATE)), RATE, nperseg=256)
    inside = slice(4, 115)
    assert np.ptp(10 * np.log10(flat[inside])) < 0.6 * np.ptp(10 * np.log10(shaped[inside]))


def test_the_pitch_found_is_the_pitch_made() -> None:
    for hertz in (80.0, 120.0, 210.0, 330.0):
        glide = np.linspace(hertz, hertz * 1.1, 2 * RATE).astype(np.float32)
        sound = _through_the_mouth(pulses(glide, RATE, np.random.default_rng(1), 0.0, 0.0))
        pitch, voicing = track_pitch(sound, RATE, take_apart(sound, RATE))
        assert np.mean(voicing > 0.5) > 0.9
        middle = slice(10, -10)
        wanted = np.linspace(hertz, hertz * 1.1, len(pitch))
        assert np.abs(pitch[middle] / wanted[middle] - 1).max() < 0.02


def test_noise_and_silence_have_no_voice(rng: np.random.Generator) -> None:
    white = rng.standard_normal(2 * RATE, dtype=np.float32)
    for sound in (white, np.zeros(2 * RATE, np.float32)):
        _, voicing = track_pitch(sound, RATE, take_apart(sound, RATE))
        assert np.mean(voicing > 0.0) < 0.1


@pytest.mark.parametrize("factor", [0.82, 0.9, 1.1, 1.2])
def test_a_shorter_tract_moves_formants_and_not_the_pitch(
    vowel: Samples, whispered_vowel: Samples, factor: float, rng: np.random.Generator
) -> None:
    moved, time_factor = reshape(whispered_vowel, RATE, Voice(tract=factor), rng)
    assert time_factor == 1.0
    assert len(moved) == len(whispered_vowel)
    change = _formants(moved) / _formants(whispered_vowel)
    assert change == pytest.approx([factor] * 3, rel=0.03)
    moved, _ = reshape(vowel, RATE, Voice(tract=factor), rng)
    assert np.median(_pitch(moved)) == pytest.approx(120.0, rel=0.01)


def test_single_formants_move_alone(whispered_vowel: Samples, rng: np.random.Generator) -> None:
    voice = Voice(formants=(0.08, -0.08, 0.0, 0.0))
    moved, _ = reshape(whispered_vowel, RATE, voice, rng)
    change = _formants(moved) / _formants(whispered_vowel)
    assert change[0] == pytest.approx(1.04, abs=0.02)
    assert change[1] == pytest.approx(0.92, abs=0.03)
    assert change[2] == pytest.approx(1.0, abs=0.02)


def test_broader_formants_stand_out_less(vowel: Samples, rng: np.random.Generator) -> None:
    def depth(sound: Samples) -> float:
        gain = np.abs(np.fft.rfft(take_apart(sound, RATE).predictors[50:150], 512)) ** -2.0
        return float(np.ptp(10 * np.log10(gain.mean(axis=0))))

    broad, _ = reshape(vowel, RATE, Voice(broaden_hz=120.0), rng)
    assert depth(broad) < depth(vowel) - 6.0
    assert _formants(vowel) == pytest.approx(FORMANTS, rel=0.03)


@pytest.mark.parametrize("factor", [0.7, 1.0, 1.6])
def test_new_pulses_have_the_new_pitch(
    speech: Samples, factor: float, rng: np.random.Generator
) -> None:
    voice = Voice(pulses=1.0, pitch=factor, melody=1.0)
    anew, _ = reshape(speech, RATE, voice, rng)
    assert np.median(_pitch(anew)) / np.median(_pitch(speech)) == pytest.approx(factor, rel=0.04)


def test_melody_widens_the_ups_and_downs(speech: Samples) -> None:
    def spread(melody: float) -> float:
        voice = Voice(pulses=1.0, melody=melody, jitter=0.0)
        anew, _ = reshape(speech, RATE, voice, np.random.default_rng(1))
        return float(np.std(np.log(_pitch(anew))))

    assert spread(0.3) < 0.6 * spread(1.0)
    assert spread(1.8) > 1.3 * spread(1.0)


def test_pulses_are_flat_and_of_power_one(rng: np.random.Generator) -> None:
    pitch = np.full(20 * RATE, 110.0, np.float32)
    train = pulses(pitch, RATE, rng, 0.01, 0.05)
    assert np.square(train).mean() == pytest.approx(1.0, rel=0.1)
    _, density = signal.welch(train, RATE, nperseg=64)
    assert np.ptp(10 * np.log10(density[2:30])) < 4.0


def test_jitter_makes_periods_uneven() -> None:
    def unevenness(jitter: float) -> float:
        pitch = np.full(10 * RATE, 100.0, np.float32)
        train = pulses(pitch, RATE, np.random.default_rng(3), jitter, 0.0)
        peaks, _ = signal.find_peaks(train, height=0.5 * train.max(), distance=40)
        return float(np.std(np.diff(peaks)) / 80)

    assert unevenness(0.0) < 0.005
    assert 0.01 < unevenness(0.015) < 0.04


def _voicing(samples: Samples) -> float:
    _, voicing = track_pitch(samples, RATE, take_apart(samples, RATE))
    return float(voicing.mean())


def test_breath_and_whisper_take_the_voice_away(vowel: Samples, rng: np.random.Generator) -> None:
    airy, _ = reshape(vowel, RATE, Voice(breath=0.5), rng)
    whispered, _ = reshape(vowel, RATE, Voice(breath=1.0, whisper=True), rng)
    assert _voicing(vowel) > 0.9
    assert _voicing(whispered) < 0.35
    frequencies, before = signal.welch(vowel, RATE, nperseg=2048)
    _, after = signal.welch(airy, RATE, nperseg=2048)
    between = np.abs((frequencies + 60) % 120 - 60) > 40
    high = frequencies > 1000
    valleys = [float(10 * np.log10(power[between & high].sum())) for power in (before, after)]
    assert valleys[1] > valleys[0] + 10.0
    assert _formants(whispered) == pytest.approx(_formants(vowel), rel=0.05)


@pytest.mark.parametrize("speed", [0.85, 0.93, 1.1, 1.2])
def test_speed_changes_time_and_pitch_together(vowel: Samples, speed: float) -> None:
    faster, time_factor = change_speed(vowel, RATE, speed)
    assert time_factor == pytest.approx(1 / speed, abs=0.001)
    assert len(faster) == round(len(vowel) / speed)
    assert np.median(_pitch(faster)) == pytest.approx(120.0 * speed, rel=0.01)


@pytest.mark.parametrize("tempo", [0.85, 0.93, 1.1, 1.2])
def test_tempo_changes_time_alone(vowel: Samples, speech: Samples, tempo: float) -> None:
    faster, time_factor = change_tempo(vowel, RATE, tempo)
    assert time_factor == pytest.approx(1 / tempo, abs=0.001)
    assert len(faster) == round(len(vowel) / tempo)
    assert np.median(_pitch(faster)) == pytest.approx(120.0, rel=0.01)
    assert _formants(faster) == pytest.approx(_formants(vowel), rel=0.02)
    spoken, _ = change_tempo(speech, RATE, tempo)
    assert np.median(_pitch(spoken)) == pytest.approx(np.median(_pitch(speech)), rel=0.04)


@pytest.mark.parametrize(
    "voice", [Voice(tempo=0.85), Voice(tempo=1.2), Voice(speed=0.9, tempo=1.1)]
)
def test_a_label_is_found_again_by_the_time_factor(voice: Voice, rng: np.random.Generator) -> None:
    sound = rng.standard_normal(4 * RATE, dtype=np.float32) * np.float32(0.001)
    places = [0.4, 1.3, 2.2, 3.5]
    for place in places:
        start = int(place * RATE)
        sound[start : start + 400] += np.hanning(400).astype(np.float32) * 0.5
    moved, factor = reshape(sound, RATE, voice, rng)
    envelope = np.convolve(np.abs(moved), np.ones(200) / 200, "same")
    for place in places:
        wanted = int((place + 0.025) * RATE * factor)
        around = envelope[wanted - 400 : wanted + 400]
        assert abs(int(np.argmax(around)) - 400) / RATE < 0.012


def test_nothing_else_delays_speech(speech: Samples, rng: np.random.Generator) -> None:
    for voice in (
        Voice(tract=1.1),
        Voice(breath=0.3),
        Voice(pulses=1.0),
        Voice(tilt_db=3.0),
        Voice(tremor=0.01),
    ):
        changed, _ = reshape(speech, RATE, voice, rng)
        first, second = (
            np.convolve(np.square(sound), np.hanning(160), "same") for sound in (speech, changed)
        )
        agreement = np.correlate(second[4000:-4000], first[3600:-3600], "valid")
        assert abs(int(np.argmax(agreement)) - 400) <= 24, voice


@pytest.mark.parametrize("decibels", [-4.0, 2.0])
def test_tilt_is_so_many_decibels_an_octave(decibels: float, rng: np.random.Generator) -> None:
    white = rng.standard_normal(20 * RATE, dtype=np.float32)
    frequencies, gain = gain_at(white, tilt(white, RATE, decibels))
    at = dict(zip(frequencies.tolist(), gain.tolist(), strict=True))
    for low, high in ((500.0, 1000.0), (1000.0, 2000.0), (1500.0, 3000.0)):
        assert at[high] - at[low] == pytest.approx(decibels, abs=0.4)
    assert at[1000.0] == pytest.approx(0.0, abs=0.3)


def test_tremor_shakes_pitch_and_loudness(vowel: Samples, rng: np.random.Generator) -> None:
    shaken = tremble(vowel, RATE, rng, 0.02, 5.0)
    assert len(shaken) == len(vowel)
    steady, moving = _pitch(vowel)[10:-10], _pitch(shaken)[10:-10]
    assert np.std(steady) / np.mean(steady) < 0.003
    assert np.std(moving) / np.mean(moving) == pytest.approx(0.02 / np.sqrt(2), rel=0.35)
    beat = np.abs(np.fft.rfft(moving - moving.mean()))
    assert np.argmax(beat) / (len(moving) / 100) == pytest.approx(5.0, abs=0.6)
    assert ratio_db(vowel, tremble(vowel, RATE, rng, 0.0)) > 100.0


def test_a_voice_as_it_stands_changes_nothing(speech: Samples, rng: np.random.Generator) -> None:
    same, factor = reshape(speech, RATE, Voice(), rng)
    assert factor == 1.0
    assert ratio_db(speech, same) > 100.0
    for _ in range(10):
        drawn, factor = reshape(speech, RATE, draw_voice(rng, 0.0), rng)
        assert factor == 1.0
        assert ratio_db(speech, drawn) > 60.0


def test_drawn_voices_differ_and_stay_as_loud(voices: list[Samples]) -> None:
    rng = np.random.default_rng(5)
    distances = []
    for number in range(60):
        sound = voices[number % 5]
        voice = draw_voice(rng)
        assert 0.85 <= voice.speed <= 1.15
        assert 0.85 <= voice.tempo <= 1.2
        assert 0.8 <= voice.tract <= 1.2
        assert voice.pulses + voice.breath <= 1.0 or voice.whisper
        changed, factor = reshape(sound, RATE, voice, rng)
        assert not np.any(np.isnan(changed))
        assert len(changed) == pytest.approx(len(sound) * factor, abs=1.0)
        assert speech_level(changed, RATE) == pytest.approx(speech_level(sound, RATE), abs=0.6)
        still, _ = reshape(sound, RATE, replace(voice, speed=1.0, tempo=1.0), rng)
        distances.append(distance_db(sound, still))
    assert 2.0 < np.median(distances) < 9.0


def test_the_same_seed_gives_the_same_voice(speech: Samples) -> None:
    def changed(seed: int) -> bytes:
        rng = np.random.default_rng(seed)
        return reshape(speech, RATE, draw_voice(rng), rng).samples.tobytes()

    assert [changed(seed) for seed in range(8)] == [changed(seed) for seed in range(8)]


@pytest.mark.parametrize("count", [0, 1, 2, 100, 161, 400, 1000, 4001])
def test_silence_and_moments_pass(count: int, rng: np.random.Generator) -> None:
    for sound in (np.zeros(count, np.float32), rng.standard_normal(count, dtype=np.float32)):
        for seed in range(12):
            voice = draw_voice(np.random.default_rng(seed))
            changed, factor = reshape(sound, RATE, voice, rng)
            assert changed.dtype == np.float32
            assert not np.any(np.isnan(changed))
            assert len(changed) == pytest.approx(count * factor, abs=1.0)
            assert sound.any() or not changed.any()
    everything = Voice(
        tract=1.1, wander=0.02, broaden_hz=50.0, pulses=0.5, breath=0.3, tilt_db=2.0, tremor=0.01
    )
    assert len(reshape(np.zeros(count, np.float32), RATE, everything, rng).samples) == count


def test_other_rates_work(rng: np.random.Generator, speech: Samples) -> None:
    doubled = signal.resample_poly(speech, 2, 1).astype(np.float32)
    changed, _ = reshape(doubled, 2 * RATE, Voice(pulses=1.0, pitch=1.3, order=18), rng)
    halved = signal.resample_poly(changed, 1, 2).astype(np.float32)
    assert np.median(_pitch(halved)) == pytest.approx(1.3 * np.median(_pitch(speech)), rel=0.05)


def test_a_second_of_speech_takes_a_few_milliseconds(speech: Samples) -> None:
    rng = np.random.default_rng(0)
    reshape(speech, RATE, draw_voice(rng), rng)
    before = time.process_time()
    for _ in range(40):
        reshape(speech, RATE, draw_voice(rng), rng)
    assert (time.process_time() - before) / (40 * len(speech) / RATE) < 0.012
