"""The fewest edits from what was said to what was heard (Levenshtein), and which they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

_TIE: Final = 1e-4
"""What unlikeness may cost at most: a thousand words together weigh less than one edit."""


@dataclass(frozen=True)
class Step:
    """One word said and the word heard for it; None where nothing was said, or nothing heard."""

    said: str | None
    heard: str | None

    @property
    def right(self) -> bool:
        """Was it heard as it was said?"""
        return self.said == self.heard


def distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """How many substitutions, deletions and insertions it takes at least; each costs one.

    For two strings: of letters.
    """
    return int(_table(_differences(said, heard))[-1, -1])


def align(said: Sequence[str], heard: Sequence[str]) -> tuple[Step, ...]:
    """The edits in order, as few as there can be, with words that are right in between.

    Where several ways have as few, the one whose substituted words are spelled most alike.
    """
    if list(said) == list(heard):
        return tuple(Step(word, word) for word in said)
    costs = _differences(said, heard)
    for i, j in np.argwhere(costs > 0):
        costs[i, j] += _TIE * _unlikeness(said[i], heard[j])
    table = _table(costs)
    steps = []
    i, j = len(said), len(heard)
    while i or j:
        best = table[i, j]
        if i and j and np.isclose(best, table[i - 1, j - 1] + costs[i - 1, j - 1], 0, _TIE**2):
            i, j = i - 1, j - 1
            steps.append(Step(said[i], heard[j]))
        elif i and np.isclose(best, table[i - 1, j] + 1, 0, _TIE**2):
            i -= 1
            steps.append(Step(said[i], None))
        else:
            j -= 1
            steps.append(Step(None, heard[j]))
    return tuple(reversed(steps))


@lru_cache(maxsize=100_000)
def _unlikeness(one: str, other: str) -> float:
    return distance(one, other) / max(len(one), len(other), 1)


def _differences(said: Sequence[str], heard: Sequence[str]) -> NDArray[np.float64]:
    numbers: dict[str, int] = {}
    rows, columns = (
        np.array([numbers.setdefault(sign, len(numbers)) for sign in signs], np.int64)
        for signs in (said, heard)
    )
    return np.asarray(rows[:, None] != columns[None, :], np.float64)


def _table(costs: NDArray[np.float64]) -> NDArray[np.float64]:
    """(said + 1, heard + 1): the cost of each beginning of one against each of the other."""
    rows, columns = costs.shape
    along = np.arange(columns + 1, dtype=np.float64)
    table = np.empty((rows + 1, columns + 1))
    table[0] = along
    for row in range(rows):
        above = table[row]
        step = above + 1
        np.minimum(step[1:], above[:-1] + costs[row], out=step[1:])
        # Insertions lean on the cell to the left: a running minimum once their cost is taken off.
        table[row + 1] = np.minimum.accumulate(step - along) + along
    return table
