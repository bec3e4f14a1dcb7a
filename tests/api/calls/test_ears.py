"""The telephone hears the words of the model that answers."""

import shutil
from pathlib import Path

import pytest

from bot.api.calls.ears import Ears
from bot.publishing.speech import speech_path
from bot.settings import ROOT, Settings
from voice.errors import ModelError

SHIPPED = ROOT / "models" / "vosk-da"


def _model(folder: Path, name: str) -> Path:
    """A model with a speech model of its own."""
    model = folder / f"{name}.tar.gz"
    shutil.copytree(SHIPPED, speech_path(model))
    return model


def _folder(ears: Ears) -> Path | None:
    return ears._current.folder


def test_each_model_is_heard_with_its_own_words_and_a_stream_keeps_what_it_began_with(
    tmp_path: Path,
) -> None:
    one, two = _model(tmp_path, "one"), _model(tmp_path, "two")
    ears = Ears(Settings(), one)
    assert _folder(ears) == speech_path(one)
    stream = ears.model.recognizer(8000)
    ears.follow(two)
    assert _folder(ears) == speech_path(two)
    stream.accept(bytes(1600))
    ears.follow(tmp_path / "without.tar.gz")
    assert _folder(ears) == SHIPPED


def test_words_that_are_broken_leave_those_of_before(tmp_path: Path) -> None:
    one, two = _model(tmp_path, "one"), _model(tmp_path, "two")
    (speech_path(two) / "graph" / "HCLG.fst").write_bytes(b"\0")
    ears = Ears(Settings(), one)
    ears.follow(two)
    assert _folder(ears) == speech_path(one)
    assert _folder(Ears(Settings(), two)) == SHIPPED


def test_without_any_speech_model_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        Ears(Settings(speech_model=tmp_path / "none"), tmp_path / "one.tar.gz")
