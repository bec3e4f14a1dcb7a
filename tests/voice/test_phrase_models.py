"""Phrases are heard as people say them, and graphs once made are kept."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.voice.spoken import speak
from voice.danish.espeak import get_espeak
from voice.danish.graph.pronunciation import Pronunciation
from voice.danish.lexicon import read_lexicon
from voice.danish.phones import pronunciation
from voice.engines.folder import LEXICON_FILE
from voice.engines.phrase_builder import build
from voice.engines.phrase_models import PhraseModels
from voice.engines.phrase_worker import PhraseWorker
from voice.engines.vosk import VoskModel
from voice.errors import GraphError


def heard(folder: Path, phrases: list[str], text: str) -> str:
    stream = VoskModel(folder).recognizer(8000)
    stream.use_phrases(phrases)
    stream.accept(speak(text).astype("<i2").tobytes())
    return stream.finish().text


def test_figures_are_heard_as_words(tiny_model: Path) -> None:
    assert heard(tiny_model, ["Nej!", "5", "Tre skoler"], "fem") == "fem"


def test_a_word_that_the_lexicon_lacks_is_said_by_rule(tiny_model: Path, tmp_path: Path) -> None:
    lexicon = read_lexicon(tiny_model / LEXICON_FILE)
    assert "favrskov" not in lexicon
    build(["Favrskov Kommune"], lexicon, tmp_path)
    assert "favrskov" in (tmp_path / "words.txt").read_text(encoding="utf-8").split()
    phones = pronunciation(sound.mnemonic for sound in get_espeak().speak("favrskov").sounds)
    assert phones


def test_a_lexicon_without_any_of_the_words_will_do(tmp_path: Path) -> None:
    build(["ja", "nej tak"], {"hus": [Pronunciation(("h", "u", "s"))]}, tmp_path)
    assert (tmp_path / "HCLG.fst").stat().st_size > 0


def test_what_is_kept_is_given_at_once_in_whatever_order(tiny_model: Path) -> None:
    models = PhraseModels(tiny_model, keep=2)
    first = models.get(["ja", "nej"])
    began = time.process_time()
    assert models.get(["nej", "ja", "ja ", ""]) is first
    assert time.process_time() - began < 0.01
    models.get(["en", "to"])
    assert models.get(["ja", "nej"]) is first
    models.get(["tre", "fire"])
    assert models.get(["ja", "nej"]) is first, "the one used last is the last to go"
    assert models.get(["en", "to"]) is not None


def test_a_model_made_elsewhere_can_not_be_held_to_phrases(
    tiny_model: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "fremmed"
    shutil.copytree(tiny_model, copy)
    (copy / LEXICON_FILE).unlink()
    with pytest.raises(GraphError, match="kan ikke holdes til"):
        PhraseModels(copy).get(["ja"])


def test_acoustics_with_other_phones_are_refused_before_they_break_anything(
    tiny_model: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "gammel"
    shutil.copytree(tiny_model, copy)
    content = bytearray((copy / "am/final.mdl").read_bytes())
    content[40] ^= 1
    (copy / "am/final.mdl").write_bytes(content)
    with pytest.raises(GraphError, match="andre lyde"):
        PhraseModels(copy).get(["ja"])


def test_the_builder_comes_back_when_it_has_died(tiny_model: Path, tmp_path: Path) -> None:
    worker = PhraseWorker(tiny_model)
    worker.build(["ja"], tmp_path / "a")
    process = worker._process
    assert process is not None
    process.kill()
    process.wait()
    worker.build(["ja"], tmp_path / "b")
    assert (tmp_path / "b/HCLG.fst").read_bytes() == (tmp_path / "a/HCLG.fst").read_bytes()


def test_a_builder_that_dies_over_an_order_is_told_and_comes_back(
    tiny_model: Path, tmp_path: Path
) -> None:
    worker = PhraseWorker(tiny_model)
    worker.build(["ja"], tmp_path / "a")
    process = worker._process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    threading.Timer(0.2, process.kill).start()
    with pytest.raises(GraphError, match="ikke gøres klar"):
        worker.build(["nej"], tmp_path / "b")
    worker.build(["nej"], tmp_path / "c")
    assert (tmp_path / "c/HCLG.fst").is_file()


def test_the_builder_ends_with_what_it_builds_for(tiny_model: Path, tmp_path: Path) -> None:
    worker = PhraseWorker(tiny_model)
    worker.build(["ja"], tmp_path / "a")
    process = worker._process
    assert process is not None
    del worker
    assert process.poll() is not None
