"""Twice silent or twice not understood, and a person takes over."""

from __future__ import annotations

from voice.call.patience import Patience


def test_a_caller_who_never_speaks_is_asked_once_and_then_put_through() -> None:
    patience = Patience()
    assert [patience.silence() for _ in range(3)] == ["ask", "person", "leave"]


def test_a_caller_who_has_got_an_answer_is_left_in_peace() -> None:
    patience = Patience()
    patience.understood(answered=True)
    assert [patience.silence() for _ in range(2)] == ["ask", "leave"]


def test_two_misses_in_a_row_are_enough_and_understanding_begins_again() -> None:
    patience = Patience()
    assert not patience.missed()
    patience.understood(answered=False)
    assert not patience.missed()
    assert patience.missed()
