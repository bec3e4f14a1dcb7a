"""The likeliest way through scores made by hand is the one they were made from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from voice.danish.alignment import Scores, align
from voice.danish.graph.pronunciation import Pronunciation
from voice.danish.phones import NOISE, PHONES, SILENCE

LEXICON = {
    "ja": [Pronunciation(("j", "a")), Pronunciation(("j", "?&"), 0.5)],
    "nej": [Pronunciation(("n", "A", "j"))],
    "nå": [Pronunciation(("n", "O"))],
    "tak": [Pronunciation(("t", "?A", "k"))],
    "kat": [Pronunciation(("k", "?A", "t"))],
}
Row = Sequence[tuple[str, int]]
JA_NEJ: Row = (
    (SILENCE, 3), ("j", 2), ("a", 4), (SILENCE, 2), ("n", 1), ("A", 5), ("j", 3), (SILENCE, 4),
)  # fmt: skip


def sounding(row: Row, worse: float = -8.0, hiss: float = 0.1) -> Scores:
    """0 for each phone of ``row`` while it lasts (steps), about ``worse`` for all else."""
    steps = sum(length for _, length in row)
    noise = np.random.default_rng(1).normal(0, hiss, (steps, 2 * len(PHONES)))
    scores = (worse + noise).astype(np.float32)
    step = 0
    for phone, length in row:
        pdf = 2 * PHONES.index(phone)
        scores[step, pdf] = 0.0
        scores[step + 1 : step + length, pdf + 1] = 0.0
        step += length
    return scores


def lag(scores: Scores, text: str) -> float:
    found = align(scores, text.split(), LEXICON)
    assert found is not None
    return found.lag


def path(scores: Scores, text: str) -> list[tuple[str, int]]:
    """(phone, first step) of the alignment."""
    found = align(scores, text.split(), LEXICON)
    assert found is not None
    return [(PHONES[k], int(start)) for k, start in zip(found.phones, found.starts, strict=True)]


def test_each_phone_is_found_where_it_sounds() -> None:
    scores = sounding(JA_NEJ)
    assert path(scores, "ja nej") == [
        (SILENCE, 0), ("j", 3), ("a", 5), (SILENCE, 9), ("n", 11), ("A", 12), ("j", 17),
        (SILENCE, 20),
    ]  # fmt: skip
    assert lag(scores, "ja nej") == pytest.approx(0.0, abs=1e-5)


def test_words_need_no_pause_between_nor_after_them() -> None:
    scores = sounding([(SILENCE, 1), ("j", 2), ("a", 2), ("n", 2), ("A", 2), ("j", 2)])
    assert path(scores, "ja nej") == [
        (SILENCE, 0), ("j", 1), ("a", 3), ("n", 5), ("A", 7), ("j", 9),
    ]  # fmt: skip


def test_the_pronunciation_that_was_said_is_chosen() -> None:
    scores = sounding([(SILENCE, 2), ("j", 2), ("?&", 4), (SILENCE, 2)])
    assert path(scores, "ja") == [(SILENCE, 0), ("j", 2), ("?&", 4), (SILENCE, 8)]


def test_the_same_phone_may_end_a_word_and_begin_the_next() -> None:
    scores = sounding([(SILENCE, 2), ("t", 1), ("?A", 2), ("k", 2), ("k", 2), ("?A", 2), ("t", 1)])
    assert path(scores, "tak kat")[2:6] == [("?A", 3), ("k", 5), ("k", 7), ("?A", 9)]


def test_a_cough_between_words_is_noise_and_costs_nothing() -> None:
    row = [*JA_NEJ[:4], (NOISE, 4), (SILENCE, 1), *JA_NEJ[4:]]
    scores = sounding(row)
    assert path(scores, "ja nej")[3:6] == [(SILENCE, 9), (NOISE, 11), (SILENCE, 15)]
    assert lag(scores, "ja nej") == pytest.approx(0.0, abs=1e-5)


def test_it_begins_in_silence_whatever_sounds_first() -> None:
    scores = sounding([(NOISE, 3), ("j", 2), ("a", 4), (SILENCE, 2)])
    assert path(scores, "ja") == [(SILENCE, 0), (NOISE, 1), ("j", 3), ("a", 5), (SILENCE, 9)]


@pytest.mark.parametrize("text", ["tak", "nej ja", "nå tak", "ja nej tak", "ja nå"])
def test_another_text_lags_far_behind(text: str) -> None:
    scores = sounding(JA_NEJ)
    assert lag(scores, text) > lag(scores, "ja nej") + 1.0


@pytest.mark.parametrize("text", ["ja", "nej", "ja ja"])
def test_a_text_that_leaves_words_out_lags_even_where_silence_fits_best(text: str) -> None:
    scores = sounding(JA_NEJ)
    scores[:, :2] = np.maximum(scores[:, :2], -6.0)
    assert lag(scores, text) > 2.0


def test_a_text_with_too_many_phones_for_the_time_can_not_be_said() -> None:
    scores = sounding([(SILENCE, 1), ("j", 1), ("a", 1)])
    assert align(scores, ["ja"], LEXICON) is not None
    assert align(scores, ["ja", "nej"], LEXICON) is None


def test_no_sound_no_words_or_an_unknown_one_give_nothing() -> None:
    scores = sounding(JA_NEJ)
    assert align(scores[:0], ["ja"], LEXICON) is None
    assert align(scores, [], LEXICON) is None
    assert align(scores, ["ja", "ukendt"], LEXICON) is None


def test_every_step_is_in_one_phone_and_the_first_at_0() -> None:
    scores = np.random.default_rng(2).normal(0, 3, (40, 2 * len(PHONES))).astype(np.float32)
    found = align(scores, ["ja", "tak", "nej"], LEXICON)
    assert found is not None
    assert found.starts[0] == 0
    assert (np.diff(found.starts) > 0).all()
    spoken = [PHONES[k] for k in found.phones if k > PHONES.index(NOISE)]
    assert spoken[-6:] == ["t", "?A", "k", "n", "A", "j"]
    assert found.lag > 0.0
