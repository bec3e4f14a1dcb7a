"""How a word may be said: corrected, by rule, as heard in sentences, and shortened."""

from __future__ import annotations

from collections import Counter

import pytest

from voice.danish.espeak import get_espeak
from voice.danish.graph.pronunciation import Pronunciation
from voice.danish.pronouncing import MOST_VARIANTS, Pronouncer, observe


def said(ways: tuple[Pronunciation, ...]) -> list[str]:
    return [" ".join(way.phones) for way in ways]


@pytest.fixture(scope="module")
def by_rule() -> Pronouncer:
    return Pronouncer(get_espeak())


def test_the_rule_comes_first_and_is_certain(by_rule: Pronouncer) -> None:
    ways = by_rule.pronounce("kommune")
    assert said(ways)[0] == "k o m u n @-"
    assert ways[0].probability == 1.0
    assert all(way.probability < 0.5 for way in ways[1:])


@pytest.mark.parametrize(
    ("word", "shortened"),
    [
        ("kommune", "k o m u n"),
        ("fødsel", "f ?W s l"),
        ("hvad", "v ?&"),
        ("gaden", "g & D n"),
        ("huset", "h ?u s D"),
        ("mad", "m ?&"),
        ("ikke", "?e k"),
    ],
)
def test_a_word_may_be_shortened_as_danes_do(
    by_rule: Pronouncer, word: str, shortened: str
) -> None:
    assert shortened in said(by_rule.pronounce(word))


def test_no_more_ways_than_the_graph_can_bear(by_rule: Pronouncer) -> None:
    for word in ("arbejdsmarkedsforanstaltningerne", "kommunerne", "virksomhedens", "lærerne"):
        ways = by_rule.pronounce(word)
        assert 1 < len(ways) <= MOST_VARIANTS
        assert len(set(said(ways))) == len(ways)
        chances = [way.probability for way in ways]
        assert chances == sorted(chances, reverse=True)
        assert 0.0 < chances[-1] <= chances[0] == 1.0


def test_a_correction_comes_before_the_rule_which_stays_possible(by_rule: Pronouncer) -> None:
    corrected = Pronouncer(get_espeak(), {"service": ["sørvis", "servis"]})
    ways = corrected.pronounce("service")
    assert said(ways)[0] == said(by_rule.pronounce("sørvis"))[0]
    assert said(ways)[1] == said(by_rule.pronounce("servis"))[0]
    assert [way.probability for way in ways[:3]] == [1.0, 0.9, 0.5]
    assert said(by_rule.pronounce("service"))[0] in said(ways)


def test_what_is_heard_in_sentences_counts_by_how_often() -> None:
    weak, strong, rare = ("d", "e"), ("d", "?e"), ("d",)
    heard = {"det": Counter({weak: 60, strong: 30, rare: 2})}
    ways = Pronouncer(get_espeak(), observed=heard).pronounce("det")
    chances = {way.phones: way.probability for way in ways}
    assert chances[weak] == 1.0
    assert chances[strong] == 0.5
    assert rare not in chances


def test_a_corrected_word_is_said_as_corrected_whatever_was_heard() -> None:
    heard: dict[str, Counter[tuple[str, ...]]] = {"service": Counter({("s", "E"): 9})}
    ways = Pronouncer(get_espeak(), {"service": ["sørvis"]}, heard).pronounce("service")
    assert "s E" not in said(ways)


@pytest.mark.parametrize("nothing", ["", "?!"])
def test_what_has_no_sound_has_no_pronunciation(by_rule: Pronouncer, nothing: str) -> None:
    assert by_rule.pronounce(nothing) == ()


def test_a_word_that_espeak_reads_in_another_language_is_not_danish(by_rule: Pronouncer) -> None:
    assert by_rule.is_danish("kommune")
    assert not by_rule.is_danish("the")


def test_words_are_observed_as_they_sound_in_their_sentence() -> None:
    counted = observe(get_espeak(), ["hvad er det", "det er på øen", "en ø er det"])
    assert counted["øen"].total() == counted["ø"].total() == 1
    assert counted["det"].total() == counted["er"].total() == 3
    assert set(counted) == {"hvad", "er", "det", "på", "øen", "en", "ø"}
    assert all(phones for ways in counted.values() for phones in ways)


def test_words_that_espeak_runs_together_are_not_taken_for_one_another() -> None:
    counted = observe(get_espeak(), ["du skal have mange tak"])
    assert counted["skal"] == Counter({("s", "k", "?&"): 1})
    assert counted["mange"].total() == counted["tak"].total() == counted["du"].total() == 1
