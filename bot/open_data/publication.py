"""Makes months public once they are over; what is public is never counted again."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from bot.open_data.cells import SPOKEN, Cell, Place, exact_counts, open_counts
from bot.open_data.tables import OpenCountRow, OpenMonthRow, OpenTimeRow
from bot.statistics.days import begins, next_month
from bot.statistics.tables import EVERYWHERE, MONTH, FigureRow, RolledRow
from bot.statistics.tally import Tally, of_row
from bot.statistics.turn_times import quantile
from bot.store.database import Database

SETTLED: Final = timedelta(days=3)
"""How long after its end a month is made public: late thumbs and conversations count too."""
ENOUGH: Final = 100
"""Open conversations that a channel needs before its turn times are told."""


async def publish_months(database: Database) -> list[date]:
    """Make public what is due, oldest first; gives the months (their first days).

    The daily figures have to be fresh, see :class:`bot.statistics.roll_up.RollUp`.
    """
    due = await database.read(_due)
    return [month for month in due if await database.run(partial(_publish, month=month))]


def is_due(month: date, counted_until: datetime) -> bool:
    """Whether all days of ``month`` were counted (UTC), and late changes had their time."""
    return counted_until >= begins(next_month(month) + SETTLED)


def _due(session: Session) -> list[date]:
    until = session.scalar(select(RolledRow.until))
    first = session.scalar(select(func.min(FigureRow.day)).where(FigureRow.span == MONTH))
    if until is None or first is None:
        return []
    public, months = set(session.scalars(select(OpenMonthRow.month))), []
    month = first
    while is_due(month, until):
        if month not in public:
            months.append(month)
        month = next_month(month)
    return months


def _publish(session: Session, month: date) -> bool:
    # One process at a time: the others find the month there.
    session.execute(select(RolledRow.id).with_for_update())
    if session.get(OpenMonthRow, month) is not None:
        return False
    tallies, everywhere = read_tallies(session, month)
    shown = open_counts(exact_counts(tallies))
    session.add(OpenMonthRow(month=month, published=datetime.utcnow()))
    if shown:
        rows = [{"month": month, **cell._asdict(), "count": count} for cell, count in shown.items()]
        session.execute(insert(OpenCountRow.__table__), rows)
    session.add_all(_times(month, shown, everywhere))
    return True


def read_tallies(session: Session, month: date) -> tuple[dict[Place, Tally], dict[str, Tally]]:
    """The true figures of a month by place, and those of all places by channel: for no one's eyes
    but the rounding's.
    """
    places: dict[Place, Tally] = {}
    everywhere: dict[str, Tally] = {}
    query = select(FigureRow.__table__).where(FigureRow.span == MONTH, FigureRow.day == month)
    for row in session.execute(query):
        if row.municipality == EVERYWHERE:
            everywhere.setdefault(row.channel, Tally()).add(of_row(row))
        else:
            places.setdefault((row.municipality, row.channel), Tally()).add(of_row(row))
    return places, everywhere


def _times(month: date, shown: dict[Cell, int], everywhere: dict[str, Tally]) -> list[Any]:
    found = []
    for channel, tally in everywhere.items():
        conversations = sum(
            count
            for cell, count in shown.items()
            if cell.channel == channel and cell.kind in SPOKEN
        )
        median, p95 = quantile(tally.turns, 0.5), quantile(tally.turns, 0.95)
        if conversations >= ENOUGH and median is not None and p95 is not None:
            found.append(
                OpenTimeRow(month=month, channel=channel, median=round(median), p95=round(p95))
            )
    return found
