"""Which of the words that citizens ask with are meant, and which are slips of the keyboard."""

from __future__ import annotations

import pytest

from voice.danish.vocabulary import asked_words, is_word, slips

KNOWN = {"flytning", "anmelde", "pas", "til"}


def asked(*questions: str) -> tuple[str, ...]:
    return asked_words([question.split() for question in questions], KNOWN)


def test_a_new_word_that_is_asked_twice_is_kept() -> None:
    assert asked("har i ladestandere", "hvor er ladestandere") == ("ladestandere",)


def test_a_word_asked_once_or_known_is_not() -> None:
    assert asked("har i ladestandere", "flytning", "flytning") == ()


def test_a_word_asked_once_is_kept_when_it_is_put_together_of_known_ones() -> None:
    assert asked("er det en pasflytning", "min flytningspas") == ("pasflytning",)
    assert asked("passflytning") == ("passflytning",), "with a binding letter"


def test_a_compound_one_slip_from_a_known_word_is_left_out() -> None:
    assert asked_words([["pasflytning"]], {*KNOWN, "pasflyttning"}) == ()


@pytest.mark.parametrize("slip", ["flyttning", "flyning", "flytming", "flynting"])
def test_a_slip_from_a_much_commoner_word_is_left_out(slip: str) -> None:
    assert asked(*["flytning"] * 16, slip, slip) == ()


def test_a_word_nearly_as_common_as_its_neighbour_is_no_slip() -> None:
    assert asked(*["affald"] * 15, "affalde", "affalde") == ("affald", "affalde")


def test_a_short_rare_word_beside_a_known_one_is_a_slip_and_a_long_one_is_not() -> None:
    assert asked("pass", "pass") == ()
    assert asked("pass", "pass", "pass") == ("pass",)
    assert asked("anmelder", "anmelder") == ("anmelder",)


def test_only_words_of_danish_letters_count() -> None:
    assert asked("x2 x2 møller-jensen møller-jensen allé allé") == ("allé",)
    assert [is_word(word) for word in ("ål", "Ål", "", "to ord", "a1")] == [
        True, False, False, False, False,
    ]  # fmt: skip


def test_words_come_in_the_order_of_the_alphabet_whatever_the_questions_order() -> None:
    rows = ["zebra banan", "banan zebra"]
    assert asked(*rows) == asked(*reversed(rows)) == ("banan", "zebra")


def test_slips_are_one_letter_less_more_other_or_swapped() -> None:
    found = set(slips("pas"))
    assert {"as", "pa", "pase", "åpas", "pxs", "aps", "psa"} <= found
    assert "pas" not in found
    assert all(abs(len(word) - 3) <= 1 for word in found)
    assert len(found) == 3 + 2 + 3 * 28 + (4 * 29 - 3)
