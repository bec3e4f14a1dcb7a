"""The confusion picture: the topics that are mixed up most, each against each, as a table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SIZE = 8
"""How many topics fit on a tablet."""
LEVELS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """How often one topic was taken for another; ``level`` is the shade, from 0 to LEVELS."""

    count: int
    level: int
    right: bool
    """The topic against itself, which is no confusion."""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A row for what was right, a column for what was taken for it; both in the same order."""

    topics: list[str]
    rows: list[list[Cell]]
    left_out: int
    """Confusions between topics that are not in the picture."""


def heat_map(pairs: Iterable[tuple[str, str, int]]) -> HeatMap:
    """From pairs of expected topic, topic taken for it, and how often."""
    counts = {(expected, taken): count for expected, taken, count in pairs}
    topics: list[str] = []
    # Whole pairs are taken in, the commonest first, so that each topic shown has its partner.
    for pair, _ in Counter(counts).most_common():
        new = [topic for topic in pair if topic not in topics]
        if len(topics) + len(new) <= SIZE:
            topics += new
    shown = {pair: n for pair, n in counts.items() if set(pair) <= set(topics)}
    most = max(shown.values(), default=1)
    rows = [
        [_cell(shown.get((expected, taken), 0), most, expected == taken) for taken in topics]
        for expected in topics
    ]
    return HeatMap(topics, rows, sum(counts.values()) - sum(shown.values()))


def _cell(count: int, most: int, right: bool) -> Cell:
    return Cell(count, -(-count * LEVELS // most), right)
