"""One conversation with its messages, ratings and comments; all of it masked."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConversationNotFoundError
from bot.store.tables import CallRow, ConversationRow, FeedbackRow, MessageRow


@dataclass(frozen=True, slots=True)
class Read:
    """The rows; ``ratings`` by message."""

    conversation: Any
    messages: list[Any]
    ratings: dict[str, Any]
    call: Any | None


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
