"""Tokens become words with times that a caller's turn can be cut by."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.engines.tokens import Token, tokens_of, words_of


def spelled(*texts: str) -> list[str]:
    tokens = [Token(text, 0.1 * at, 1.0) for at, text in enumerate(texts)]
    return [word.word for word in words_of(tokens, 10.0)]


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        (["▁kom", "mun", "e", "▁sko", "le"], ["kommune", "skole"]),
        ([" kom", "mun", "e", " sko", "le"], ["kommune", "skole"]),
        (["kom", "mune", "▁skole"], ["kommune", "skole"]),
        (["▁", "k", "ø", "▁", "s"], ["kø", "s"]),
        (["▁Hvad", "▁er", "▁det", "?", "▁Nej", ","], ["hvad", "er", "det", "nej"]),
        (["▁e", "-", "boks", "▁-"], ["e-boks"]),
        (["▁k", "<0xC3>", "<0xB8>", "▁<0xC3>", "s"], ["kø", "s"]),
        (["<da-DK>", "▁ja", "<unk>", "▁<unk>"], ["ja"]),
        ([], []),
    ],
)  # fmt: skip
def test_pieces_are_joined_to_words_in_lower_case(tokens: list[str], words: list[str]) -> None:
    assert spelled(*tokens) == words


def test_a_word_lasts_until_the_next_but_not_through_a_pause() -> None:
    tokens = [Token("▁ja", 1.0, 1.0), Token("▁tak", 1.1, 1.0), Token("▁nej", 3.0, 1.0)]
    ja, tak, nej = words_of(tokens, 3.1)
    assert (ja.start, ja.end) == (1.0, 1.1)
    assert tak.end == pytest.approx(1.34)
    assert (nej.start, nej.end) == (3.0, 3.1)


def test_a_word_is_as_sure_as_its_tokens_are_together() -> None:
    (word,) = words_of([Token("▁kom", 0.0, 0.9), Token("mune", 0.1, 0.4)], 1.0)
    assert word.conf == pytest.approx(0.6)


@dataclass
class Result:
    tokens: list[str]
    timestamps: list[float]
    ys_probs: list[float] = field(default_factory=list)


def test_times_count_from_the_stream_and_chances_from_their_logarithms() -> None:
    told = tokens_of(Result(["▁ja"], [0.5], [-0.693147]), since=2.0)
    assert told[0].start == 2.5
    assert told[0].conf == pytest.approx(0.5)


def test_a_model_without_chances_is_sure() -> None:
    assert tokens_of(Result(["▁ja"], [0.5]), since=0.0)[0].conf == 1.0


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["▁ja", "▁", "e", "."]), st.floats(0, 8)), max_size=30),
    st.floats(1, 9),
)
def test_words_never_overlap_and_always_last(pieces: list[tuple[str, float]], end: float) -> None:
    times = sorted(at for _, at in pieces)
    tokens = [Token(text, at, 0.5) for (text, _), at in zip(pieces, times, strict=True)]
    words = words_of(tokens, end)
    assert all(word.start < word.end <= end + 1e-9 for word in words)
    assert all(one.end <= other.start + 1e-9 for one, other in itertools.pairwise(words))
    assert all(word.start >= 0 and word.conf == pytest.approx(0.5) for word in words)
