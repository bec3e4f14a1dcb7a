"""`muni voice evaluate`: a table to read, JSON to keep, and no dialogue model in the process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile

from bot.settings import ROOT
from tests.cli.test_cli import muni
from tests.voice.conftest import tiny_model
from tests.voice.spoken import speak
from voice.danish.corpus.manifest import Clip, write_manifest

__all__ = ["tiny_model"]


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    clips = []
    for text in ("ja tak", "nej", "kommune tre"):
        audio = tmp_path / f"{text}.wav"
        soundfile.write(audio, speak(text), 8000)
        clips.append(Clip(audio, text, "ours-1", "CC0-1.0", "ours", "test"))
    write_manifest(tmp_path / "manifest.jsonl", clips)
    return tmp_path / "manifest.jsonl"


def test_a_manifest_is_measured(tiny_model: Path, manifest: Path, tmp_path: Path) -> None:
    file = tmp_path / "found.json"
    done = muni(
        *("voice", "evaluate", str(manifest), "--model", str(tiny_model)),
        *("--condition", "clean", "--json", str(file)),
    )
    assert done.returncode == 0, done.stderr.decode()
    head, row = done.stdout.decode().splitlines()[:2]
    assert head.split()[:4] == ["condition", "clips", "words", "WER"]
    assert row.split()[:4] == ["clean", "3", "5", "0.0"]
    assert "3 of 3 heard" in done.stderr.decode()
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["model"] == tiny_model.name
    assert list(found["conditions"]) == ["clean"]
    assert [one["heard"] for one in found["clips"]] == ["ja tak", "nej", "kommune tre"]


def test_phrases_and_a_limit_are_kept_to(tiny_model: Path, manifest: Path, tmp_path: Path) -> None:
    phrases, file = tmp_path / "phrases.txt", tmp_path / "found.json"
    phrases.write_text("ja tak\nnej\nkommune 3\n", encoding="utf-8")
    done = muni(
        *("voice", "evaluate", str(manifest), "--model", str(tiny_model), "--limit", "2"),
        *("--phrases", str(phrases), "--condition", "clean", "--condition", "telephone"),
        *("--json", str(file), "--threads", "1"),
    )
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(file.read_text(encoding="utf-8"))
    assert list(found["conditions"]) == ["clean", "telephone"]
    assert len(found["clips"]) == 4
    assert {one["heard"] for one in found["clips"]} <= {"", "ja tak", "nej", "kommune tre"}


def test_without_a_manifest_sentences_are_spoken(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences = tmp_path / "data" / "tests" / "speech.jsonl"
    sentences.parent.mkdir(parents=True)
    sentences.write_text('{"text": "ja tak", "kind": "yes"}\n{"text": "nej", "kind": "no"}\n')
    monkeypatch.setenv("MUNI_DATA_FOLDER", str(tmp_path / "data"))
    kept = tmp_path / "kept"
    done = muni(
        *("voice", "evaluate", "--model", str(tiny_model), "--condition", "clean"),
        *("--keep", str(kept)),
    )
    assert done.returncode == 0, done.stderr.decode()
    table = done.stdout.decode()
    assert "espeak-yes" in table
    assert "people will be heard worse" in table
    assert len(list(kept.glob("*.wav"))) == 2


def test_a_wrong_call_is_status_2(manifest: Path, tmp_path: Path) -> None:
    calls = [
        ("--condition", "underwater"),
        ("--limit", "0"),
        (str(manifest), "--keep", str(tmp_path / "kept")),
        (str(manifest), "--json", str(tmp_path / "no" / "folder.json")),
    ]
    for arguments in calls:
        assert muni("voice", "evaluate", *arguments).returncode == 2, arguments


def test_what_cannot_be_measured_is_status_1(tiny_model: Path, tmp_path: Path) -> None:
    calls = {
        str(tmp_path / "gone.jsonl"): tiny_model,
        str(ROOT / "data" / "tests" / "speech.jsonl"): tiny_model,
        str(tmp_path / "any.jsonl"): tmp_path / "no-model",
    }
    for manifest, model in calls.items():
        done = muni("voice", "evaluate", manifest, "--model", str(model))
        assert done.returncode == 1
        assert done.stderr.decode().strip()
        assert "Traceback" not in done.stderr.decode()


def test_no_dialogue_model_is_loaded(tiny_model: Path, manifest: Path) -> None:
    told = (
        "import sys; from bot.cli import app; "
        f"arguments = ['voice', 'evaluate', {str(manifest)!r}, '--model', {str(tiny_model)!r}]; "
        "app(arguments, standalone_mode=False); "
        "print(sorted({'rasa', 'tensorflow', 'spacy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
