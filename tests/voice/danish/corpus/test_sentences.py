"""What is spoken for training: all kinds, in spoken words, none with a word kept for testing."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from voice.danish.corpus.sentences import Amounts, sentences

WORDS = [f"ord{chr(97 + a)}{chr(97 + b)}" for a in range(26) for b in range(26)]
SOME = Amounts(numbers=200, loose_words=300, places=50, general_times=2)


def listed(
    amounts: Amounts = SOME, seed: int = 7, without: tuple[str, ...] = (), general: str = "I dag."
) -> list[str]:
    return sentences(
        questions=["Hvad koster et pas?", "Åbner I kl. 10.30?"],
        answers=["Det koster 890 kr."],
        general=[general],
        names=["Jens", "Østergaard"],
        streets=["Vestergade"],
        towns=["Nørre Snede"],
        words=WORDS,
        amounts=amounts,
        seed=seed,
        without=without,
    )


def test_every_kind_is_there_in_its_number() -> None:
    counted = Counter(listed())
    assert counted["hvad koster et pas"] == 1
    assert counted["i dag"] == 2
    assert sum(counted.values()) == pytest.approx(3 + 2 + 200 + 50 + 300, abs=12)
    loose = [text for text in counted if text.startswith("ord")]
    assert len(loose) > 290
    assert all(3 <= len(text.split()) <= 8 for text in loose)
    assert {"jens", "østergaard", "vestergade", "nørre snede"} <= set(counted)


def test_all_of_it_is_spoken_words_of_a_bearable_length() -> None:
    for text in listed():
        assert re.fullmatch(r"[a-zæøåé]+(?: [a-zæøåé]+)*", text)
        assert 2 <= len(text) < 130
    assert not any("trafik" in text for text in listed(general="trafik " * 30))


def test_no_sentence_has_a_word_kept_for_testing() -> None:
    kept = ("pas", "jens", "ordaa", "klokken")
    assert any(set(kept) & set(text.split()) for text in listed())
    assert not any(set(kept) & set(text.split()) for text in listed(without=kept))


def test_common_words_come_more_often_in_rows_of_loose_words() -> None:
    counted = Counter(" ".join(listed(Amounts(0, 3000, 0, 1))).split())
    common = sum(counted[word] for word in WORDS[:300]) / 300
    rare = sum(counted[word] for word in WORDS[300:]) / (len(WORDS) - 300)
    assert 1.2 < common / rare < 2.2


def test_the_seed_alone_decides_the_order_and_the_chance() -> None:
    assert listed() == listed()
    assert listed() != listed(seed=8)


def test_nothing_made_up_needs_no_lists() -> None:
    made = sentences(["Hej du"], [], [], [], [], [], [], Amounts(0, 0, 0, 1), seed=1)
    assert made == ["hej du"]
