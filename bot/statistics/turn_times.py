"""Turn times counted in buckets, so that days can be added and a median still be read."""

import math
from collections.abc import Mapping
from typing import Final

_STEP: Final = math.log(1.05)


def bucket(milliseconds: float) -> int:
    """The bucket, whose bounds lie 5 % apart; all below 1 ms is bucket 0."""
    return round(math.log(max(milliseconds, 1.0)) / _STEP)


def quantile(turns: Mapping[int, int], share: float) -> float | None:
    """The time in ms that ``share`` (0 to 1) of the turns kept within, right to 2.5 %.

    None when there were no turns.
    """
    left = math.ceil(sum(turns.values()) * share)
    for number in sorted(turns):
        left -= turns[number]
        if left <= 0:
            return math.exp(number * _STEP)
    return None
