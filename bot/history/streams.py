"""Everything that can be taken out as a file, read in batches so that memory stays the same.

Each batch is a read of its own: no transaction stays open while somebody's slow line takes it.
"""

from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.staff.tables import AuditRow
from bot.store.database import Database
from bot.store.inbox_counts import CHANNELS, REASONS
from bot.store.inbox_tables import WHOLE, InboxGroupRow, InboxShareRow
from bot.store.tables import ConversationRow, FeedbackRow, MessageRow

BATCH = 500
"""Conversations, or rows where there are none."""
Key = Sequence[Any] | None
Batch = tuple[list[Sequence[Any]], Key]


@dataclass(frozen=True, slots=True)
class Extent:
    """What to take out. ``places``: kommunekoder, or only ``*`` for all."""

    places: Collection[str]
    begins: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """A table of the file: its columns' names, and how the batch after a key is read."""

    columns: tuple[str, ...]
    read: Callable[[Session, Extent, Key], Batch]


async def rows_of(
    database: Database, stream: Stream, extent: Extent
) -> AsyncIterator[list[Sequence[Any]]]:
    """The stream's rows in order, a batch at a time."""
    key: Key = None
    while True:
        rows, key = await database.read(_batch(stream, extent, key))
        if rows:
            yield rows
        if key is None:
            return


def _batch(stream: Stream, extent: Extent, key: Key) -> Callable[[Session], Batch]:
    return lambda session: stream.read(session, extent, key)


def _conversations(session: Session, extent: Extent, key: Key) -> Batch:
    row = ConversationRow
    query = select(row.id, row.created, row.updated, row.municipality, row.channel, row.language)
    query = query.where(row.deleted.is_(None), *_within(row.created, extent, row.municipality))
    if key is not None:
        moment, last = key
        query = query.where(or_(row.created > moment, and_(row.created == moment, row.id > last)))
    rows = session.execute(query.order_by(row.created, row.id).limit(BATCH)).all()
    return list(rows), (rows[-1].created, rows[-1].id) if len(rows) == BATCH else None


def _messages(session: Session, extent: Extent, key: Key) -> Batch:
    conversations, following = _conversations(session, extent, key)
    row = MessageRow
    query = select(
        row.id, row.conversation_id, row.number, row.created, row.role, row.kind, row.text,
        row.topic, row.municipality, row.outcome, row.confidence, row.spent_ms, row.answers_to,
    )  # fmt: skip
    return list(_each(session, query, conversations)), following


def _ratings(session: Session, extent: Extent, key: Key) -> Batch:
    conversations, following = _conversations(session, extent, key)
    row = FeedbackRow
    query = select(
        row.message_id, MessageRow.conversation_id, row.created, row.rating, row.comment,
        MessageRow.topic, MessageRow.municipality,
    ).join(MessageRow, MessageRow.id == row.message_id)  # fmt: skip
    return list(_each(session, query, conversations)), following


def _each(session: Session, query: Any, conversations: list[Sequence[Any]]) -> Iterator[Any]:
    """What belongs to the conversations, in their order."""
    ids = [one[0] for one in conversations]
    found: dict[str, list[Any]] = {}
    chosen = query.where(MessageRow.conversation_id.in_(ids))
    for row in session.execute(chosen.order_by(MessageRow.conversation_id, MessageRow.number)):
        found.setdefault(row.conversation_id, []).append(row)
    for one in ids:
        yield from found.get(one, ())


def _audit(session: Session, extent: Extent, key: Key) -> Batch:
    row = AuditRow
    query = select(row.id, row.moment, row.who, row.action, row.subject, row.municipality)
    query = query.where(row.id > (key[0] if key else 0))
    query = query.where(*_within(row.moment, extent, row.municipality)).order_by(row.id)
    rows = session.execute(query.limit(BATCH)).all()
    return list(rows), (rows[-1].id,) if len(rows) == BATCH else None


_COUNTS = ("count", *REASONS, *CHANNELS)


def _inbox(session: Session, extent: Extent, key: Key) -> Batch:
    row, group = InboxShareRow, InboxGroupRow
    query = (
        select(
            row.group_id, row.municipality, MessageRow.text, group.topic, row.state,
            row.handled_topic, row.handled_by, row.handled_at, row.first_seen, row.last_seen,
            *(getattr(row, name) for name in _COUNTS),
        )
        .join(group, group.id == row.group_id)
        .outerjoin(MessageRow, and_(MessageRow.id == group.sample, _readable(extent)))
        .where(row.municipality != WHOLE)
    )  # fmt: skip
    if WHOLE not in extent.places:
        query = query.where(row.municipality.in_(extent.places))
    if extent.begins:
        query = query.where(row.last_seen >= extent.begins)
    if extent.ends:
        query = query.where(row.first_seen < extent.ends)
    if key is not None:
        group_id, place = key
        later = and_(row.group_id == group_id, row.municipality > place)
        query = query.where(or_(row.group_id > group_id, later))
    rows = session.execute(query.order_by(row.group_id, row.municipality).limit(BATCH)).all()
    return list(rows), (rows[-1][0], rows[-1][1]) if len(rows) == BATCH else None


def _readable(extent: Extent) -> Any:
    """A group's own words may be another municipality's citizen's."""
    return True if WHOLE in extent.places else MessageRow.municipality.in_(extent.places)


def _within(moment: Any, extent: Extent, municipality: Any) -> Iterator[Any]:
    if WHOLE not in extent.places:
        yield municipality.in_(extent.places)
    if extent.begins:
        yield moment >= extent.begins
    if extent.ends:
        yield moment < extent.ends


STREAMS: dict[str, Stream] = {
    "samtaler": Stream(
        ("id", "begyndt", "sidst", "kommune", "kanal", "sprog"), _conversations
    ),
    "beskeder": Stream(
        ("id", "samtale", "nummer", "tidspunkt", "fra", "slags", "tekst", "emne", "kommune",
         "udfald", "sikkerhed", "millisekunder", "svar_paa"),
        _messages,
    ),
    "bedoemmelser": Stream(
        ("besked", "samtale", "tidspunkt", "bedoemmelse", "kommentar", "emne", "kommune"),
        _ratings,
    ),
    "log": Stream(("id", "tidspunkt", "hvem", "handling", "hvad", "kommune"), _audit),
    "indbakke": Stream(
        ("spoergsmaal", "kommune", "tekst", "gaettet_emne", "status", "valgt_emne",
         "behandlet_af", "behandlet", "foerste", "seneste", "antal", "ikke_besvaret",
         "usikkert_svar", "daarlig_bedoemmelse", "forgaeves_opklaring", "chat", "telefon"),
        _inbox,
    ),
}  # fmt: skip
"""By the name that the file has; times are UTC, municipalities kommunekoder."""
