"""Keeps the daily figures up to date: counts again only the days on which something changed."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from bot.statistics.counting import count
from bot.statistics.days import begins, local, month_of, next_month
from bot.statistics.tables import DAY, MONTH, FigureRow, RolledRow, StaleDayRow
from bot.statistics.tally import Key, Tallies, Tally, columns, key_of, of_row
from bot.store.database import Database
from bot.store.tables import CallRow, ConversationRow, FeedbackRow, MessageRow

FRESH: Final = timedelta(minutes=1)
_LATE: Final = timedelta(minutes=5)
"""How long a change may have been under way when it is committed."""
_IDS: Final = 500
"""How many ids a statement names; SQLite takes some thousands."""


class RollUp:
    """Counts what is new; as often as one likes, in as many processes as there are."""

    def __init__(self, database: Database) -> None:
        """On ``database``, whose tables are there."""
        self._database = database
        self._one = asyncio.Lock()
        self._under_way: set[asyncio.Task[None]] = set()

    async def fresh_within(self, seconds: float) -> bool:
        """As :meth:`fresh`; False when it takes longer than that, and goes on by itself."""
        task = asyncio.create_task(self.fresh())
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        done, _ = await asyncio.wait({task}, timeout=seconds)
        if done:
            task.result()
        return bool(done)

    async def fresh(self, now: datetime | None = None) -> None:
        """Count what is new, unless that was done within the last minute.

        ``now`` is UTC without saying so. Days of which something was deleted never wait.
        """
        now = now or datetime.utcnow()
        async with self._one:
            until, stale = await self._database.read(_standing)
            if until is None or stale or not until <= now < until + FRESH:
                await self._roll(now, until, stale)

    async def _roll(self, now: datetime, until: datetime | None, stale: int) -> None:
        days = await self._database.read(lambda session: _changed(session, until, stale))
        today = local(now).date()
        months = {month_of(day) for day in days}
        if until is not None:
            months.add(month_of(local(until).date()))
        # A day a transaction: the bot's own writes come in between.
        for day in sorted(days):
            await self._database.run(partial(_recount, day=day))
        for month in sorted(month for month in months if next_month(month) <= today):
            await self._database.run(partial(_sum_month, month=month))
        await self._database.run(lambda session: _done(session, now, stale))


def keep_figures(session: Session, conversation_ids: Sequence[str]) -> None:
    """Before these conversations are deleted, in the same transaction: keep what they count.

    No text stays, and nothing that tells one conversation from another.
    """
    _lock(session)
    kept: Tallies = {}
    for first in range(0, len(conversation_ids), _IDS):
        some = conversation_ids[first : first + _IDS]
        _merge(kept, count(session, ConversationRow.id.in_(some)).items())
    for key, tally in kept.items():
        row = session.get(FigureRow, (DAY, key.municipality, key.day, key.channel, True))
        if row is None:
            session.add(FigureRow(**_row(DAY, key, True, tally)))
            continue
        tally.add(of_row(row))
        for name, value in columns(tally).items():
            setattr(row, name, value)
    session.add_all(StaleDayRow(day=day) for day in {key.day for key in kept})
    session.flush()


def _standing(session: Session) -> tuple[datetime | None, int]:
    until = session.scalar(select(RolledRow.until))
    return until, session.scalar(select(func.max(StaleDayRow.id))) or 0


def _changed(session: Session, until: datetime | None, stale: int) -> set[date]:
    query = select(ConversationRow.created).where(ConversationRow.deleted.is_(None))
    if until is None:
        return {local(moment).date() for moment in session.scalars(query)}
    since = until - _LATE
    rated = select(MessageRow.conversation_id).join(
        FeedbackRow, FeedbackRow.message_id == MessageRow.id
    )
    ended = select(CallRow.conversation_id).where(CallRow.ended >= since)
    found: set[date] = set()
    for condition in (
        ConversationRow.updated >= since,
        ConversationRow.id.in_(rated.where(FeedbackRow.created >= since)),
        ConversationRow.id.in_(ended),
    ):
        found |= {local(moment).date() for moment in session.scalars(query.where(condition))}
    return found | set(session.scalars(select(StaleDayRow.day).where(StaleDayRow.id <= stale)))


def _recount(session: Session, day: date) -> None:
    _lock(session)
    session.execute(
        _delete().where(FigureRow.span == DAY, FigureRow.day == day, FigureRow.gone.is_(False))
    )
    ends = begins(day + timedelta(days=1))
    found = count(session, ConversationRow.created >= begins(day), ConversationRow.created < ends)
    _insert(session, [_row(DAY, key, False, tally) for key, tally in found.items()])


def _sum_month(session: Session, month: date) -> None:
    _lock(session)
    session.execute(_delete().where(FigureRow.span == MONTH, FigureRow.day == month))
    inside = (FigureRow.day >= month, FigureRow.day < next_month(month))
    sums: Tallies = {}
    for row in session.execute(select(FigureRow.__table__).where(FigureRow.span == DAY, *inside)):
        _merge(sums, [(key_of(row)._replace(day=month), of_row(row))])
    _insert(session, [_row(MONTH, key, False, tally) for key, tally in sums.items()])


def _done(session: Session, now: datetime, stale: int) -> None:
    _lock(session)
    session.merge(RolledRow(id=1, until=now))
    session.execute(delete(StaleDayRow).where(StaleDayRow.id <= stale))


def _lock(session: Session) -> None:
    """One process at a time counts; SQLite has one writer anyway."""
    # Written and not only locked, so that who waited for it begins anew with what is there now.
    session.execute(update(RolledRow).values(until=RolledRow.until))


def _merge(into: Tallies, items: Iterable[tuple[Key, Tally]]) -> None:
    for key, tally in items:
        into.setdefault(key, Tally()).add(tally)


def _row(span: str, key: Key, gone: bool, tally: Tally) -> dict[str, Any]:
    return {"span": span, "gone": gone, **key._asdict(), **columns(tally)}


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(FigureRow.__table__), rows)


def _delete() -> Any:
    return delete(FigureRow).execution_options(synchronize_session=False)
