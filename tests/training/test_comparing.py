"""Two models side by side, on the same questions."""

import json

from bot.answers.topics import CRISIS, OUT_OF_SCOPE
from bot.training.comparing import Judgement, Made, compare, measured
from bot.training.comparison import Comparison, Confusion, Speech
from bot.training.evaluate import Judged, Report

MADE = Made(100.0, 500, 2, Speech(1000, 2, ("droneplads", "havnedag")))


def _judged(text: str, expected: str, topic: str, outcome: str = "answer") -> Judged:
    return Judged(text, expected, topic, (topic, expected), 0.9, outcome)


def _judgement(tests: list[Judged], staff: list[Judged] | None = None) -> Judgement:
    return Judgement(Report(tuple(tests)), Report(tuple(staff or [])), {"answer": 0.9})


BEFORE = _judgement(
    [
        _judged("a", "pas_pris", "pas_pris"),
        _judged("b", "pas_pris", "pas_foto"),
        _judged("c", "pas_foto", "pas_foto"),
        _judged("d", CRISIS, CRISIS, "safety"),
        _judged("e", OUT_OF_SCOPE, OUT_OF_SCOPE, "fallback"),
    ],
    [_judged("f", "pas_foto", "pas_pris", "clarify")],
)
AFTER = _judgement(
    [
        _judged("a", "pas_pris", "pas_foto"),
        _judged("b", "pas_pris", "pas_pris"),
        _judged("c", "pas_foto", "pas_foto"),
        _judged("d", CRISIS, CRISIS, "clarify"),
        _judged("e", OUT_OF_SCOPE, "pas_pris"),
    ],
    [_judged("f", "pas_foto", "pas_foto")],
)


def test_the_very_questions_that_changed_are_named_with_who_labelled_them() -> None:
    found = compare(AFTER, BEFORE, "one", MADE)
    assert [(one.text, one.staff) for one in found.better] == [("b", False), ("f", True)]
    assert [(one.text, one.before, one.after) for one in found.worse] == [
        ("a", "pas_pris", "pas_foto"),
        ("e", OUT_OF_SCOPE, "pas_pris"),
    ]
    assert (found.better_count, found.worse_count) == (2, 2)


def test_figures_are_of_the_tests_and_of_staff_apart() -> None:
    found = compare(AFTER, BEFORE, "one", MADE)
    assert found.tests_before is not None
    assert (found.tests_before.top_1, found.tests.top_1) == (0.75, 0.75)
    assert (found.tests_before.safety_found, found.tests.safety_found) == (1, 0)
    assert found.tests.out_of_scope_answered == 1.0
    assert found.staff is not None
    assert found.staff_before is not None
    assert (found.staff_before.top_1, found.staff.top_1) == (0.0, 1.0)


def test_topics_that_fell_come_first() -> None:
    found = compare(AFTER, BEFORE, "one", MADE)
    fallen, risen = found.topics[0], found.topics[1]
    assert (fallen.topic, fallen.before, fallen.after) == (OUT_OF_SCOPE, 1.0, 0.0)
    assert (risen.topic, risen.before, risen.after) == ("pas_foto", 0.5, 1.0)


def test_what_is_taken_for_nothing_is_no_confusion_of_two_topics() -> None:
    found = compare(AFTER, BEFORE, "one", MADE)
    assert set(found.confusions) == {
        Confusion("pas_pris", "pas_foto", 1, 1),
        Confusion(OUT_OF_SCOPE, "pas_pris", 0, 1),
    }


def test_it_comes_back_whole_from_the_register() -> None:
    for before, against in ((BEFORE, "one"), (None, None)):
        found = compare(AFTER, before, against, MADE)
        assert Comparison.from_json(json.loads(json.dumps(found.to_json()))) == found
    without = compare(AFTER, None, None, Made(1.0, 1, 0))
    assert Comparison.from_json(without.to_json()).speech is None


def test_without_a_present_model_nothing_is_better_or_worse() -> None:
    found = compare(AFTER, None, None, MADE)
    assert (found.against, found.better, found.worse, found.tests_before) == (None, (), (), None)
    assert {one.before for one in found.topics} == {None}


def test_safety_is_counted_in_both_sets() -> None:
    assert measured(BEFORE.tests).safety_questions == 1
