"""The command `muni transcribe`: a JSON line for each recording, in order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile

from bot.settings import ROOT
from tests.cli.test_cli import MUNI, muni, rows
from tests.voice.spoken import VOICES, speak
from tests.voice.tiny_model import write_model
from voice.danish.repeatable_speech import Order, speak_all


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "vosk-lille"
    write_model(folder)
    return folder


@pytest.fixture
def recording(tmp_path: Path) -> str:
    path = tmp_path / "opkald.wav"
    soundfile.write(path, speak("kommune skole"), 8000, subtype="ALAW")
    return str(path)


def test_each_recording_has_its_line_in_order_and_bad_ones_are_told(
    model: Path, recording: str, tmp_path: Path
) -> None:
    mp3 = str(tmp_path / "ægte mp3.wav")
    soundfile.write(mp3, speak("nej", rate=16000), 16000, format="MP3")
    text = tmp_path / "brev.wav"
    text.write_text("Kære kommune", encoding="utf-8")
    given = [recording, str(tmp_path / "ingen.wav"), str(text), mp3]
    done = muni("transcribe", "--model", str(model), *given)
    assert done.returncode == 1
    first, second = rows(done)
    assert list(first) == ["file", "text", "words", "audio_s", "spent_s"]
    assert (first["file"], first["text"]) == (recording, "kommune skole")
    assert (second["file"], second["text"]) == (mp3, "nej")
    assert list(first["words"][0]) == ["word", "start", "end", "conf"]
    assert first["audio_s"] == pytest.approx(1.5, abs=0.2)
    told = done.stderr.decode()
    assert "ingen.wav findes ikke" in told
    assert "brev.wav er ikke en lydfil" in told


def test_names_come_from_standard_input_and_the_folder_from_the_setting(
    model: Path, recording: str, tmp_path: Path
) -> None:
    odd = os.fsencode(tmp_path) + b"/k\xf8rekort.wav"
    speak_all([Order("skole", VOICES[0], tmp_path / "a.wav")])
    (tmp_path / "a.wav").rename(os.fsdecode(odd))
    done = subprocess.run(
        [MUNI, "transcribe"],
        cwd=ROOT,
        env=os.environ | {"MUNI_SPEECH_MODEL": str(model)},
        input=recording.encode() + b"\r\n\n" + odd,
        capture_output=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [row["text"] for row in rows(done)] == ["kommune skole", "skole"]


def test_only_the_phrases_of_a_file_can_be_heard(
    model: Path, recording: str, tmp_path: Path
) -> None:
    phrases = tmp_path / "fraser.txt"
    phrases.write_text("\ufeffSkole kommune\r\n\r\nKommune skole\r\n", encoding="utf-8")
    done = muni("transcribe", "--model", str(model), "--phrases", str(phrases), recording)
    assert done.returncode == 0, done.stderr
    assert [row["text"] for row in rows(done)] == ["kommune skole"]
    phrases.write_text("ja\nnej\n", encoding="utf-8")
    done = muni("transcribe", "--model", str(model), "--phrases", str(phrases), recording)
    assert [row["text"] for row in rows(done)] == [""]


def test_what_stops_it_from_the_start_is_told_once(recording: str, tmp_path: Path) -> None:
    empty = tmp_path / "tom.txt"
    empty.write_text("\n \n", encoding="utf-8")
    for arguments, told in (
        (("--model", str(tmp_path / "ingen")), "findes ikke som mappe"),
        (("--model", str(tmp_path)), "mangler am/final.mdl"),
        (("--phrases", str(empty)), "ingen fraser"),
        (("--phrases", str(tmp_path / "ingen.txt")), "kan ikke læses"),
    ):
        done = muni("transcribe", *arguments, recording, recording)
        assert done.returncode == 1
        assert done.stdout == b""
        assert done.stderr.decode().count("\n") == 1
        assert told in done.stderr.decode()


def test_a_wrong_call_is_status_2(recording: str) -> None:
    assert muni("transcribe", "--nope", recording).returncode == 2


def test_it_starts_without_rasa_and_tensorflow() -> None:
    heavy = "{'rasa', 'tensorflow', 'spacy', 'sklearn', 'kaldifst'}"
    code = (
        "import sys, bot.cli.transcribe, voice.engines.checking, voice.transcribe\n"
        f"print({heavy} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=200, check=True
    )
    assert done.stdout.decode().strip() == "set()"
