"""One conversation with its messages, ratings and comments; all of it masked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import ConversationNotFoundError
from bot.store.live_tables import LiveContactRow
from bot.store.tables import CallRow, ConversationRow, FeedbackRow, MessageRow


@dataclass(frozen=True, slots=True)
class Read:
    """The rows; ``ratings`` by message."""

    conversation: Any
    messages: list[Any]
    ratings: dict[str, Any]
    call: Any | None


@dataclass(frozen=True, slots=True)
class Found:
    """A conversation without its words; times are UTC without a zone."""

    id: str
    municipality: str | None
    channel: str
    created: datetime
    updated: datetime
    messages: int
    contact: bool
    """Whether the citizen left a telephone number or an e-mail address."""


def find_conversation(session: Session, conversation_id: str) -> Found:
    """Raises ConversationNotFoundError, also for one that is deleted."""
    row: Any = session.get(ConversationRow, conversation_id)
    if row is None or row.deleted is not None:
        raise ConversationNotFoundError
    chosen = MessageRow.conversation_id == conversation_id
    count = session.scalar(select(func.count(MessageRow.id)).where(chosen))
    contact = session.get(LiveContactRow, conversation_id) is not None
    return Found(row.id, row.municipality, row.channel, row.created, row.updated, count, contact)


def read_conversation(session: Session, conversation_id: str) -> Read:
    """Raises ConversationNotFoundError, also for one that is deleted."""
    row: Any = session.get(ConversationRow, conversation_id)
    if row is None or row.deleted is not None:
        raise ConversationNotFoundError
    chosen = MessageRow.conversation_id == conversation_id
    messages = list(session.scalars(select(MessageRow).where(chosen).order_by(MessageRow.number)))
    rated = select(FeedbackRow).join(MessageRow, MessageRow.id == FeedbackRow.message_id)
    ratings = {one.message_id: one for one in session.scalars(rated.where(chosen))}
    return Read(row, messages, ratings, session.get(CallRow, conversation_id))
