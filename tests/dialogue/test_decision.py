"""Answer, clarify or fall back; danger first; thresholds from the cost of being wrong."""

import random

from bot.dialogue.decision import Thresholds, calibrate, cost, decide, offers

T = Thresholds(answer=0.8, clarify=0.6, safety=0.2)


def test_confident_answers_close_clarifies_and_neither_falls_back() -> None:
    assert decide([("pas_pris", 0.9), ("pas_barn", 0.05)], T) == "answer"
    assert decide([("pas_pris", 0.5), ("pas_barn", 0.3)], T) == "clarify"
    assert decide([("pas_pris", 0.2), ("pas_barn", 0.1)], T) == "fallback"


def test_danger_needs_less_certainty_than_anything_else() -> None:
    assert decide([("pas_pris", 0.7), ("emergency_112", 0.2)], T) == "safety"
    assert decide([("pas_pris", 0.9), ("self_harm_crisis", 0.1)], T) == "answer"


def test_out_of_scope_is_never_answered_nor_offered() -> None:
    assert decide([("out_of_scope", 0.95), ("pas_pris", 0.05)], T) == "fallback"
    ranking = [("out_of_scope", 0.5), ("pas_pris", 0.3), ("pas_barn", 0.1), ("pas_foto", 0.05)]
    assert [intent for intent, _ in offers(ranking)] == ["pas_pris", "pas_barn", "pas_foto"]


def test_a_wrong_answer_costs_five_times_a_fallback() -> None:
    wrong = cost([("pas_pris", 0.9)], "pas_barn", T)
    unsure = cost([("pas_pris", 0.1)], "pas_barn", T)
    assert wrong == 5 * unsure


def test_calibration_answers_only_where_it_is_mostly_right() -> None:
    dice = random.Random(1)
    rows = []
    for _ in range(2000):
        confidence = dice.random()
        right = dice.random() < confidence
        ranking = [("a", confidence), ("b", (1 - confidence) / 2)]
        rows.append((ranking, "a" if right else "c"))
    found = calibrate(rows)
    assert 0.7 <= found.answer <= 0.98
    answered = [(r, e) for r, e in rows if decide(r, found) == "answer"]
    assert sum(r[0][0] != e for r, e in answered) / len(answered) < 0.12
