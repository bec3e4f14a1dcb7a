"""Rounding: near, fair, and the same when it is done again."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.open_data.rounding import BASE, round_table

COUNTS = some.lists(some.integers(0, 30), max_size=40)
STARTS = some.integers(0, BASE - 1)


def _rounded(counts: list[int], start: int) -> list[int]:
    found = round_table(enumerate(counts), start)
    return [found.get(number, 0) for number in range(len(counts))]


@given(COUNTS, STARTS)
def test_every_cell_and_every_run_of_cells_is_a_nearest_multiple(
    counts: list[int], start: int
) -> None:
    shown = _rounded(counts, start)
    for first in range(len(counts)):
        for last in range(first, len(counts)):
            true, public = sum(counts[first : last + 1]), sum(shown[first : last + 1])
            assert public % BASE == 0
            assert abs(true - public) < BASE


@given(COUNTS, STARTS, STARTS)
def test_what_is_shown_could_be_the_truth_whatever_the_start(
    counts: list[int], start: int, again: int
) -> None:
    shown = _rounded(counts, start)
    assert _rounded(shown, again) == shown


@given(COUNTS)
def test_over_all_starts_a_cell_is_on_average_what_it_was(counts: list[int]) -> None:
    sums = [sum(column) for column in zip(*(_rounded(counts, s) for s in range(BASE)), strict=True)]
    assert sums == [count * BASE for count in counts]


def test_the_start_is_drawn() -> None:
    found = Counter(tuple(round_table([("a", 2), ("b", 2)]).items()) for _ in range(500))
    assert set(found) == {(), (("a", 5),), (("b", 5),)}


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        round_table([("a", -1)])
