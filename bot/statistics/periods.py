"""Periods that figures are shown for, and the period before each, as Danish days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.errors import BadPeriodError
from bot.statistics.days import month_of, next_month

PERIODS: Final = {
    "uge": "Denne uge",
    "sidste-uge": "Sidste uge",
    "maaned": "Denne måned",
    "sidste-maaned": "Sidste måned",
    "aar": "I år",
    "sidste-aar": "Sidste år",
    "egne": "Egne datoer",
}
"""What can be chosen, and what it is called."""
OWN: Final = "egne"
_LONGEST: Final = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class Period:
    """From the day ``first`` to the day ``last``, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def choose(name: str, today: date, first: str = "", last: str = "") -> tuple[Period, Period]:
    """The period called ``name`` in :data:`PERIODS`, and the one before it.

    One that is still running is compared with just as many days of the one before. ``first`` and
    ``last`` (ISO dates) count for own dates only. Raises BadPeriodError.
    """
    if name == OWN:
        own = _own(first, last)
        length = timedelta(days=own.days)
        return own, Period(own.first - length, own.last - length)
    if name not in PERIODS:
        raise BadPeriodError
    kind, begun = name.removeprefix("sidste-"), _beginning(name.removeprefix("sidste-"), today)
    before = _beginning(kind, begun - timedelta(days=1))
    if name == kind:
        same_day = before + (today - begun)
        return Period(begun, today), Period(before, min(same_day, begun - timedelta(days=1)))
    earlier = _beginning(kind, before - timedelta(days=1))
    one = timedelta(days=1)
    return Period(before, begun - one), Period(earlier, before - one)


def split(period: Period, summed_before: date) -> tuple[list[date], list[Period]]:
    """Whole months of ``period`` that begin before ``summed_before``, and the days around them."""
    months, rest, day = list[date](), list[Period](), period.first
    while day <= period.last:
        after = next_month(day)
        whole = day.day == 1 and after - timedelta(days=1) <= period.last
        if whole and after <= summed_before:
            months.append(day)
        else:
            rest.append(Period(day, min(after - timedelta(days=1), period.last)))
        day = after
    return months, rest


def _beginning(kind: str, day: date) -> date:
    if kind == "uge":
        return day - timedelta(days=day.weekday())
    return month_of(day) if kind == "maaned" else day.replace(month=1, day=1)


def _own(first: str, last: str) -> Period:
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as wrong:
        raise BadPeriodError from wrong
    # The calendar must hold the period before it too.
    if not date(2000, 1, 1) <= period.first <= period.last <= date(2200, 1, 1):
        raise BadPeriodError
    if period.last - period.first > _LONGEST:
        raise BadPeriodError
    return period
