"""Somebody who knows the method and all that is public, and wants to know a small count.

They know more than anyone could: which cells may be other than 0. What is left to them are linear
inequalities, and linear programming tells exactly how far those bind a count or a sum of counts.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from itertools import product
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

from bot.open_data.cells import (
    ANSWERED,
    CLARIFIED,
    DOWN,
    HANDED_OVER,
    OTHER,
    RESOLVED,
    SAFETY,
    SPOKEN,
    UNANSWERED,
    UP,
    Cell,
    Counts,
    Matter,
)

Row = dict[Cell | str, float]
_AT_MOST_OFF = 4
_ORDERS: dict[Matter, Callable[[Cell], tuple[str, ...]]] = {
    Matter.CONVERSATIONS: lambda cell: (cell.municipality, cell.channel, cell.kind),
    Matter.QUESTIONS: lambda cell: (cell.topic, cell.channel, cell.municipality),
    Matter.RATINGS: lambda cell: (cell.channel, cell.municipality),
}


class Inequalities:
    """What is known of unknown whole numbers, none of them negative."""

    def __init__(self) -> None:
        self._rows: list[tuple[Row, float]] = []
        self._names: dict[Cell | str, int] = {}

    def at_most(self, row: Row, value: float) -> None:
        """``row`` gives what each unknown is multiplied by."""
        for name in row:
            self._names.setdefault(name, len(self._names))
        self._rows.append((row, value))

    def between(self, row: Row, least: float, most: float) -> None:
        self.at_most(row, most)
        self.at_most({name: -factor for name, factor in row.items()}, -least)

    def bounds(self, unknowns: Collection[Cell | str]) -> tuple[int, float]:
        """The least and the most that the sum of these can be."""
        for name in unknowns:
            self._names.setdefault(name, len(self._names))
        matrix = np.zeros((len(self._rows), len(self._names)))
        for number, (row, _) in enumerate(self._rows):
            for name, factor in row.items():
                matrix[number, self._names[name]] = factor
        limits = np.array([value for _, value in self._rows])
        aim = np.zeros(len(self._names))
        aim[[self._names[name] for name in unknowns]] = 1
        least = linprog(aim, A_ub=matrix, b_ub=limits, method="highs")
        most = linprog(-aim, A_ub=matrix, b_ub=limits, method="highs")
        assert least.status == 0, "what is public is possible"
        assert most.status in {0, 3}
        top = floor(-most.fun + 1e-6) if most.status == 0 else float("inf")
        return ceil(least.fun - 1e-6), top


def is_pinned(least: int, most: float) -> bool:
    """Is it known to be one of 1 to 4?"""
    return least >= 1 and most <= _AT_MOST_OFF


def known_of_month(shown: Mapping[Cell, int], possible: Collection[Cell]) -> Inequalities:
    """All that follows for a month from what is shown of it."""
    known = Inequalities()
    spoken, unsolved = _places(shown, SPOKEN), _places(shown, (HANDED_OVER, OTHER))
    _rounded(known, shown, [cell for cell in possible if cell.matter is Matter.CONVERSATIONS])
    for kind in (ANSWERED, CLARIFIED, UNANSWERED, SAFETY, UP, DOWN):
        counted = unsolved if kind in {SAFETY, DOWN} else spoken
        _rounded(known, shown, [c for c in possible if c.kind == kind and c.place in counted])
    for place in {cell.place for cell in possible}:
        _rules(known, shown, [cell for cell in possible if cell.place == place], place)
    return known


def _rounded(known: Inequalities, shown: Mapping[Cell, int], table: list[Cell]) -> None:
    """Running sums of a table, with a start between 0 and 4 that nobody knows."""
    if not table:
        return
    matter, kind = table[0].matter, table[0].kind
    start = f"start {matter} {kind}"
    known.between({start: 1}, 0, _AT_MOST_OFF)
    row: Row = {start: 1}
    total = 0
    for cell in sorted(table, key=_ORDERS[matter]):
        row = row | {cell: 1}
        total += shown.get(cell, 0)
        if kind == ANSWERED and not cell.topic and _is_full(shown, cell):
            # Some may have been added, since a resolved conversation has an answer.
            added = f"added {cell.place}"
            known.between({added: 1}, 0, shown.get(cell, 0))
            row = row | {added: 1}
        known.between(row, total, total + _AT_MOST_OFF)


def _is_full(shown: Mapping[Cell, int], cell: Cell) -> bool:
    own = [(one, count) for one, count in shown.items() if one.place == cell.place]
    answers = sum(count for one, count in own if one.kind == ANSWERED)
    return answers == sum(count for one, count in own if one.kind == RESOLVED)


def _rules(
    known: Inequalities, shown: Mapping[Cell, int], own: list[Cell], place: tuple[str, str]
) -> None:
    """What always holds between the counts of a place, see ADR 15."""
    answers: Row = dict.fromkeys((cell for cell in own if cell.kind == ANSWERED), -1)
    # Topics that the attacker has no cell for.
    answers[f"other topics {place}"] = -1
    resolved: Row = dict.fromkeys((cell for cell in own if cell.kind == RESOLVED), 1)
    known.at_most(answers | resolved, 0)
    if any(shown.get(cell) for cell in own if cell.matter is not Matter.CONVERSATIONS):
        known.at_most(dict.fromkeys((cell for cell in own if cell.kind in SPOKEN), -1), -1)
    if any(shown.get(cell) for cell in own if cell.kind in {SAFETY, DOWN}):
        unsolved = (cell for cell in own if cell.kind in {HANDED_OVER, OTHER})
        known.at_most(dict.fromkeys(unsolved, -1), -1)


def _places(shown: Mapping[Cell, int], kinds: Collection[str]) -> set[tuple[str, str]]:
    return {cell.place for cell in shown if cell.kind in kinds}


def small_sums(exact: Counts) -> dict[tuple[str | None, ...], list[Cell]]:
    """Every cell, and every sum over any of the columns, that is truly 1 to 4."""
    groups: dict[tuple[str | None, ...], list[Cell]] = defaultdict(list)
    for cell in exact:
        for kept in product((True, False), repeat=4):
            rest = zip(cell[1:], kept, strict=True)
            key = (cell.matter, *(value if keep else None for value, keep in rest))
            groups[key].append(cell)
    return {key: cells for key, cells in groups.items() if sum(map(exact.__getitem__, cells)) <= 4}
