"""Long sentences are cut at their pauses, and nothing of them is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.speech.phrases import pause_after, phrases


@pytest.mark.parametrize(
    ("sentence", "cut"),
    [
        ("hej.", ["hej."]),
        ("hvis du har pas, kan du rejse.", ["hvis du har pas, kan du rejse."]),
        (
            "hvis du har et pas, og det er gyldigt, så kan du rejse.",
            ["hvis du har et pas,", "og det er gyldigt,", "så kan du rejse."],
        ),
        (
            "ja, du kan søge på nettet, hvis du vil det, altså.",
            ["ja, du kan søge på nettet,", "hvis du vil det, altså."],
        ),
        ("  ", []),
    ],
)
def test_a_sentence_is_cut_where_a_reader_breathes(sentence: str, cut: list[str]) -> None:
    assert phrases(sentence) == cut


@given(st.lists(st.sampled_from(["og", "pas,", "kom:", "nu", "fem,"]), max_size=30))
def test_nothing_is_lost_or_moved(words: list[str]) -> None:
    assert " ".join(phrases(" ".join(words))) == " ".join(words)


def test_the_pause_at_the_end_is_the_longest() -> None:
    assert 0 < pause_after("ja,") < pause_after("følgende:") < pause_after("slut.")
