"""Which of the figures are open, and when there is enough to tell a share."""

from typing import Final

from bot.statistics.definitions import BY_ID, Figure
from bot.statistics.tally import Tally

WHOLES: Final = {
    "resolved": "conversations",
    "handed_over": "conversations",
    "unanswered": "questions",
    "clarified": "questions",
    "liked": "ratings",
}
"""Shares, and what each is a share of."""
ENOUGH: Final = 50
"""Of fewer than this a rounded share would say too little. It protects no one, and need not."""
OPEN_FIGURES: Final = tuple(
    BY_ID[name]
    for name in ("conversations", "resolved", "handed_over", "questions", "unanswered",
                 "clarified", "safety", "ratings", "liked", "calls")
)  # fmt: skip
RULES: Final = (
    "Alle antal er afrundet til et tal i 5-tabellen: et antal fra 1 til 4 vises som 0 eller 5. "
    "Andele er regnet ud fra de afrundede tal og vises kun, når de er taget af mindst 50. "
    "En måned bliver offentlig tre dage efter, at den er slut, og bliver aldrig ændret siden. "
    "Så kan ingen regne sig frem til en enkelt borger."
)
"""What holds for all open figures."""


def shown_value(figure: Figure, tally: Tally) -> float | None:
    """The figure, or none where there is too little to take a share of."""
    whole = WHOLES.get(figure.id)
    if whole and (BY_ID[whole].value(tally) or 0) < ENOUGH:
        return None
    return figure.value(tally)
