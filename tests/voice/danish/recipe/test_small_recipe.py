"""The whole recipe at a small scale: from sentences to a model that Vosk hears them with."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import soundfile

from bot.cli.voice_train import _ALLOCATION
from tests.voice.spoken import speak
from voice.danish.corpus.frames import read_frames
from voice.danish.corpus.manifest import Clip, write_manifest
from voice.danish.espeak import Speaker
from voice.engines.checking import load_checked
from voice.recognizer import Final

ROOT = Path(__file__).resolve().parents[4]
PYTHON = ROOT / ".venv-speech" / "bin" / "python"
SENTENCES = (
    "hvad koster et nyt pas", "jeg vil gerne flytte til aarhus",
    "hvornår åbner borgerservice i dag", "kan jeg få hjælp til min pension",
    "min søn skal starte i skole", "hvor afleverer jeg gammelt papir",
    "mit kørekort er blevet væk", "vi mangler en plads i vuggestuen",
    "hvordan søger man boligstøtte", "der er et stort hul i vejen", "tak for svaret og farvel",
    "jeg har glemt mit kodeord", "bliver vejen ryddet for sne", "ja det lyder godt",
    "nej det er forkert",
)  # fmt: skip
TIMES = 20
KEPT = "Denne sætning er kun til prøven"
CALLER = Speaker("f3", rate=150)
"""One of the voices that never train: it stands for a human one."""

pytestmark = pytest.mark.timeout(900)


@dataclass(frozen=True)
class Run:
    status: int
    said: str
    work: Path
    model: Path


def run(folder: Path, knowledge: Mapping[str, Sequence[str]], manifest: Path | None) -> Run:
    """As ``muni voice train`` does it, with an order of its own."""
    if not PYTHON.exists():
        pytest.fail("The speech recipe's environment is missing; run `make speech-env`.")
    order = {
        "knowledge": knowledge,
        "small": True,
        "work": str(folder / "work"),
        "model": str(folder / "model"),
        "manifest": str(manifest) if manifest else None,
        "held_out": ["prøven"],
        "processes": 2,
    }
    (folder / "order.json").write_text(json.dumps(order), encoding="utf-8")
    done = subprocess.run(
        [str(PYTHON), "-m", "voice.danish.recipe", str(folder / "order.json")],
        cwd=ROOT,
        # Where other programs use the cores, a thread that spins while it waits takes minutes.
        env={**os.environ, **_ALLOCATION, "OMP_WAIT_POLICY": "PASSIVE"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(done.returncode, done.stderr, folder / "work", folder / "model")


def recordings(folder: Path) -> Path:
    """Three that say what is listed, and one that says something else, as a manifest."""
    clips = []
    listed = [*((text, text) for text in SENTENCES[:3]), (SENTENCES[9], SENTENCES[5])]
    for number, (text, says) in enumerate(listed):
        audio = folder / f"{number}.wav"
        soundfile.write(audio, speak(says, CALLER, 16000), 16000)
        clips.append(Clip(audio, text, "espeak-f3", "CC0-1.0", "espeak"))
    write_manifest(folder / "recordings.jsonl", clips)
    return folder / "recordings.jsonl"


def order_of(folder: Path) -> tuple[dict[str, Sequence[str]], Path]:
    questions = [*SENTENCES * TIMES, *[KEPT] * 3]
    return {"questions": questions, "answers": SENTENCES}, recordings(folder)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("recipe")
    made = run(folder, *order_of(folder))
    if made.status != 0:
        pytest.fail(made.said[-20_000:], pytrace=False)
    return made


def heard(model: Any, text: str, speaker: Speaker) -> str:
    recognizer = model.recognizer(8000)
    pcm = speak(text, speaker).tobytes()
    told = [recognizer.accept(pcm[start : start + 3200]) for start in range(0, len(pcm), 3200)]
    told.append(recognizer.finish())
    return " ".join(final.text for final in told if isinstance(final, Final) and final.text)


@pytest.mark.parametrize("variant", ["", "m3", "f3"])
def test_the_model_hears_what_it_was_trained_on(done: Run, variant: str) -> None:
    model = load_checked(done.model)
    speaker = Speaker(variant)
    assert [heard(model, text, speaker) for text in SENTENCES] == list(SENTENCES)


def test_real_recordings_are_learnt_from_where_they_fit(done: Run) -> None:
    assert "Real recordings: 3 of 4 fit" in done.said
    texts = {
        frames.text
        for path in sorted(done.work.glob("calls-human-*/*.npz"))
        for frames in read_frames(path)
    }
    assert texts == set(SENTENCES[:3])
    assert (done.work / "tuned" / "checkpoint.pt").exists()


def test_no_sentence_with_a_word_kept_for_testing_is_spoken(done: Run) -> None:
    texts = {
        frames.text
        for path in (done.work / "calls-0").glob("*.npz")
        for frames in read_frames(path)
    }
    assert texts == set(SENTENCES)


def test_training_gets_better_and_is_noted(done: Run) -> None:
    for name, part in (("synthetic", "accuracy"), ("synthetic", "sequence")):
        lines = (done.work / name / "log.jsonl").read_text(encoding="utf-8").splitlines()
        values = [row[part] for row in map(json.loads, lines) if part in row]
        assert values[-1] > values[0]
    noted = json.loads((done.work / "recipe.json").read_text(encoding="utf-8"))
    assert noted["utterances"] >= TIMES * len(SENTENCES)
    assert noted["human_copies_used"] == 6


def test_a_second_run_takes_what_is_there_and_makes_the_same_model(done: Run) -> None:
    def contents() -> dict[str, bytes]:
        files = (path for path in sorted(done.model.rglob("*")) if path.is_file())
        return {path.relative_to(done.model).as_posix(): path.read_bytes() for path in files}

    before = contents()
    steps = (done.work / "synthetic" / "log.jsonl").read_bytes()
    folder = done.model.parent
    again = run(folder, *order_of(folder))
    assert again.status == 0, again.said
    assert contents() == before
    assert (done.work / "synthetic" / "log.jsonl").read_bytes() == steps


def test_without_a_sentence_there_is_nothing_to_train_from(tmp_path: Path) -> None:
    made = run(tmp_path, {"questions": [KEPT]}, None)
    assert made.status == 1
    assert "No sentence gave speech" in made.said
    assert "Traceback" not in made.said
    assert not made.model.exists()


def test_a_manifest_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "recordings.jsonl").write_text("{}\n", encoding="utf-8")
    made = run(tmp_path, {"questions": SENTENCES}, tmp_path / "recordings.jsonl")
    assert made.status == 1
    assert "line 1" in made.said
    assert "Traceback" not in made.said
