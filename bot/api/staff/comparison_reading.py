"""Turns the comparison that the register keeps with a model into what its page shows."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.api.staff.comparison_figures import overall_figures, share_figure, threshold_figures
from bot.api.staff.comparison_view import Figure, Pair, Shown, TopicLine, by_change
from bot.api.staff.heat_map import heat_map
from bot.training.comparison import Comparison, QuestionChange, Speech

MOST_PAIRS = 10


def read_comparison(raw: Mapping[str, Any], citizens: bool) -> Shown:
    """From what :meth:`bot.training.comparison.Comparison.to_json` gave.

    ``citizens``: may the reader see the questions of citizens of all municipalities?
    """
    found = Comparison.from_json(raw)
    worse, better = _shown(found.worse, citizens), _shown(found.better, citizens)
    changed, unchanged = by_change(
        TopicLine(one.topic, one.questions, one.after, one.before) for one in found.topics
    )
    return Shown(
        against=found.against,
        figures=list(_figures(found)),
        worse=worse,
        worse_count=found.worse_count,
        better=better,
        better_count=found.better_count,
        hidden=len(found.worse) + len(found.better) - len(worse) - len(better),
        changed=changed,
        unchanged=unchanged,
        heat=heat_map((one.expected, one.taken_for, one.after) for one in found.confusions),
        pairs=[
            Pair(one.expected, one.taken_for, one.after, one.before if found.against else None)
            for one in found.confusions[:MOST_PAIRS]
        ],
        thresholds=list(threshold_figures(found.thresholds, found.thresholds_before)),
        speech=_speech(found.speech),
        examples=found.examples,
        left_out=found.left_out,
        seconds=found.training_seconds,
    )


def _shown(changes: tuple[QuestionChange, ...], citizens: bool) -> list[QuestionChange]:
    return [one for one in changes if citizens or not one.staff]


def _figures(found: Comparison) -> Iterator[Figure]:
    yield from overall_figures(found.tests, found.tests_before)
    if found.staff:
        yield share_figure(
            "Jeres egne spørgsmål",
            f"Andel forstået af {found.staff.questions} spørgsmål, som I har mærket, og som er "
            "holdt uden for træningen",
            found.staff.top_1,
            found.staff_before.top_1 if found.staff_before else None,
        )


def _speech(speech: Speech | None) -> str:
    if speech is None:
        return "Telefonen hører de samme ord som før."
    known = f"På telefonen kender MUNI {speech.words} ord."
    if not speech.added_count:
        return f"{known} Ingen af dem er nye."
    more = " ..." if speech.added_count > len(speech.added) else ""
    return f"{known} {speech.added_count} er nye: {', '.join(speech.added)}{more}"
