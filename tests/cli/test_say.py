"""The command `muni say`: a text becomes a WAV file, and `muni voice fetch` gets a voice for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import soundfile

from tests.cli.test_cli import lines, muni, rows
from tests.voice.speech.tiny_piper_voice import write_voice
from tests.voice.speech.voice_repository import VOICE, VoiceRepository, serving


def test_a_text_is_said_into_a_file(tmp_path: Path) -> None:
    out = tmp_path / "svar.wav"
    (row,) = rows(muni("say", "Ring 112. Det koster 40 kr.", "--out", str(out)))
    assert row["said"] == "ring et et to. det koster fyrre kroner."
    assert row["text"] == "Ring 112. Det koster 40 kr."
    assert row["file"] == str(out)
    sound, rate = soundfile.read(out)
    assert rate == 8000
    assert len(sound) / rate == pytest.approx(row["audio_s"], abs=0.01)
    assert 1.5 < row["audio_s"] < 8
    assert 0 < row["first_sound_ms"] <= row["spent_s"] * 1000 + 1
    assert [path.name for path in tmp_path.iterdir()] == ["svar.wav"]


def test_standard_input_is_said_as_text_or_as_a_json_line(tmp_path: Path) -> None:
    out = str(tmp_path / "svar.wav")
    (row,) = rows(muni("say", "--rate", "16000", "--out", out, stdin="Hej fra kommunen"))
    assert row["said"] == "hej fra kommunen."
    assert soundfile.info(out).samplerate == 16000
    (row,) = rows(muni("say", "--out", out, stdin=lines({"text": "kl. 10"})))
    assert row["said"] == "klokken ti."


@pytest.mark.parametrize(
    ("arguments", "stdin", "why"),
    [
        (["--out", "x.wav"], " \n", "ikke noget at sige"),
        (["--out", "x.wav"], '{"tekst": 1}', '{"text": "..."}'),
        (["hej", "--out", "x.wav", "--rate", "11025"], "", "11025 Hz"),
        (["hej", "--out", "findes/ikke/x.wav"], "", "kan ikke skrives"),
    ],
)
def test_what_can_not_be_said_is_told(
    tmp_path: Path, arguments: list[str], stdin: str, why: str
) -> None:
    out = arguments.index("--out") + 1
    arguments[out] = str(tmp_path / arguments[out])
    done = muni("say", *arguments, stdin=stdin)
    assert done.returncode == 1
    assert why in done.stderr.decode()
    assert not done.stdout
    assert not list(tmp_path.iterdir())


def test_a_voice_is_fetched_and_then_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = write_voice(tmp_path / "lavet", name=VOICE)
    files = {path.name: path.read_bytes() for path in made.parent.iterdir()}
    folder = tmp_path / "piper-da"
    with serving(VoiceRepository(files)) as repository:
        done = muni("voice", "fetch", "--folder", str(folder), "--from", repository.address)
    (row,) = rows(done)
    assert row["file"] == str(folder / f"{VOICE}.onnx")
    assert row["bytes"] == made.stat().st_size
    assert b"MUNI_SYNTHESIZER=piper" in done.stderr

    monkeypatch.setitem(os.environ, "MUNI_SYNTHESIZER", "piper")
    monkeypatch.setitem(os.environ, "MUNI_PIPER_VOICE", row["file"])
    out = tmp_path / "svar.wav"
    (said,) = rows(muni("say", "Hej", "--out", str(out)))
    assert said["audio_s"] == pytest.approx(soundfile.info(str(out)).duration, abs=0.01)


def test_a_fetch_without_a_net_says_so_in_danish(tmp_path: Path) -> None:
    folder = tmp_path / "piper-da"
    done = muni("voice", "fetch", "--folder", str(folder), "--from", "http://127.0.0.1:1")
    assert done.returncode == 1
    assert "Netværket tillader det måske ikke" in done.stderr.decode()
    assert not folder.exists()
