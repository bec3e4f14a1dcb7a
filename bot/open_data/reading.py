"""Reads what is public, as tallies: so every figure has the same definition as for staff."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.open_data.cells import ANSWERED, OTHER, SILENT, SPOKEN, Cell, Matter
from bot.open_data.tables import OpenCountRow, OpenMonthRow, OpenTimeRow
from bot.statistics.tally import Tally


@dataclass(frozen=True, slots=True)
class OpenCount:
    """One public count of a month (its first day)."""

    month: date
    cell: Cell
    count: int


@dataclass(frozen=True, slots=True)
class TurnTimes:
    """Turn times of a month and channel, in milliseconds."""

    month: date
    channel: str
    median: int
    p95: int


def read_months(session: Session) -> dict[date, datetime]:
    """The public months in order, and when (UTC) each became public."""
    query = select(OpenMonthRow.month, OpenMonthRow.published).order_by(OpenMonthRow.month)
    return {row.month: row.published for row in session.execute(query)}


def read_counts(
    session: Session,
    first: date | None = None,
    last: date | None = None,
    municipality: str | None = None,
) -> Iterator[OpenCount]:
    """All public counts from the month ``first`` to ``last``, of one municipality or all."""
    table = OpenCountRow.__table__.c
    query = select(OpenCountRow.__table__).order_by(
        table.month, table.municipality, table.channel, table.matter, table.kind, table.topic
    )
    for column, value, compare in (
        (table.month, first, "__ge__"),
        (table.month, last, "__le__"),
        (table.municipality, municipality, "__eq__"),
    ):
        if value is not None:
            query = query.where(getattr(column, compare)(value))
    for row in session.execute(query):
        yield OpenCount(row.month, _cell(row), row.count)


def read_times(session: Session) -> list[TurnTimes]:
    """Turn times of all months in order."""
    query = select(OpenTimeRow).order_by(OpenTimeRow.month, OpenTimeRow.channel)
    return [
        TurnTimes(row.month, row.channel, row.median, row.p95) for row in session.scalars(query)
    ]


def tally_of(counts: Iterable[OpenCount]) -> Tally:
    """What these counts are together, in the form that the definitions take.

    Turn times and hours are not in it.
    """
    found: Counter[tuple[Matter, str]] = Counter()
    tally = Tally()
    for one in counts:
        found[one.cell.matter, one.cell.kind] += one.count
        if one.cell.topic:
            tally.topics[one.cell.topic] += one.count
        if one.cell.matter is Matter.CONVERSATIONS and one.cell.channel == "voice":
            tally.counts["calls"] += one.count
    for (matter, kind), count in found.items():
        tally.counts["rated_" + kind if matter is Matter.RATINGS else kind] += count
    tally.counts["conversations"] = sum(tally.counts[kind] for kind in SPOKEN)
    tally.counts["questions"] = sum(
        count for (matter, _), count in found.items() if matter is Matter.QUESTIONS
    )
    for kind in (OTHER, SILENT, ANSWERED):
        del tally.counts[kind]
    return tally


def _cell(row: Any) -> Cell:
    return Cell(Matter(row.matter), row.kind, row.topic, row.channel, row.municipality)
