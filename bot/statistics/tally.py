"""Counts that can be added: of a conversation, a day, a year."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from bot.statistics.tables import COUNTS, FigureRow


class Key(NamedTuple):
    """Whose counts they are."""

    day: date
    municipality: str
    channel: str


@dataclass(slots=True)
class Tally:
    """What is counted; see :class:`bot.statistics.tables.FigureRow` for the keys."""

    counts: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    hours: Counter[int] = field(default_factory=Counter)
    turns: Counter[int] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Count ``other`` in."""
        self.counts.update(other.counts)
        self.topics.update(other.topics)
        self.hours.update(other.hours)
        self.turns.update(other.turns)


Tallies = dict[Key, Tally]


def total(tallies: Iterable[Tally]) -> Tally:
    """All in one."""
    whole = Tally()
    for one in tallies:
        whole.add(one)
    return whole


def columns(tally: Tally) -> dict[str, Any]:
    """The columns of a row that hold ``tally``."""
    return {
        **{name: tally.counts[name] for name in COUNTS},
        "topics": dict(tally.topics),
        "hours": {str(key): count for key, count in tally.hours.items()},
        "turns": {str(key): count for key, count in tally.turns.items()},
    }


def of_row(row: Any) -> Tally:
    """What a row holds."""
    return Tally(
        Counter({name: getattr(row, name) for name in COUNTS}),
        Counter(row.topics),
        Counter({int(key): count for key, count in row.hours.items()}),
        Counter({int(key): count for key, count in row.turns.items()}),
    )


def key_of(row: FigureRow) -> Key:
    """Whose a row is."""
    return Key(row.day, row.municipality, row.channel)
