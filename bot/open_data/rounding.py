"""Rounds counts to multiples of five so that no count from 1 to 4 can be worked out.

Systematic rounding: the counts of a table are laid end to end, and the running sum is rounded
down from one random start. ADR 15 says why no table that is made so betrays a small count.
"""

import secrets
from collections.abc import Hashable, Iterable
from itertools import accumulate, pairwise
from typing import Final, TypeVar

K = TypeVar("K", bound=Hashable)
BASE: Final = 5
"""Every open count is a multiple of this; the smallest that is shown is this one."""


def round_table(counts: Iterable[tuple[K, int]], start: int | None = None) -> dict[K, int]:
    """The cells of one table that are not 0 after rounding, in the order given.

    Each cell becomes one of the two nearest multiples of BASE, and a multiple stays what it is. So
    does the sum of any cells that stand side by side. On average a cell is what it was. ``start``
    (0 to BASE - 1) is drawn when it isn't given. Raises ValueError for a count below zero.
    """
    cells = list(counts)
    if any(count < 0 for _, count in cells):
        raise ValueError("a count is never negative")
    begins = secrets.randbelow(BASE) if start is None else start
    sums = accumulate((count for _, count in cells), initial=begins)
    rounded = pairwise(one // BASE * BASE for one in sums)
    return {
        key: after - before
        for (key, _), (before, after) in zip(cells, rounded, strict=True)
        if after != before
    }
