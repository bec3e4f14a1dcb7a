"""The words that a model folder can hear are those of its list, without the signs in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.voice.spoken import WORDS
from voice.engines.vocabulary import vocabulary_of
from voice.errors import ModelError


def test_signs_are_no_words(tiny_model: Path) -> None:
    assert vocabulary_of(tiny_model) == set(WORDS)


def test_a_list_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"graph/words\.txt"):
        vocabulary_of(tmp_path)
