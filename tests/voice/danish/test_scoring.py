"""Error rates are those of the fewest edits, whatever the words; unknown words are told apart."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.danish.edits import Step, align, distance
from voice.danish.scoring import Scores, confusions, interval, judge, tally

WORDS = st.lists(st.sampled_from(["pas", "passet", "mit", "er", "en", "et"]), max_size=8)


def by_definition(said: tuple[str, ...], heard: tuple[str, ...]) -> int:
    """Levenshtein's recursion, as it stands in the books."""

    @cache
    def cost(i: int, j: int) -> int:
        if not i or not j:
            return i or j
        changed = said[i - 1] != heard[j - 1]
        return min(cost(i - 1, j) + 1, cost(i, j - 1) + 1, cost(i - 1, j - 1) + changed)

    return cost(len(said), len(heard))


@given(WORDS, WORDS)
def test_an_alignment_is_whole_and_has_the_fewest_edits(said: list[str], heard: list[str]) -> None:
    steps = align(said, heard)
    assert [step.said for step in steps if step.said is not None] == said
    assert [step.heard for step in steps if step.heard is not None] == heard
    edits = sum(not step.right for step in steps)
    assert edits == distance(said, heard) == by_definition(tuple(said), tuple(heard))


@given(WORDS, WORDS)
def test_a_distance_is_the_same_both_ways(said: list[str], heard: list[str]) -> None:
    assert distance(said, heard) == distance(heard, said)


@given(st.text(max_size=12), st.text(max_size=12))
def test_letters_are_counted_alike(said: str, heard: str) -> None:
    assert distance(said, heard) == by_definition(tuple(said), tuple(heard))


def test_long_texts_are_aligned_by_the_fewest_edits_too() -> None:
    draw = random.Random(4)
    said = draw.choices("abcdefgh", k=700)
    heard = [word for word in said if draw.random() > 0.1]
    heard = [draw.choice("abcdefgh") if draw.random() < 0.1 else word for word in heard]
    assert sum(not step.right for step in align(said, heard)) == distance(said, heard)


def test_of_equally_good_alignments_the_words_most_alike_are_paired() -> None:
    assert align(["jeg", "skal", "bestille", "kørekortet"], ["jeg", "kørekort"]) == (
        Step("jeg", "jeg"),
        Step("skal", None),
        Step("bestille", None),
        Step("kørekortet", "kørekort"),
    )
    assert align(["kørekort"], ["køre", "et"])[0] == Step("kørekort", "køre")


def scores(*pairs: tuple[str, str], vocabulary: set[str] | None = None) -> Scores:
    return tally([judge([said], heard, vocabulary) for said, heard in pairs])


def test_rates_of_words_letters_and_sentences() -> None:
    found = scores(
        ("jeg vil have et pas", "jeg vil have et pas"),
        ("mit kørekort er væk", "mit kort væk nu"),
    )
    assert (found.substitutions, found.deletions, found.insertions) == (1, 1, 1)
    assert (found.sentences, found.words, found.wer) == (2, 9, 3 / 9)
    assert found.sentence_error == 0.5
    # "kørekort er væk" to "kort væk nu": "køre" and " er" fall away, " nu" comes in.
    assert found.cer == pytest.approx((4 + 3 + 3) / (19 + 19))
    assert found.unknown is None


def test_nothing_heard_is_all_wrong_and_nothing_said_is_no_error() -> None:
    assert scores(("ja tak", "")).wer == 1.0
    assert scores(("ja tak", "")).cer == 1.0
    assert scores(("", "")).wer == 0.0
    assert scores(("", "ja")).insertions == 1
    empty = tally([])
    assert (empty.sentences, empty.words, empty.wer, empty.wer_high) == (0, 0, 0.0, 0.0)


def test_more_words_than_were_said_go_past_one() -> None:
    assert scores(("nej", "ja det er fint")).wer == 4.0


def test_of_several_readings_the_one_it_fits_counts() -> None:
    judged = judge(["femogtyve", "to fem", "et pas"], "to fem")
    assert judged.errors == 0
    assert judged.words == 2
    with pytest.raises(ValueError):
        judge([], "ja")


def test_errors_at_and_beside_unknown_words_are_told_apart() -> None:
    known = {"hvor", "bestiller", "man", "en", "når", "er", "gift", "jeg"}
    found = scores(
        (
            "hvor bestiller man en vielsesattest når man er gift",
            "hvor bestille man en vi alt når man er gift",
        ),
        ("vielsesattest når er jeg gift", "vi om er gift"),
        vocabulary=known,
    )
    # First: "bestille" for a known word far from it; "vi alt" for the unknown one, so one at it and
    # one put in beside it. Second: one at it, "om" for its neighbour, and "jeg" lost elsewhere.
    unknown = found.unknown
    assert unknown is not None
    assert (unknown.words, unknown.share) == (2, 2 / 14)
    assert (unknown.errors_at, unknown.errors_beside) == (2, 2)
    assert found.wer == 6 / 14
    assert unknown.wer_known == 3 / 12


def test_a_known_vocabulary_leaves_nothing_unknown() -> None:
    found = scores(("ja tak", "ja"), vocabulary={"ja", "tak"})
    assert found.unknown is not None
    assert found.unknown.words == 0
    assert found.unknown.wer_known == found.wer == 0.5


def test_the_commonest_confusions_come_first() -> None:
    judged = [judge([said], heard) for said, heard in [("en", "et"), ("en", "et"), ("ja", "")]]
    assert confusions(judged) == [(Step("en", "et"), 2), (Step("ja", None), 1)]
    assert confusions(judged, most=1) == [(Step("en", "et"), 2)]


def test_the_interval_holds_the_rate_and_is_the_same_for_the_same_seed() -> None:
    rng = np.random.default_rng(1)
    sizes = rng.integers(3, 12, 400).tolist()
    errors = [int(rng.binomial(size, 0.2)) for size in sizes]
    low, high = interval(errors, sizes)
    assert low < sum(errors) / sum(sizes) < high
    assert interval(errors, sizes) == (low, high)
    assert interval(errors, sizes, seed=2) != (low, high)
    # Independent words: the interval of a share, 1.96 standard errors each way.
    assert high - low == pytest.approx(2 * 1.96 * (0.2 * 0.8 / sum(sizes)) ** 0.5, rel=0.15)


def test_the_interval_of_many_sentences_is_counted_in_pieces_alike() -> None:
    low, high = interval([0, 1] * 3000, [2, 2] * 3000)
    assert 0.24 < low < 0.25 < high < 0.26


def test_an_interval_covers_the_truth_in_most_test_sets() -> None:
    rng = np.random.default_rng(7)
    covered = 0
    for _ in range(100):
        errors = rng.binomial(8, 0.3, 60).tolist()
        low, high = interval(errors, [8] * 60, draws=300)
        covered += low <= 0.3 <= high
    assert covered >= 88
