"""Utterances are cut out of a line by their loudness, whatever its own noise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.voice.tone_models import make
from tests.voice.tones import play
from voice.engines.sherpa import open_transducer
from voice.engines.transducer_folder import find_files
from voice.engines.utterance_ear import UtteranceEar
from voice.engines.utterances import Loudness
from voice.recognizer import Word

RATE, BLOCK_S, PAUSE_S = 8000, 0.02, 0.8
Samples = NDArray[np.float32]


def noise(seconds: float, level_db: float, seed: int = 1) -> Samples:
    draw = np.random.default_rng(seed).normal(0, 10 ** (level_db / 20), round(seconds * RATE))
    return np.asarray(draw, np.float32)


def spans(sound: Samples) -> list[tuple[float, float]]:
    """When speech was noticed and when it was over, in seconds."""
    loudness = Loudness(BLOCK_S, PAUSE_S)
    size = round(BLOCK_S * RATE)
    found: list[tuple[float, float]] = []
    began = 0.0
    for at in range(0, len(sound), size):
        before = loudness.speaking
        if loudness.hear(sound[at : at + size]):
            found.append((began, at / RATE))
        elif loudness.speaking and not before:
            began = at / RATE
    return found


@pytest.mark.parametrize("line_db", [-96, -70, -55, -42])
@pytest.mark.parametrize("speech_db", [-12, -30])
def test_speech_over_the_noise_is_found(line_db: float, speech_db: float) -> None:
    sound = noise(8.0, line_db)
    for at in (2.0, 5.0):
        part = slice(round(at * RATE), round((at + 1) * RATE))
        sound[part] += noise(1.0, speech_db, seed=2)
    first, second = spans(sound)
    assert first[0] == pytest.approx(2.0, abs=0.1)
    assert first[1] == pytest.approx(3.0 + PAUSE_S, abs=0.1)
    assert second[0] == pytest.approx(5.0, abs=0.1)


@pytest.mark.parametrize("line_db", [-96, -60, -45])
def test_noise_alone_is_no_speech_for_long(line_db: float) -> None:
    began = [start for start, _ in spans(noise(60.0, line_db))]
    assert all(start < 5 for start in began)


def test_a_click_is_no_speech() -> None:
    sound = noise(3.0, -70)
    sound[RATE : RATE + 200] += 0.5
    assert spans(sound) == []


def test_speech_from_the_first_sample_is_found() -> None:
    sound = np.concatenate([noise(1.0, -30), noise(1.5, -70)])
    assert len(spans(sound)) == 1


class Counted:
    """A model of sherpa-onnx, and how many seconds of sound it has been given."""

    def __init__(self, native: Any) -> None:
        self._native = native
        self.given_s = 0.0

    def create_stream(self) -> Any:
        stream = self._native.create_stream()
        owner = self

        class Stream:
            def accept_waveform(self, rate: int, samples: list[float]) -> None:
                owner.given_s += len(samples) / rate
                stream.accept_waveform(rate, samples)

            @property
            def result(self) -> Any:
                return stream.result

            native = stream

        return Stream()

    def decode_stream(self, stream: Any) -> None:
        self._native.decode_stream(stream.native)


@pytest.fixture
def native(tmp_path: Path) -> Counted:
    return Counted(open_transducer(find_files(make("nemo", tmp_path)), threads=1))


def told(ear: UtteranceEar, sound: Samples) -> list[tuple[Word, ...]]:
    blocks = (ear.hear(sound[at : at + 160]) for at in range(0, len(sound), 160))
    return [words for words in blocks if words]


def test_all_partials_of_an_utterance_cost_five_times_its_length(native: Counted) -> None:
    ear = UtteranceEar(native, RATE)
    sound = play("ja nej " * 14, RATE)[: 18 * RATE].astype(np.float32) / 32768
    assert told(ear, sound) == []
    assert len(ear.so_far()) > 20
    assert native.given_s < 5 * 18


def test_who_never_pauses_is_told_every_twenty_seconds_and_no_word_is_cut(native: Counted) -> None:
    ear = UtteranceEar(native, RATE)
    sound = play("ja nej " * 36, RATE).astype(np.float32) / 32768
    finals = [*told(ear, sound), ear.finish()]
    assert len(finals) == 3
    assert all(15 < words[-1].end - words[0].start < 20 for words in finals[:-1])
    assert [word.word for words in finals for word in words] == ["ja", "nej"] * 36


def test_sound_without_words_ends_no_utterance(native: Counted) -> None:
    ear = UtteranceEar(native, RATE)
    hum = 0.1 * np.sin(2 * np.pi * 150 * np.arange(2 * RATE) / RATE)
    assert told(ear, np.concatenate([hum.astype(np.float32), noise(3.0, -70)])) == []
    assert native.given_s > 2
    assert ear.so_far() == ear.finish() == ()
