"""Deleting for good: one conversation, or all that nobody has touched for long."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.donation_rows import part_from
from bot.store.inbox_counts import forget_messages
from bot.store.live_tables import LiveChatRow, LiveContactRow
from bot.store.tables import CallRow, ConversationRow, FeedbackRow, HearingRow, MessageRow

BeforeWipe = Callable[[Session, Sequence[str]], None]
"""Is told the ids of conversations before they are deleted, in the same transaction."""


def wipe(session: Session, row: Any) -> None:
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


def wipe_untouched(session: Session, days: int, before: BeforeWipe | None = None) -> list[str]:
    """Delete conversations untouched for ``days`` days, used-up ids too; gives which."""
    limit = datetime.utcnow() - timedelta(days=days)
    old = select(ConversationRow).where(
        ConversationRow.updated < limit, ConversationRow.deleted.is_(None)
    )
    rows = list(session.scalars(old))
    gone = [row.id for row in rows]
    if before is not None and gone:
        before(session, gone)
    for row in rows:
        wipe(session, row)
    session.flush()
    _delete(session, ConversationRow, ConversationRow.updated < limit)
    return gone


def _delete(session: Session, table: Any, condition: Any) -> None:
    session.execute(delete(table).where(condition).execution_options(synchronize_session=False))
