"""Which days a period has, and what it is compared with."""

from datetime import date, datetime, timedelta

import pytest

from bot.errors import BadPeriodError
from bot.statistics.days import begins, local
from bot.statistics.periods import PERIODS, Period, choose, split
from bot.statistics.reading import steps

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("name", "first", "last", "before_first", "before_last"),
    [
        ("uge", "2026-11-23", "2026-11-25", "2026-11-16", "2026-11-18"),
        ("sidste-uge", "2026-11-16", "2026-11-22", "2026-11-09", "2026-11-15"),
        ("maaned", "2026-11-01", "2026-11-25", "2026-10-01", "2026-10-25"),
        ("sidste-maaned", "2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30"),
        ("aar", "2026-01-01", "2026-11-25", "2025-01-01", "2025-11-25"),
        ("sidste-aar", "2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_period_is_compared_with_as_much_of_the_one_before(
    name: str, first: str, last: str, before_first: str, before_last: str
) -> None:
    found = choose(name, WEDNESDAY)
    assert [str(day) for one in found for day in (one.first, one.last)] == [
        first, last, before_first, before_last,
    ]  # fmt: skip


def test_a_long_month_is_compared_with_all_of_a_short_one_and_no_more() -> None:
    now, before = choose("maaned", date(2026, 3, 31))
    assert now.days == 31
    assert before == Period(date(2026, 2, 1), date(2026, 2, 28))


def test_own_dates_are_compared_with_as_many_days_before() -> None:
    now, before = choose("egne", WEDNESDAY, "2026-11-10", "2026-11-19")
    assert now == Period(date(2026, 11, 10), date(2026, 11, 19))
    assert before == Period(date(2026, 10, 31), date(2026, 11, 9))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("", ""),
        ("2026-11-10", ""),
        ("2026-11-10", "2026-11-09"),
        ("i går", "i dag"),
        ("0001-01-01", "0001-01-02"),
        ("2001-01-01", "2026-01-01"),
        ("9999-12-30", "9999-12-31"),
    ],
)
def test_own_dates_that_can_not_be_are_refused(first: str, last: str) -> None:
    with pytest.raises(BadPeriodError):
        choose("egne", WEDNESDAY, first, last)


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(BadPeriodError):
        choose("årti", WEDNESDAY)
    assert "årti" not in PERIODS


def test_only_whole_months_that_are_over_are_read_summed() -> None:
    period = Period(date(2026, 8, 15), date(2026, 11, 25))
    months, rest = split(period, date(2026, 11, 1))
    assert months == [date(2026, 9, 1), date(2026, 10, 1)]
    assert rest == [
        Period(date(2026, 8, 15), date(2026, 8, 31)),
        Period(date(2026, 11, 1), date(2026, 11, 25)),
    ]
    whole = sum((one.days for one in rest), 30 + 31)
    assert whole == period.days, "no day is left out or read twice"


def test_long_periods_go_by_month() -> None:
    assert len(steps(Period(date(2026, 1, 1), date(2026, 1, 31)))) == 31
    assert steps(Period(date(2025, 12, 5), date(2026, 3, 8))) == [
        date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1),
    ]  # fmt: skip


def test_days_are_danish_and_not_all_as_long() -> None:
    spring = date(2026, 3, 29)
    assert begins(spring) == datetime(2026, 3, 28, 23)
    assert begins(date(2026, 3, 30)) - begins(spring) == timedelta(hours=23)
    assert local(datetime(2026, 12, 31, 23, 30)).date() == date(2027, 1, 1)
