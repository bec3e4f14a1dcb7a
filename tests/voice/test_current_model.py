"""A model is swapped under running calls; a bad one changes nothing."""

from __future__ import annotations

import gc
import shutil
import threading
import weakref
from pathlib import Path

import pytest

from tests.voice.spoken import speak
from voice.engines.checking import load_checked
from voice.engines.current import CurrentModel
from voice.errors import ModelError
from voice.recognizer import Recognizer, SpeechModel


def pcm(text: str) -> bytes:
    return speak(text).astype("<i2").tobytes()


def heard(stream: Recognizer, text: str) -> str:
    stream.accept(pcm(text))
    return stream.finish().text


@pytest.fixture
def broken(tiny_model: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "i-stykker"
    shutil.copytree(tiny_model, copy)
    (copy / "am/final.mdl").write_bytes(b"\0B")
    return copy


def test_before_the_first_model_it_says_so() -> None:
    current = CurrentModel(load_checked)
    assert current.folder is None
    with pytest.raises(ModelError, match="ingen talemodel"):
        current.recognizer(8000)


def test_a_broken_model_leaves_the_one_before_at_work(tiny_model: Path, broken: Path) -> None:
    current = CurrentModel(load_checked)
    current.replace(tiny_model)
    stream = current.recognizer(8000)
    with pytest.raises(ModelError):
        current.replace(broken)
    assert current.folder == tiny_model
    assert heard(stream, "kommune") == "kommune"
    assert heard(current.recognizer(8000), "kommune") == "kommune"


def test_an_open_stream_keeps_its_model_and_the_last_one_lets_it_go(
    tiny_model: Path, tmp_path: Path
) -> None:
    loaded: list[weakref.ref[SpeechModel]] = []

    def load(folder: Path) -> SpeechModel:
        model = load_checked(folder)
        loaded.append(weakref.ref(model))
        return model

    other = tmp_path / "anden"
    shutil.copytree(tiny_model, other)
    current = CurrentModel(load)
    current.replace(tiny_model)
    stream = current.recognizer(8000)
    stream.accept(pcm("kommune")[:8000])
    current.replace(other)
    assert current.folder == other
    gc.collect()
    assert loaded[0]() is None, "no stream needs more than the native model and the phrases"
    stream.accept(pcm("kommune")[8000:])
    assert stream.finish().text == "kommune"
    stream.use_phrases(["ja", "nej"])
    assert heard(stream, "nej") == "nej"


def test_calls_go_on_while_models_are_swapped(tiny_model: Path, broken: Path) -> None:
    current = CurrentModel(load_checked)
    current.replace(tiny_model)
    wrong: list[str] = []
    done = threading.Event()

    def calls() -> None:
        while not done.is_set():
            text = heard(current.recognizer(8000), "kommune")
            if text != "kommune":
                wrong.append(text)

    caller = threading.Thread(target=calls)
    caller.start()
    try:
        for folder in (tiny_model, broken, tiny_model):
            if folder == broken:
                with pytest.raises(ModelError):
                    current.replace(folder)
            else:
                current.replace(folder)
    finally:
        done.set()
        caller.join()
    assert wrong == []
