"""Keeps the inbox's counts true to its messages: after new ones, and after deletions.

Here and not in the inbox's own room, since a deletion must take all of it along in one
transaction.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, select
from sqlalchemy.orm import Session

from bot.store.inbox_tables import WHOLE, InboxGroupRow, InboxItemRow, InboxShareRow
from bot.store.tables import MessageRow

REASONS = ("fallback", "unsure", "down", "clarify")
CHANNELS = ("web", "voice")


def forget_messages(session: Session, conversation_id: str) -> None:
    """Take a conversation's messages out of the inbox; groups left without any go too."""
    ids = select(MessageRow.id).where(MessageRow.conversation_id == conversation_id)
    chosen = InboxItemRow.message_id.in_(ids)
    groups = set(session.scalars(select(InboxItemRow.group_id).where(chosen)))
    if groups:
        _run(session, delete(InboxItemRow).where(chosen))
        recount(session, groups)


def recount(session: Session, groups: Collection[int]) -> None:
    """Count the groups' items anew, by place and in all; who has none is deleted."""
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for row in session.execute(_counts().where(InboxItemRow.group_id.in_(groups))).mappings():
        counts = dict(row)
        group = found.setdefault(counts.pop("group_id"), {})
        group[counts.pop("municipality")] = counts
    empty = [group for group in groups if group not in found]
    if empty:
        _run(session, delete(InboxGroupRow).where(InboxGroupRow.id.in_(empty)))
    rows: dict[tuple[int, str], Any] = {
        (row.group_id, row.municipality): row
        for row in session.scalars(
            select(InboxShareRow).where(InboxShareRow.group_id.in_(list(found)))
        )
    }
    for group_id, places in found.items():
        _recount_one(session, group_id, places, rows)
    session.flush()


def _recount_one(
    session: Session,
    group_id: int,
    places: dict[str, dict[str, Any]],
    rows: dict[tuple[int, str], Any],
) -> None:
    group: Any = session.get(InboxGroupRow, group_id)
    total = rows.get((group_id, WHOLE))
    shares: list[Any] = []
    for place, counts in places.items():
        share = rows.pop((group_id, place), None)
        if share is None:
            state = total.state if group.whole and total is not None else "open"
            share = InboxShareRow(group_id=group_id, municipality=place, state=state)
            session.add(share)
        _set(share, counts)
        shares.append(share)
    if total is None:
        total = InboxShareRow(group_id=group_id, municipality=WHOLE, state="open")
        session.add(total)
    rows.pop((group_id, WHOLE), None)
    _set(total, _sum(places.values()))
    if total.state == "open" or any(share.state == "open" for share in shares):
        settle(total, shares)
    for key in [key for key in rows if key[0] == group_id]:
        session.delete(rows.pop(key))
    if session.get(InboxItemRow, group.sample) is None:
        newest = select(InboxItemRow.message_id).where(InboxItemRow.group_id == group_id)
        group.sample = session.scalar(newest.order_by(InboxItemRow.created.desc()).limit(1))


def settle(total: Any, shares: Collection[Any]) -> None:
    """A group is open as long as any place's share of it is; else it is as the newest handled."""
    if any(share.state == "open" for share in shares):
        total.state, total.handled_by, total.handled_at = "open", None, None
        total.handled_topic = None
        return
    last = max(shares, key=lambda share: share.handled_at or datetime.min)
    total.state, total.handled_by = last.state, last.handled_by
    total.handled_at, total.handled_topic = last.handled_at, last.handled_topic


def _counts() -> Any:
    item = InboxItemRow
    return select(
        item.group_id,
        item.municipality,
        func.count().label("count"),
        func.min(item.created).label("first_seen"),
        func.max(item.created).label("last_seen"),
        *(func.sum(case((item.reason == one, 1), else_=0)).label(one) for one in REASONS),
        *(func.sum(case((item.channel == one, 1), else_=0)).label(one) for one in CHANNELS),
    ).group_by(item.group_id, item.municipality)


def _sum(places: Iterable[dict[str, Any]]) -> dict[str, Any]:
    each = list(places)
    whole = {name: sum(one[name] for one in each) for name in ("count", *REASONS, *CHANNELS)}
    first, last = (one["first_seen"] for one in each), (one["last_seen"] for one in each)
    return whole | {"first_seen": min(first), "last_seen": max(last)}


def _set(share: Any, counts: dict[str, Any]) -> None:
    for name, value in counts.items():
        setattr(share, name, value)


def _run(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
    session.expire_all()
