"""Rows of conversations and messages within a transaction: find, add, read."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import ConversationDeletedError, ConversationNotFoundError
from bot.store.tables import ConversationRow, MessageRow
from bot.turn import Message


def conversation_row(session: Session, conversation_id: str) -> Any:
    """The row; raises ConversationNotFoundError, ConversationDeletedError."""
    row = session.get(ConversationRow, conversation_id)
    if row is None:
        raise ConversationNotFoundError
    if row.deleted is not None:
        raise ConversationDeletedError
    return row


def append_message(
    session: Session, conversation_id: str, message: Message, **columns: Any
) -> Message:
    """Add ``message`` as the newest; gives it with its id. Raises what the row's search raises."""
    row = conversation_row(session, conversation_id)
    row.updated = datetime.utcnow()
    # Written before the number is read: on PostgreSQL this makes other writers wait.
    session.flush()
    number = last_number(session, conversation_id) + 1
    return add_message(session, conversation_id, number, message, **columns)


def last_number(session: Session, conversation_id: str) -> int:
    """The newest message's number, 0 where there is none."""
    query = select(func.max(MessageRow.number)).where(MessageRow.conversation_id == conversation_id)
    return session.scalar(query) or 0


def add_message(
    session: Session, conversation_id: str, number: int, message: Message, **columns: Any
) -> Message:
    """Add ``message`` under ``number``; gives it with its id."""
    stored = message.copy(update={"id": uuid.uuid4().hex, "created": datetime.now(UTC)})
    extras = json.loads(
        stored.json(include={"links", "quick_replies", "source", "author"}, exclude_none=True)
    )
    session.add(
        MessageRow(
            id=stored.id,
            conversation_id=conversation_id,
            number=number,
            role=stored.role,
            kind=stored.kind,
            text=stored.text,
            topic=stored.topic,
            extras=extras,
            municipality=stored.municipality,
            created=_naive(stored.created),
            **columns,
        )
    )
    return stored


def message_of(row: Any) -> Message:
    """The message in ``row``."""
    return Message(
        id=row.id,
        role=row.role,
        kind=row.kind,
        text=row.text,
        topic=row.topic,
        **row.extras,
        municipality=row.municipality,
        created=row.created.replace(tzinfo=UTC),
    )


def _naive(moment: datetime | None) -> datetime | None:
    """The database keeps UTC without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None
