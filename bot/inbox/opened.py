"""One question of the inbox, opened: its wordings, a conversation around it, notes, states."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.inbox.errors import InboxRowNotFoundError
from bot.store.inbox_tables import (
    WHOLE,
    InboxGroupRow,
    InboxItemRow,
    InboxNoteRow,
    InboxShareRow,
)
from bot.store.tables import FeedbackRow, MessageRow

SHOWN = 20
"""Different wordings, and conversations, that a page shows."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way that it was asked in, by how many."""

    text: str
    count: int
    message_id: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything the page shows, of the places that the reader may read."""

    id: int
    version: int
    topic: str | None
    waiting: bool
    wordings: list[Wording]
    shares: list[Any]
    notes: list[Any]
    message_id: str
    confidence: float | None
    municipality: str | None
    conversation: list[Any]
    comment: str | None
    """What the citizen said of the answer, masked."""

    @property
    def count(self) -> int:
        """How many asked."""
        return sum(share.count for share in self.shares)

    @property
    def open(self) -> bool:
        """Whether any of it is still to be handled."""
        return any(share.state == "open" for share in self.shares)


def open_group(
    session: Session,
    group_id: int,
    places: Collection[str],
    reader_id: str,
    message_id: str = "",
) -> Opened:
    """A group as it may be seen in ``places`` (see :class:`bot.inbox.listing.Asked`).

    ``reader_id`` also sees notes to or by themselves from elsewhere.
    ``message_id``: the question whose conversation is shown; else the newest.
    Raises InboxRowNotFoundError, also where the group has nothing in those places.
    """
    group: Any = session.get(InboxGroupRow, group_id)
    shares = shares_of(session, group_id, places)
    wordings = _wordings(session, group_id, places)
    if group is None or not shares or not wordings:
        raise InboxRowNotFoundError
    known = message_id and session.scalar(
        _of(InboxItemRow, group_id, places).where(InboxItemRow.message_id == message_id)
    )
    chosen = message_id if known else wordings[0].message_id
    asked: Any = session.get(MessageRow, chosen)
    around = select(MessageRow).where(MessageRow.conversation_id == asked.conversation_id)
    comment = (
        select(FeedbackRow.comment)
        .join(MessageRow, MessageRow.id == FeedbackRow.message_id)
        .where(MessageRow.answers_to == asked.id, FeedbackRow.comment.is_not(None))
    )
    notes = select(InboxNoteRow).where(InboxNoteRow.group_id == group_id)
    if WHOLE not in places:
        note = InboxNoteRow
        seen = note.municipality.in_([*places, WHOLE])
        notes = notes.where(or_(seen, note.to_id == reader_id, note.author_id == reader_id))
    return Opened(
        group.id, group.version, asked.topic, group.waiting, wordings, shares,
        list(session.scalars(notes.order_by(InboxNoteRow.id))), asked.id, asked.confidence,
        asked.municipality, list(session.scalars(around.order_by(MessageRow.number))),
        session.scalars(comment).first(),
    )  # fmt: skip


def shares_of(session: Session, group_id: int, places: Collection[str]) -> list[Any]:
    """The group's counts and states, one for each of the places that has any."""
    found = session.scalars(_of(InboxShareRow, group_id, places))
    return [share for share in found if share.municipality != WHOLE]


def _of(table: Any, group_id: int, places: Collection[str]) -> Any:
    query = select(table).where(table.group_id == group_id)
    return query if WHOLE in places else query.where(table.municipality.in_(places))


def _wordings(session: Session, group_id: int, places: Collection[str]) -> list[Wording]:
    item = InboxItemRow
    count = func.count().label("count")
    chosen = func.max(item.message_id).label("chosen")
    ways = select(count, chosen).where(item.group_id == group_id).group_by(item.wording)
    if WHOLE not in places:
        ways = ways.where(item.municipality.in_(places))
    few = ways.order_by(count.desc(), chosen).limit(SHOWN).subquery()
    query = select(few.c.count, few.c.chosen, MessageRow.text).join(
        MessageRow, MessageRow.id == few.c.chosen
    )
    rows = session.execute(query.order_by(few.c.count.desc(), few.c.chosen)).all()
    return [Wording(row.text, row[0], row.chosen) for row in rows]
