"""How good the model is, on questions no example and no threshold came from."""

import pytest

from bot.assembly import Bot
from bot.dialogue.labelled import read_labelled
from bot.training.evaluate import Report, evaluate_rows


@pytest.fixture(scope="module")
def report(bot: Bot) -> Report:
    rows = read_labelled(bot.settings.data_folder / "tests" / "test.jsonl")
    return evaluate_rows(rows, bot.masker, bot.dialogue)


def test_it_understands(report: Report) -> None:
    found = report.summary()
    assert found["questions"] > 1200
    assert found["top_1"] >= 0.90
    assert found["top_3"] >= 0.97


def test_it_is_seldom_wrong_with_confidence(report: Report) -> None:
    found = report.summary()
    assert found["wrong_answers"] <= 0.04
    assert found["out_of_scope_answered"] <= 0.05


def test_it_finds_danger(report: Report) -> None:
    assert report.summary()["safety_found"] >= 0.9


def test_confidence_means_what_it_says(report: Report) -> None:
    sure = report.reliability()[-1]
    assert abs(sure["confidence"] - sure["right"]) < 0.05


def test_most_questions_get_an_answer(report: Report) -> None:
    outcomes = report.summary()["outcomes"]
    assert outcomes["answer"] / sum(outcomes.values()) > 0.7
