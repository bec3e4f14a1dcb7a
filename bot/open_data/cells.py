"""The counts of a month that are made public, each citizen's doing in one cell of a table alone.

What one table says about another is made to hold between the rounded tables too: whoever adds,
subtracts or compares finds nothing that the figures themselves do not say. ADR 15 has the proof.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from bot.open_data.rounding import round_table
from bot.statistics.tally import Tally

Place = tuple[str, str]
"""A municipality's code (empty where nobody knows it) and a channel."""
Counts = dict["Cell", int]


class Matter(StrEnum):
    """What is counted. Each has its own definitions in :mod:`bot.statistics.definitions`."""

    CONVERSATIONS = "samtaler"
    QUESTIONS = "spoergsmaal"
    RATINGS = "bedoemmelser"


class Cell(NamedTuple):
    """One count of a month; ``topic`` is empty for all but answers."""

    matter: Matter
    kind: str
    topic: str
    channel: str
    municipality: str

    @property
    def place(self) -> Place:
        """Where it was."""
        return self.municipality, self.channel


RESOLVED: Final = "resolved"
HANDED_OVER: Final = "handed_over"
OTHER: Final = "other"
SILENT: Final = "silent"
"""A call without words, which is no conversation."""
ANSWERED: Final = "answered"
CLARIFIED: Final = "clarified"
UNANSWERED: Final = "unanswered"
SAFETY: Final = "safety"
UP: Final = "up"
DOWN: Final = "down"
KINDS: Final = {
    Matter.CONVERSATIONS: (RESOLVED, HANDED_OVER, OTHER, SILENT),
    Matter.QUESTIONS: (ANSWERED, CLARIFIED, UNANSWERED, SAFETY),
    Matter.RATINGS: (UP, DOWN),
}
SPOKEN: Final = (RESOLVED, HANDED_OVER, OTHER)
"""The conversations, as the definitions have them."""


def exact_counts(tallies: Mapping[Place, Tally]) -> Counts:
    """The true counts of a month, which nobody but the rounding may see."""
    found: Counts = {}
    for (municipality, channel), tally in tallies.items():
        for (matter, kind, topic), count in _split(tally).items():
            found[Cell(matter, kind, topic, channel, municipality)] = count
    return {cell: count for cell, count in found.items() if count}


def open_counts(exact: Mapping[Cell, int], start: int | None = None) -> Counts:
    """The counts that are shown: rounded, and the tables in keeping with one another.

    Given what it gave before, it gives the same again, whatever the ``start`` of the rounding.
    """
    conversations = _rounded(exact, Matter.CONVERSATIONS, (*SPOKEN, SILENT), None, start)
    spoke = _places(conversations, SPOKEN)
    answered = _rounded(exact, Matter.QUESTIONS, (ANSWERED,), spoke, start)
    _answer_all_resolved(conversations, answered)
    unsolved = _places(conversations, (HANDED_OVER, OTHER))
    shown = conversations | answered
    for matter, kind, places in (
        (Matter.QUESTIONS, CLARIFIED, spoke),
        (Matter.QUESTIONS, UNANSWERED, spoke),
        (Matter.QUESTIONS, SAFETY, unsolved),
        (Matter.RATINGS, UP, spoke),
        (Matter.RATINGS, DOWN, unsolved),
    ):
        shown |= _rounded(exact, matter, (kind,), places, start)
    return shown


def _split(tally: Tally) -> dict[tuple[Matter, str, str], int]:
    counts = tally.counts
    left = counts["conversations"] - counts["resolved"] - counts["handed_over"]
    named = sum(tally.topics.values())
    asked = counts["questions"] - counts["clarified"] - counts["unanswered"] - counts["safety"]
    return {
        (Matter.CONVERSATIONS, RESOLVED, ""): counts["resolved"],
        (Matter.CONVERSATIONS, HANDED_OVER, ""): counts["handed_over"],
        (Matter.CONVERSATIONS, OTHER, ""): left,
        (Matter.CONVERSATIONS, SILENT, ""): max(0, counts["calls"] - counts["conversations"]),
        (Matter.QUESTIONS, CLARIFIED, ""): counts["clarified"],
        (Matter.QUESTIONS, UNANSWERED, ""): counts["unanswered"],
        (Matter.QUESTIONS, SAFETY, ""): counts["safety"],
        (Matter.QUESTIONS, ANSWERED, ""): max(0, asked - named),
        **{(Matter.QUESTIONS, ANSWERED, topic): one for topic, one in tally.topics.items()},
        (Matter.RATINGS, UP, ""): counts["rated_up"],
        (Matter.RATINGS, DOWN, ""): counts["rated_down"],
    }


def _rounded(
    exact: Mapping[Cell, int],
    matter: Matter,
    kinds: tuple[str, ...],
    places: set[Place] | None,
    start: int | None,
) -> Counts:
    chosen = [
        (cell, count)
        for cell, count in exact.items()
        if cell.matter is matter and cell.kind in kinds and (places is None or cell.place in places)
    ]
    order = _ORDERS[matter]
    return round_table(sorted(chosen, key=lambda one: order(one[0])), start)


_ORDERS: Final[Mapping[Matter, Callable[[Cell], tuple[str, ...]]]] = {
    # What stands side by side keeps its sum: here that of a municipality, there that of a topic.
    Matter.CONVERSATIONS: lambda cell: (cell.municipality, cell.channel, cell.kind),
    Matter.QUESTIONS: lambda cell: (cell.topic, cell.channel, cell.municipality),
    Matter.RATINGS: lambda cell: (cell.channel, cell.municipality),
}


def _places(counts: Mapping[Cell, int], kinds: Iterable[str]) -> set[Place]:
    return {cell.place for cell in counts if cell.kind in kinds}


def _answer_all_resolved(conversations: Counts, answered: Counts) -> None:
    """Each resolved conversation has an answer; where fewer are shown, some have no topic."""
    missing: dict[Place, int] = {}
    for cell, count in conversations.items():
        if cell.kind == RESOLVED:
            missing[cell.place] = count
    for cell, count in answered.items():
        missing[cell.place] = missing.get(cell.place, 0) - count
    for (municipality, channel), count in missing.items():
        if count > 0:
            cell = Cell(Matter.QUESTIONS, ANSWERED, "", channel, municipality)
            answered[cell] = answered.get(cell, 0) + count
