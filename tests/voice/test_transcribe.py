"""A whole recording becomes text, whatever its form and length."""

from __future__ import annotations

import resource
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from tests.voice.spoken import speak
from voice.engines.vosk import VoskModel
from voice.errors import AudioError
from voice.transcribe import transcribe

SAID = "kommune skole tre"


@pytest.fixture(scope="module")
def model(tiny_model: Path) -> VoskModel:
    return VoskModel(tiny_model)


@pytest.mark.parametrize(
    ("rate", "container", "coding"),
    [
        (8000, "WAV", "ALAW"),
        (8000, "WAV", "ULAW"),
        (16000, "WAV", "PCM_16"),
        (44100, "MP3", "MPEG_LAYER_III"),
        (48000, "OGG", "OPUS"),
        (22050, "FLAC", "PCM_16"),
    ],
)
def test_it_hears_the_same_in_every_form(
    model: VoskModel, tmp_path: Path, rate: int, container: str, coding: str
) -> None:
    path = tmp_path / "optagelse.wav"
    soundfile.write(path, speak(SAID, rate=rate), rate, format=container, subtype=coding)
    heard = transcribe(model, path)
    assert heard.text == SAID
    assert heard.file == str(path)
    assert heard.audio_s == pytest.approx(1.88, abs=0.1)
    assert heard.spent_s > 0
    assert [word.word for word in heard.words] == SAID.split()


@pytest.mark.parametrize("sample_rate", [8000, 16000])
def test_the_words_of_a_long_recording_stand_at_their_times(
    model: VoskModel, tmp_path: Path, sample_rate: int
) -> None:
    one = np.concatenate([speak("kommune"), np.zeros(8000, np.int16)])
    starts = [turn * len(one) / 8000 + 1 / 3 for turn in range(8)]
    path = tmp_path / "a.wav"
    soundfile.write(path, np.tile(one, 8), 8000)
    heard = transcribe(model, path, sample_rate=sample_rate)
    assert heard.text == " ".join(["kommune"] * 8)
    assert [word.start for word in heard.words] == pytest.approx(starts, abs=0.15)


def test_stereo_with_a_speaker_on_each_side(model: VoskModel, tmp_path: Path) -> None:
    left, right = speak("kommune skole"), speak("tre")
    silent = [np.zeros(len(side), np.int16) for side in (left, right)]
    sides = [np.concatenate([left, silent[1]]), np.concatenate([silent[0], right])]
    path = tmp_path / "a.wav"
    soundfile.write(path, np.stack(sides, axis=1), 8000)
    assert transcribe(model, path).text == SAID


def test_clipped_speech_is_taken_as_it_is(model: VoskModel, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    loud: NDArray[np.float64] = speak(SAID) / 32768 * 30
    soundfile.write(path, loud, 8000, subtype="FLOAT")
    heard = transcribe(model, path)
    assert heard.words
    assert heard.audio_s == pytest.approx(1.88, abs=0.1)


def test_only_phrases_when_there_are_some(model: VoskModel, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, speak("kommune"), 8000)
    assert transcribe(model, path, ["kommune", "skole"]).text == "kommune"
    assert transcribe(model, path, ["ja", "nej"]).text == ""


def test_a_recording_that_can_not_be_read_is_told(model: VoskModel, tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="findes ikke"):
        transcribe(model, tmp_path / "a.wav")


def test_eleven_minutes_take_no_more_memory_than_one_and_times_hold(
    model: VoskModel, tmp_path: Path
) -> None:
    """Past ten minutes Vosk begins its features anew, so the clock is shown to go on."""
    path = tmp_path / "a.wav"
    noise = np.random.default_rng(1).normal(0, 2000, 60 * 8000).astype(np.int16)
    with soundfile.SoundFile(path, "w", 8000, 1) as file:
        for _ in range(11):
            file.write(noise)
        file.write(np.zeros(8000, np.int16))
        file.write(speak("kommune"))
    soundfile.write(tmp_path / "kort.wav", noise, 8000)
    transcribe(model, tmp_path / "kort.wav")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    heard = transcribe(model, path)
    grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert heard.text.endswith("kommune")
    assert heard.words[-1].start == pytest.approx(11 * 60 + 1 + 1 / 3, abs=0.3)
    assert grown_kb < 30_000
