"""The inbox as a list: one row a question, most asked or newest first, filtered, by pages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from bot.store.inbox_counts import CHANNELS, REASONS
from bot.store.inbox_tables import WHOLE, InboxGroupRow, InboxItemRow, InboxShareRow
from bot.store.tables import MessageRow

PAGE = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """What to list. ``places``: kommunekoder, ``""`` for unknown, or only ``*`` for all."""

    places: Collection[str]
    handled: bool = False
    newest: bool = False
    """Newest first; else most asked first."""
    topics: Collection[str | None] | None = None
    """Guessed topics, such as a category's, with None for no guess; None alone is all."""
    reason: str = ""
    channel: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    after: tuple[datetime | int, int] | None = None
    """The key of the last page's last row: its moment or count, and its id."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list; counts are of the places that were asked for."""

    id: int
    text: str
    count: int
    matching: int
    """Those of ``count`` that came in the period, by the channel and for the reason asked for."""
    first_seen: datetime
    last_seen: datetime
    topic: str | None
    reasons: dict[str, int]
    state: str
    handled_by: str | None
    waiting: bool
    claimed_by: str | None
    claimed_name: str | None
    key: str


def list_groups(session: Session, asked: Asked, now: datetime) -> list[Line]:
    """Up to ``PAGE`` rows."""
    share, group = InboxShareRow, InboxGroupRow
    one = len(asked.places) == 1
    amount: Any = (lambda column: column) if one else func.sum
    count, last = amount(share.count), share.last_seen if one else func.max(share.last_seen)
    first = share.first_seen if one else func.min(share.first_seen)
    order = last if asked.newest else count
    query = (
        select(
            group, count.label("count"), first.label("first_seen"), last.label("last_seen"),
            (share.state if one else func.max(share.state)).label("state"),
            (share.handled_by if one else func.max(share.handled_by)).label("handled_by"),
            *(amount(getattr(share, name)).label(name) for name in REASONS),
        )
        .join(group, group.id == share.group_id)
        .where(
            share.municipality.in_(asked.places),
            share.state != "open" if asked.handled else share.state == "open",
        )
        .order_by(order.desc(), share.group_id.desc())
        .limit(PAGE)
    )  # fmt: skip
    for condition in _conditions(asked):
        query = query.where(condition)
    if not one:
        query = query.group_by(group.id, share.group_id)
    if asked.after:
        value, group_id = asked.after
        later = or_(order < value, and_(order == value, share.group_id < group_id))
        query = query.where(later) if one else query.having(later)
    rows = session.execute(query).all()
    ids = [row[0].id for row in rows]
    texts, matching = _texts(session, ids, asked.places), _matching(session, ids, asked)
    return [_line(row, texts, matching, asked.newest, now) for row in rows]


def _conditions(asked: Asked) -> list[Any]:
    share, found = InboxShareRow, list[Any]()
    if asked.topics is not None:
        named = InboxGroupRow.topic.in_([one for one in asked.topics if one])
        found.append(or_(named, InboxGroupRow.topic.is_(None)) if None in asked.topics else named)
    if asked.reason in REASONS:
        found.append(getattr(share, asked.reason) > 0)
    if asked.channel in CHANNELS:
        found.append(getattr(share, asked.channel) > 0)
    if asked.begins:
        found.append(share.last_seen >= asked.begins)
    if asked.ends:
        found.append(share.first_seen < asked.ends)
    narrow = _narrow(asked)
    if len(narrow) > 1 or asked.begins or asked.ends:
        # A group's counts don't tell whether one and the same question is all of it.
        item = InboxItemRow
        one = select(item.message_id).where(item.group_id == share.group_id, *narrow)
        found.append((one if WHOLE in asked.places else one.where(_at(asked))).exists())
    return found


def _narrow(asked: Asked) -> list[Any]:
    item, found = InboxItemRow, list[Any]()
    if asked.reason in REASONS:
        found.append(item.reason == asked.reason)
    if asked.channel in CHANNELS:
        found.append(item.channel == asked.channel)
    if asked.begins:
        found.append(item.created >= asked.begins)
    if asked.ends:
        found.append(item.created < asked.ends)
    return found


def _at(asked: Asked) -> Any:
    return InboxItemRow.municipality.in_(asked.places)


def _matching(session: Session, ids: list[int], asked: Asked) -> dict[int, int]:
    """How many of each group are what was asked for; empty when that is all."""
    narrow = _narrow(asked)
    if not narrow:
        return {}
    item = InboxItemRow
    query = select(item.group_id, func.count()).where(item.group_id.in_(ids), *narrow)
    if WHOLE not in asked.places:
        query = query.where(_at(asked))
    return {row[0]: row[1] for row in session.execute(query.group_by(item.group_id))}


def _texts(session: Session, ids: list[int], places: Collection[str]) -> dict[int, str]:
    """For each group the newest words from the places that may be read."""
    item = InboxItemRow
    found: dict[int, str] = {}
    for group_id in ids:
        query = (
            select(MessageRow.text)
            .join(item, item.message_id == MessageRow.id)
            .where(item.group_id == group_id)
            .order_by(item.created.desc())
            .limit(1)
        )
        if WHOLE not in places:
            query = query.where(item.municipality.in_(places))
        found[group_id] = session.scalar(query) or ""
    return found


def _line(
    row: Any, texts: dict[int, str], matching: dict[int, int], newest: bool, now: datetime
) -> Line:
    group = row[0]
    claimed = group.claimed_until is not None and group.claimed_until > now
    return Line(
        id=group.id,
        text=texts[group.id],
        count=row._mapping["count"],
        matching=matching.get(group.id, row._mapping["count"]),
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        topic=group.topic,
        reasons={name: row._mapping[name] for name in REASONS if row._mapping[name]},
        state=row.state,
        handled_by=row.handled_by,
        waiting=group.waiting,
        claimed_by=group.claimed_by if claimed else None,
        claimed_name=group.claimed_name if claimed else None,
        key=str(row.last_seen.isoformat() if newest else row._mapping["count"]),
    )
