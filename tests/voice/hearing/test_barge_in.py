"""Who breaks in is let speak; who coughs or agrees is not."""

from __future__ import annotations

import pytest

from voice.hearing.barge_in import BargeIn, BargeInEvent, Hold, Interrupt, Resume

FRAME_MS = 20


def hear(
    barge_in: BargeIn, ms: int, probability: float, partial: str = "", echo: bool = False
) -> list[BargeInEvent]:
    told = (barge_in.accept(probability, partial, echo) for _ in range(ms // FRAME_MS))
    return [event for event in told if event is not None]


def test_speech_holds_within_100_ms_and_words_interrupt() -> None:
    barge_in = BargeIn()
    assert hear(barge_in, 100, 0.9) == [Hold()]
    assert hear(barge_in, 200, 0.9) == []
    assert isinstance(hear(barge_in, 40, 0.9, "jeg vil hellere")[0], Interrupt)


def test_a_single_word_interrupts_once_it_stands() -> None:
    barge_in = BargeIn()
    assert hear(barge_in, 300, 0.9) == [Hold()]
    assert hear(barge_in, 200, 0.0, "stop") == []
    assert isinstance(hear(barge_in, 200, 0.0, "stop")[0], Interrupt)


def test_a_first_word_that_is_taken_back_does_not_interrupt() -> None:
    barge_in = BargeIn()
    assert hear(barge_in, 300, 0.9) == [Hold()]
    assert hear(barge_in, 200, 0.0, "var") == []
    assert hear(barge_in, 400, 0.0, "ja") == [Resume()]


def test_words_without_a_voice_are_the_echo_of_the_bot() -> None:
    barge_in = BargeIn()
    assert hear(barge_in, 80, 0.9) == [Hold()]
    assert hear(barge_in, 600, 0.9, "i din kommune", echo=True) == [Resume()]


def test_going_on_for_long_interrupts_without_a_known_word() -> None:
    events = hear(BargeIn(), 1000, 0.9)
    assert isinstance(events[0], Hold)
    assert isinstance(events[1], Interrupt)


def test_a_cough_holds_and_the_bot_goes_on() -> None:
    barge_in = BargeIn()
    assert hear(barge_in, 200, 0.9) == [Hold()]
    assert hear(barge_in, 700, 0.0) == [Resume()]


def test_clicks_never_hold() -> None:
    barge_in = BargeIn()
    for _ in range(20):
        assert hear(barge_in, 40, 0.9) == []
        assert hear(barge_in, 100, 0.0) == []


def test_the_own_echo_never_holds() -> None:
    assert hear(BargeIn(), 3000, 1.0, "du bestiller et nyt pas", echo=True) == []


@pytest.mark.parametrize("sign", ["ja", "mm", "okay", "nå", "javel", "ja ja", "nå okay"])
def test_a_sign_of_listening_lets_the_bot_go_on(sign: str) -> None:
    barge_in = BargeIn()
    assert hear(barge_in, 300, 0.9) == [Hold()]
    assert hear(barge_in, 400, 0.0, sign) == [Resume()]
    assert hear(barge_in, 400, 0.0, sign) == []


def test_yes_is_an_answer_when_one_is_waited_for() -> None:
    barge_in = BargeIn()
    barge_in.restart(expecting_answer=True)
    assert hear(barge_in, 300, 0.9) == [Hold()]
    assert isinstance(hear(barge_in, 300, 0.0, "ja")[0], Interrupt)


def test_yes_and_then_a_question_interrupts() -> None:
    barge_in = BargeIn()
    hear(barge_in, 300, 0.9)
    assert hear(barge_in, 200, 0.9, "ja") == []
    assert isinstance(hear(barge_in, 200, 0.9, "ja men")[0], Interrupt)


def test_words_from_before_the_voice_tell_nothing_about_it() -> None:
    barge_in = BargeIn()
    barge_in.restart(told="hvad koster et pas")
    assert hear(barge_in, 200, 0.9, "hvad koster et pas") == [Hold()]
    assert hear(barge_in, 700, 0.0, "hvad koster et pas") == [Resume()]


def test_after_a_resume_the_next_voice_holds_again() -> None:
    barge_in = BargeIn()
    for _ in range(3):
        assert hear(barge_in, 200, 0.9) == [Hold()]
        assert hear(barge_in, 700, 0.0) == [Resume()]
