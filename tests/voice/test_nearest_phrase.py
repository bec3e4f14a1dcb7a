"""A transducer can be held to phrases: what was heard freely becomes the nearest of them."""

from __future__ import annotations

import pytest

from voice.engines.nearest_phrase import NearestPhrase
from voice.errors import GraphError
from voice.recognizer import Word


def words(text: str, conf: float = 0.8) -> tuple[Word, ...]:
    return tuple(Word(word, at, at + 0.5, conf) for at, word in enumerate(text.split()))


def chosen(heard: str, *phrases: str) -> str:
    return " ".join(word.word for word in NearestPhrase(phrases).choose(words(heard)))


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        ("ja", "ja"),
        ("nej", "nej"),
        ("kommunen", "kommune"),
        ("favrskov kommune", "[unk]"),
        ("fau skov", "favrskov"),
        ("kørekort", "[unk]"),
        ("øh", "[unk]"),
    ],
)
def test_the_nearest_is_told_and_nothing_that_is_far(heard: str, told: str) -> None:
    assert chosen(heard, "ja", "nej", "Favrskov", "kommune") == told


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        ("8660", "otte tusind seks hundrede og tres"),
        ("ottetusind sekshundrede tres", "otte tusind seks hundrede tres"),
        ("otte tusind seks hundrede tresser", "otte tusind seks hundrede tres"),
        ("fire", "[unk]"),
    ],
)
def test_numbers_are_compared_as_they_are_read(heard: str, told: str) -> None:
    assert chosen(heard, "8660", "1000") == told


def test_two_that_are_as_near_can_not_be_told_apart() -> None:
    assert chosen("bil", "bål", "bul") == "[unk]"


def test_words_keep_their_times_and_share_the_likeness() -> None:
    one, other = NearestPhrase(["nyt pas"]).choose(words("nyt pass"))
    assert (one.start, one.end, other.start, other.end) == (0, 0.5, 1, 1.5)
    assert one.conf == pytest.approx(0.8 * (1 - 1 / 7))


def test_another_number_of_words_share_the_time_by_their_letters() -> None:
    one, other = NearestPhrase(["nyt pas"]).choose(words("nytpas"))
    assert (one.word, other.word) == ("nyt", "pas")
    assert (one.start, one.end, other.end) == (0, 0.25, 0.5)


def test_the_unknown_is_one_word_over_all_that_was_said() -> None:
    (unknown,) = NearestPhrase(["ja"]).choose(words("det ved jeg ikke"))
    assert (unknown.word, unknown.start, unknown.end) == ("[unk]", 0, 3.5)
    assert unknown.conf == pytest.approx(0.8)


def test_nothing_heard_is_no_phrase() -> None:
    assert NearestPhrase(["ja"]).choose(()) == ()


@pytest.mark.parametrize("phrases", [[], [""], ["!?", "…"]])
def test_phrases_that_can_not_be_said_are_refused(phrases: list[str]) -> None:
    with pytest.raises(GraphError):
        NearestPhrase(phrases)
