"""Synthetic speech carries its phones, each at the samples where it sounds."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from voice.danish.corpus.synthetic import (
    RATE,
    Utterance,
    reduced_mnemonics,
    segments,
    synthesise,
    with_breaths,
)
from voice.danish.corpus.voices import draw_speaker
from voice.danish.espeak import Sound, Speaker, get_espeak
from voice.danish.phones import NOISE, PHONES, SILENCE

TEXT = "hvad koster et pas og et kørekort"
_QUIET = {PHONES.index(SILENCE)}


def made(seed: int, text: str = TEXT, warp: float = 1.0) -> Utterance:
    draw = Random(seed)
    utterance = synthesise(get_espeak(), text, draw_speaker(draw), draw, warp=warp)
    assert utterance is not None
    return utterance


def pieces(utterance: Utterance) -> list[tuple[int, NDArray[np.float32]]]:
    """(phone, its samples), in order."""
    cuts = np.split(utterance.samples, utterance.starts[1:])
    return list(zip(utterance.phones.tolist(), cuts, strict=True))


def names(utterance: Utterance) -> list[str]:
    return [PHONES[phone] for phone in utterance.phones]


def test_sounds_become_phones_that_share_the_time_of_one_sound() -> None:
    sounds = (Sound("_", 0, -1), Sound("dZ", 100, 0), Sound("'a", 200, 0), Sound("_:", 300, 0))
    assert segments(sounds, 400) == [
        (SILENCE, 0), ("d", 100), ("j", 150), ("a", 200), (SILENCE, 300),
    ]  # fmt: skip


def test_a_closing_belongs_to_the_sound_before_and_pauses_in_a_row_are_one() -> None:
    sounds = (
        Sound("t", 0, 0), Sound("_!", 50, 0), Sound("_", 80, 0), Sound("_:", 90, 0),
        Sound("k", 200, 3),
    )  # fmt: skip
    assert segments(sounds, 300) == [("t", 0), (SILENCE, 80), ("k", 200)]


def test_a_foreign_sound_leaves_the_text_out() -> None:
    assert segments((Sound("q!", 0, 0),), 100) is None


@pytest.mark.parametrize("seed", range(12))
def test_silence_is_labelled_where_nothing_sounds_and_speech_where_it_does(seed: int) -> None:
    utterance = made(seed)
    silent = np.concatenate([cut for phone, cut in pieces(utterance) if phone in _QUIET])
    spoken = np.concatenate([cut for phone, cut in pieces(utterance) if phone not in _QUIET])
    assert np.abs(silent).mean() < 0.1 * np.abs(spoken).mean()
    assert len(spoken) > 0.8 * RATE


@pytest.mark.parametrize("warp", [0.82, 1.0, 1.22])
def test_a_longer_or_shorter_mouth_keeps_labels_on_the_sounds(warp: float) -> None:
    below_900_hz: dict[str, list[float]] = {"N": [], "?A": []}
    for seed in range(8):
        speaker, draw = Speaker("m3"), Random(seed)
        utterance = synthesise(get_espeak(), "sang mange gange", speaker, draw, warp=warp)
        assert utterance is not None
        for phone, cut in pieces(utterance):
            if PHONES[phone] in below_900_hz:
                inner = cut[80:-80]
                power = np.abs(np.fft.rfft(inner * np.hanning(len(inner)))) ** 2
                share = power[: int(len(power) * 900 / 4000)].sum() / power.sum()
                below_900_hz[PHONES[phone]].append(float(share))
    assert len(below_900_hz["N"]) == len(below_900_hz["?A"]) == 24
    assert np.quantile(below_900_hz["N"], 0.1) > 0.95
    assert np.quantile(below_900_hz["?A"], 0.9) < 0.85


def test_it_begins_and_ends_in_a_tenth_to_half_a_second_of_silence() -> None:
    for seed in range(8):
        utterance = made(seed, warp=0.9)
        assert names(utterance)[0] == names(utterance)[-1] == SILENCE
        assert utterance.starts[0] == 0
        assert (np.diff(utterance.starts) >= 0).all()
        assert 0.1 * RATE <= utterance.starts[1] < 0.6 * RATE
        edge = utterance.samples[-int(0.1 * RATE) :]
        assert not edge.any()
        assert utterance.starts[-1] < len(utterance.samples) - 0.1 * RATE
        assert utterance.samples.dtype == np.float32
        assert 0.1 < np.abs(utterance.samples).max() < 1.2


def test_warping_keeps_the_pace_and_moves_the_sound() -> None:
    def length(warp: float) -> int:
        utterance = synthesise(get_espeak(), TEXT, Speaker(), Random(2), warp=warp)
        assert utterance is not None
        return int(utterance.starts[-1] - utterance.starts[1])

    assert length(0.85) == pytest.approx(length(1.0), rel=0.12)
    assert length(1.2) == pytest.approx(length(1.0), rel=0.12)


def test_what_is_not_danish_or_says_nothing_is_left_out() -> None:
    for seed in range(8):
        assert synthesise(get_espeak(), "jeg så the weather", Speaker(), Random(seed)) is None
    assert synthesise(get_espeak(), "", Speaker(), Random(1)) is None


def test_shortened_words_only_lose_sounds_and_some_do() -> None:
    espeak = get_espeak()
    sounds = espeak.speak("ikke adresse skulle kommune fødsel").sounds
    full = [sound.mnemonic for sound in sounds if not sound.mnemonic.startswith("_")]
    shortened = 0
    for seed in range(20):
        given = reduced_mnemonics(sounds, Random(seed))
        assert given.startswith("[[")
        assert given.count(" ") == 4
        said = [s.mnemonic for s in espeak.speak(given).sounds if not s.mnemonic.startswith("_")]
        shortened += len(said) < len(full)
        assert len(said) <= len(full)
    assert shortened > 5


def test_a_breath_lies_in_silence_and_is_labelled_as_noise() -> None:
    breath = np.full(600, 0.2, np.float32)
    before = made(1)
    after = with_breaths(before, Random(3), breath)
    assert len(after.samples) == len(before.samples)
    at = names(after).index(NOISE)
    assert names(after)[at - 1] == names(after)[at + 1] == SILENCE
    start, end = after.starts[at : at + 2]
    assert end - start == len(breath)
    added = after.samples - before.samples
    assert added[start:end] == pytest.approx(breath)
    assert not np.delete(added, np.arange(start, end)).any()
    assert [n for n in names(after) if n != NOISE][:at] == names(before)[:at]


def test_a_breath_without_room_is_left_away() -> None:
    utterance = made(1)
    assert with_breaths(utterance, Random(3), np.full(30_000, 0.2, np.float32)) is utterance
