"""Deleting for good: one conversation that somebody wants gone, or many whose time is over."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.deletion_list import note_deletion
from bot.store.donation_rows import part_from
from bot.store.inbox_counts import forget_messages
from bot.store.live_tables import LiveChatRow, LiveContactRow
from bot.store.tables import CallRow, ConversationRow, FeedbackRow, HearingRow, MessageRow

_AT_ONCE = 400
BeforeWipe = Callable[[Session, Sequence[str]], None]
"""Is told the ids of conversations before they are deleted, in the same transaction."""


def wipe(session: Session, row: Any) -> None:
    """Delete all of a conversation but the fact that its id is used up, and that it was deleted."""
    note_deletion(session, "conversation", row.id)
    erase(session, row)


def erase(session: Session, row: Any) -> None:
    """Delete all of a conversation but the fact that its id is used up."""
    ids = select(MessageRow.id).where(MessageRow.conversation_id == row.id)
    _delete(session, FeedbackRow, FeedbackRow.message_id.in_(ids))
    _delete(session, HearingRow, HearingRow.message_id.in_(ids))
    _delete(session, LiveContactRow, LiveContactRow.conversation_id == row.id)
    _delete(session, LiveChatRow, LiveChatRow.conversation_id == row.id)
    forget_messages(session, row.id)
    part_from(session, row.id)
    _delete(session, CallRow, CallRow.conversation_id == row.id)
    _delete(session, MessageRow, MessageRow.conversation_id == row.id)
    row.state = {}
    row.token_hash = ""
    row.municipality = None
    row.deleted = datetime.utcnow()


def erase_all(session: Session, ids: Sequence[str], before: BeforeWipe | None = None) -> list[str]:
    """Delete the conversations with these ids for good, as far as they are there; gives which."""
    rows: list[Any] = []
    for first in range(0, len(ids), _AT_ONCE):
        some = ConversationRow.id.in_(ids[first : first + _AT_ONCE])
        rows += session.scalars(
            select(ConversationRow).where(some, ConversationRow.deleted.is_(None))
        )
    gone = [row.id for row in rows]
    if before is not None and gone:
        before(session, gone)
    for row in rows:
        erase(session, row)
        session.delete(row)
    session.flush()
    return gone


def forget_used_up(session: Session, days: int) -> None:
    """Let go of the ids of conversations that were deleted more than ``days`` days ago."""
    limit = datetime.utcnow() - timedelta(days=days)
    _delete(session, ConversationRow, ConversationRow.deleted < limit)


def _delete(session: Session, table: Any, condition: Any) -> None:
    session.execute(delete(table).where(condition).execution_options(synchronize_session=False))
