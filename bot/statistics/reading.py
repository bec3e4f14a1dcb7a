"""Reads figures of a period: summed, by step of time, by channel and by municipality."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, false, func, or_, select
from sqlalchemy.orm import Session

from bot.statistics.days import local, month_of
from bot.statistics.periods import Period, split
from bot.statistics.tables import COUNTS, DAY, EVERYWHERE, MONTH, FigureRow, RolledRow
from bot.statistics.tally import Tally, of_row

BY_MONTH_FROM = 93
"""From this many days on, a step of time is a month and not a day."""


@dataclass(slots=True)
class Report:
    """One place in one period. ``steps`` has every day or month of it, in order."""

    whole: Tally = field(default_factory=Tally)
    channels: dict[str, Tally] = field(default_factory=dict)
    steps: dict[date, Tally] = field(default_factory=dict)


def read_report(
    session: Session, period: Period, municipality: str = EVERYWHERE, channel: str | None = None
) -> Report:
    """Figures of ``municipality``; ``channel`` (``web``, ``voice``) leaves the other out."""
    report = Report(steps={step: Tally() for step in steps(period)})
    monthly = period.days >= BY_MONTH_FROM
    query = select(FigureRow.__table__).where(
        FigureRow.municipality == municipality, _inside(session, period)
    )
    if channel:
        query = query.where(FigureRow.channel == channel)
    for row in session.execute(query):
        tally = of_row(row)
        report.whole.add(tally)
        report.channels.setdefault(row.channel, Tally()).add(tally)
        report.steps[month_of(row.day) if monthly else row.day].add(tally)
    return report


def read_places(session: Session, period: Period, channel: str | None = None) -> dict[str, Tally]:
    """Counts by municipality, ``""`` for conversations of an unknown one; counts only."""
    sums = [func.sum(getattr(FigureRow, name)) for name in COUNTS]
    query = (
        select(FigureRow.municipality, *sums)
        .where(FigureRow.municipality != EVERYWHERE, _inside(session, period))
        .group_by(FigureRow.municipality)
    )
    if channel:
        query = query.where(FigureRow.channel == channel)
    return {
        place: Tally(Counter(dict(zip(COUNTS, counts, strict=True))))
        for place, *counts in session.execute(query)
    }


def steps(period: Period) -> list[date]:
    """The days of the period, or the first days of its months when it is long."""
    days = [period.first + timedelta(days=number) for number in range(period.days)]
    if period.days < BY_MONTH_FROM:
        return days
    return sorted({month_of(day) for day in days})


def _inside(session: Session, period: Period) -> Any:
    until = session.scalar(select(RolledRow.until))
    if until is None:
        return false()
    months, rest = split(period, month_of(local(until).date()))
    parts = [
        and_(FigureRow.span == DAY, FigureRow.day >= one.first, FigureRow.day <= one.last)
        for one in rest
    ]
    if months:
        parts.append(and_(FigureRow.span == MONTH, FigureRow.day.in_(months)))
    return or_(*parts)
