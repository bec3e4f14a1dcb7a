"""Vosk loads the graphs and hears with them; building them leaves vosk usable in the process."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.voice import tiny_model
from tests.voice.danish.export import hear
from tests.voice.spoken import DIGITS, speak
from voice.danish.graph.lexicon_fst import UNKNOWN
from voice.danish.graph.phrases import build_phrases


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tiny")
    tiny_model.write_model(made)
    return made


def listen(folder: Path, text: str) -> list[dict[str, float | str]]:
    """The words Vosk hears in ``text`` spoken, with times."""
    done = subprocess.run(
        [sys.executable, str(hear.__file__), str(folder), "8000", "0"],
        input=speak(text).tobytes(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    results = json.loads(done.stdout)["results"]
    return [word for result in results for word in result.get("result", [])]


def with_phrases(folder: Path, target: Path, phrases: list[str], repeat: bool = False) -> Path:
    """The same model with the graph of a closed list."""
    shutil.copytree(folder, target)
    graph = build_phrases(phrases, tiny_model.lexicon(), repeat=repeat)
    graph.write(target / "graph")
    return target


def texts(words: list[dict[str, float | str]]) -> list[str]:
    return [str(word["word"]) for word in words]


def test_free_speech_is_heard_word_by_word_with_times(folder: Path) -> None:
    heard = listen(folder, "hjælp skat skole")
    assert texts(heard) == ["hjælp", "skat", "skole"]
    times = [float(word[key]) for word in heard for key in ("start", "end")]
    assert times == sorted(times)
    assert 0.2 < times[0] < 0.6


def test_a_closed_list_is_heard_and_what_is_not_on_it_is_unknown(
    folder: Path, tmp_path: Path
) -> None:
    small = with_phrases(folder, tmp_path / "closed", ["ja", "nej", "tak", "ja tak"])
    assert texts(listen(small, "ja")) == ["ja"]
    assert texts(listen(small, "ja tak")) == ["ja", "tak"]
    assert set(texts(listen(small, "kørekort flytning"))) == {UNKNOWN}


def test_digits_are_heard_one_after_the_other(folder: Path, tmp_path: Path) -> None:
    digits = with_phrases(folder, tmp_path / "digits", list(DIGITS), repeat=True)
    assert texts(listen(digits, "to, syv, fem, otte")) == ["to", "syv", "fem", "otte"]


def test_a_graph_is_built_in_a_process_that_has_vosk(folder: Path, tmp_path: Path) -> None:
    program = (
        "import sys, vosk\n"
        "from pathlib import Path\n"
        "from tests.voice import tiny_model\n"
        "from voice.danish.graph.phrases import build_phrases\n"
        "vosk.SetLogLevel(-1)\n"
        "graph = build_phrases(['ja'], tiny_model.lexicon())\n"
        "graph.write(Path(sys.argv[1]) / 'graph')\n"
        "vosk.KaldiRecognizer(vosk.Model(sys.argv[1]), 8000)\n"
    )
    shutil.copytree(folder, tmp_path / "again")
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "again")], check=True, timeout=60)
