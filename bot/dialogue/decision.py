"""Answer, clarify, or say "I don't know": decided from the ranking by calibrated thresholds."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bot.answers.topics import OUT_OF_SCOPE, SAFETY
from bot.turn import Outcome

Ranking = Sequence[tuple[str, float]]
"""Intents with their probability, likeliest first."""

WRONG_ANSWER_COST = 5.0
"""A wrong answer costs five times a fallback (docs/adr/0003-thresholds.md)."""
CLARIFY_COST = 0.6
"""Asking "Mente du ...?" with the right topic among the buttons."""
MISSED_DANGER_COST = 50.0
"""Ten wrong answers are better than one danger not seen."""
SAFETY_GRID = tuple(step / 20 for step in range(5, 11))
OFFERED = 3
"""How many topics a clarifying question offers."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities, set on a validation set by :func:`calibrate`."""

    answer: float = 0.6
    """At least so likely to be answered straight away."""
    clarify: float = 0.6
    """At least so likely that the right topic is among those offered."""
    safety: float = 0.3
    """At least so likely to be danger: lower, since silence would be the worst answer."""

    def as_dict(self) -> dict[str, float]:
        """For the file beside the model."""
        return asdict(self)


def decide(ranking: Ranking, thresholds: Thresholds, harmless: bool = False) -> Outcome:
    """What to do with a message understood so; ``harmless`` words are no danger."""
    for intent, confidence in ranking[:OFFERED]:
        if intent in SAFETY and confidence >= thresholds.safety and not harmless:
            return "safety"
    intent, confidence = ranking[0]
    if confidence >= thresholds.answer and intent not in SAFETY:
        return "fallback" if intent == OUT_OF_SCOPE else "answer"
    offered = offers(ranking)
    if intent != OUT_OF_SCOPE and sum(c for _, c in offered) >= thresholds.clarify:
        return "clarify"
    return "fallback"


def offers(ranking: Ranking) -> list[tuple[str, float]]:
    """The topics a clarifying question would offer."""
    unfit = SAFETY | {OUT_OF_SCOPE}
    return [item for item in ranking[: OFFERED + 3] if item[0] not in unfit][:OFFERED]


def cost(ranking: Ranking, expected: str, thresholds: Thresholds) -> float:
    """What the decision costs the citizen who meant ``expected``."""
    outcome = decide(ranking, thresholds)
    if outcome == "fallback":
        return 0.0 if expected == OUT_OF_SCOPE else 1.0
    if outcome == "clarify":
        asked = expected in {intent for intent, _ in offers(ranking)}
        return CLARIFY_COST if asked else 1.0 + CLARIFY_COST
    if outcome == "safety":
        return 0.0 if expected in SAFETY else WRONG_ANSWER_COST
    return 0.0 if ranking[0][0] == expected else WRONG_ANSWER_COST


def calibrate(validation: Sequence[tuple[Ranking, str]]) -> Thresholds:
    """The thresholds with the least cost on questions that no example came from.

    ``validation`` holds each question's ranking and its expected intent.
    """
    grid = [step / 50 for step in range(5, 50)]
    safety = _safety(validation)
    best = Thresholds(safety=safety)
    least = float("inf")
    for answer in grid:
        for clarify in grid:
            candidate = Thresholds(answer=answer, clarify=clarify, safety=safety)
            total = sum(cost(ranking, expected, candidate) for ranking, expected in validation)
            if total < least:
                best, least = candidate, total
    return best


def _safety(validation: Sequence[tuple[Ranking, str]]) -> float:
    likeliest = [
        (max((c for i, c in ranking[:OFFERED] if i in SAFETY), default=0.0), expected in SAFETY)
        for ranking, expected in validation
    ]

    def price(threshold: float) -> float:
        missed = sum(danger and found < threshold for found, danger in likeliest)
        false_alarms = sum(not danger and found >= threshold for found, danger in likeliest)
        return MISSED_DANGER_COST * missed + WRONG_ANSWER_COST * false_alarms

    return min(SAFETY_GRID, key=price)
