"""Puts a new model beside the present one, judged on the same questions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answers.topics import OUT_OF_SCOPE, SAFETY
from bot.training.comparison import (
    Comparison,
    Confusion,
    Measured,
    QuestionChange,
    Speech,
    TopicChange,
)
from bot.training.evaluate import Judged, Report

_PAIRS: Final = 100
_QUESTIONS: Final = 200


@dataclass(frozen=True, slots=True)
class Judgement:
    """One model's judged questions: those of data/tests, and those that staff labelled."""

    tests: Report
    staff: Report
    thresholds: Mapping[str, float]

    @property
    def all(self) -> list[Judged]:
        """Both, the tests first."""
        return [*self.tests.judged, *self.staff.judged]


@dataclass(frozen=True, slots=True)
class Made:
    """How the new model was made; see the fields of the same names of :class:`Comparison`."""

    training_seconds: float
    examples: int
    left_out: int
    speech: Speech | None = None


def measured(report: Report) -> Measured:
    """A report's figures."""
    said = report.summary()
    danger = [row for row in report.judged if row.expected in SAFETY]
    return Measured(
        questions=said["questions"],
        top_1=said["top_1"],
        top_3=said["top_3"],
        wrong_answers=said["wrong_answers"],
        out_of_scope_questions=said["out_of_scope_questions"],
        out_of_scope_answered=said["out_of_scope_answered"],
        safety_questions=len(danger),
        safety_found=sum(row.outcome == "safety" for row in danger),
    )


def compare(
    new: Judgement,
    before: Judgement | None,
    against: str | None,
    made: Made,
) -> Comparison:
    """Put two models side by side, judged on the same questions in the same order."""
    pairs = list(zip(before.all, new.all, strict=True)) if before else []
    tests = len(new.tests.judged)
    changes = [
        (was, now, _change(was, now, place >= tests))
        for place, (was, now) in enumerate(pairs)
        if was.right != now.right
    ]
    better = [change for was, now, change in changes if now.right]
    worse = [change for was, now, change in changes if was.right]
    return Comparison(
        against=against if before else None,
        tests_before=measured(before.tests) if before else None,
        tests=measured(new.tests),
        staff_before=measured(before.staff) if before and before.staff.judged else None,
        staff=measured(new.staff) if new.staff.judged else None,
        topics=_topics(new, before),
        better=tuple(better[:_QUESTIONS]),
        worse=tuple(worse[:_QUESTIONS]),
        better_count=len(better),
        worse_count=len(worse),
        confusions=_confusions(new.all, before.all if before else []),
        thresholds=new.thresholds,
        thresholds_before=before.thresholds if before else {},
        training_seconds=made.training_seconds,
        examples=made.examples,
        left_out=made.left_out,
        speech=made.speech,
    )


def _change(was: Judged, now: Judged, staff: bool) -> QuestionChange:
    return QuestionChange(
        now.text, now.expected, was.topic, now.topic, was.outcome, now.outcome, staff
    )


def _topics(new: Judgement, before: Judgement | None) -> tuple[TopicChange, ...]:
    after = Report(tuple(new.all)).per_topic()
    was = Report(tuple(before.all)).per_topic() if before else {}
    changes = [
        TopicChange(
            topic, row["questions"], was[topic]["top_1"] if topic in was else None, row["top_1"]
        )
        for topic, row in after.items()
    ]

    def order(change: TopicChange) -> tuple[bool, float, str]:
        gain = change.after - (change.after if change.before is None else change.before)
        return gain >= 0, gain if gain < 0 else -gain, change.topic

    return tuple(sorted(changes, key=order))


def _confusions(new: Sequence[Judged], before: Sequence[Judged]) -> tuple[Confusion, ...]:
    now, was = _mistaken(new), _mistaken(before)
    return tuple(
        Confusion(expected, taken, was[expected, taken], count)
        for (expected, taken), count in now.most_common(_PAIRS)
    )


def _mistaken(judged: Iterable[Judged]) -> Counter[tuple[str, str]]:
    # What nobody could answer is no confusion of two topics when it is turned away.
    return Counter(
        (row.expected, row.topic) for row in judged if not row.right and row.topic != OUT_OF_SCOPE
    )
