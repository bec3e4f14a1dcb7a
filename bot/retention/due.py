"""What is due to go by the rules: how many of each kind, and from when the oldest is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.retention.kinds import Kind
from bot.retention.rules import Rules
from bot.staff.tables import AuditRow
from bot.store.inbox_tables import InboxItemRow, LabelledQuestionRow
from bot.store.live_tables import LiveContactRow
from bot.store.recordings import Recordings
from bot.store.retention_rules import WHOLE, overdue
from bot.store.say_tables import SuggestionRow
from bot.store.tables import CallRow, ConversationRow, FeedbackRow, MessageRow

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Due:
    """``oldest`` is UTC without a zone; None where there is nothing."""

    kind: Kind
    count: int
    oldest: datetime | None


def due(
    session: Session, rules: Rules, recordings: Recordings, place: str | None = None
) -> list[Due]:
    """Of every kind, in one place (``*``: those without rules of their own) or everywhere."""
    found = []
    for kind in Kind:
        if kind is Kind.RECORDINGS:
            old = old_recordings(session, rules.days[kind], recordings, place)
            found.append(Due(kind, len(old), min(old.values(), default=None)))
            continue
        key, moment = _columns(kind)
        query = due_rows(kind, rules.days[kind], place).with_only_columns(
            func.count(key), func.min(moment)
        )
        count, oldest = session.execute(query).one()
        found.append(Due(kind, count, oldest))
    return found


def due_rows(kind: Kind, days: Mapping[str, int], place: str | None = None) -> Any:
    """Select the keys of what is due of a kind that the database keeps."""
    key, moment = _columns(kind)
    query = select(key)
    if kind in {Kind.CHATS, Kind.CALLS}:
        voice = ConversationRow.channel == "voice"
        chosen = voice if kind is Kind.CALLS else ~voice
        where = ConversationRow.municipality
        query = query.where(chosen, ConversationRow.deleted.is_(None))
    elif kind is Kind.COMMENTS:
        query = (
            query.join(MessageRow, MessageRow.id == FeedbackRow.message_id)
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(FeedbackRow.comment.is_not(None))
        )
        where = ConversationRow.municipality
    else:
        where = moment.class_.municipality
    return query.where(overdue(moment, where, days, place))


def _columns(kind: Kind) -> tuple[Any, Any]:
    return {
        Kind.CHATS: (ConversationRow.id, ConversationRow.updated),
        Kind.CALLS: (ConversationRow.id, ConversationRow.updated),
        Kind.CONTACTS: (LiveContactRow.conversation_id, LiveContactRow.created),
        Kind.COMMENTS: (FeedbackRow.message_id, FeedbackRow.created),
        Kind.INBOX: (InboxItemRow.message_id, InboxItemRow.created),
        Kind.LABELLED: (LabelledQuestionRow.id, LabelledQuestionRow.created),
        Kind.SUGGESTIONS: (SuggestionRow.id, SuggestionRow.created),
        Kind.AUDIT: (AuditRow.id, AuditRow.moment),
    }[kind]


def old_recordings(
    session: Session, days: Mapping[str, int], recordings: Recordings, place: str | None = None
) -> dict[str, datetime]:
    """Conversations whose recordings are due, and when each was made."""
    made = recordings.made()
    where: dict[str, str | None] = {}
    ids = list(made)
    for first in range(0, len(ids), _AT_ONCE):
        some = CallRow.conversation_id.in_(ids[first : first + _AT_ONCE])
        query = select(CallRow.conversation_id, CallRow.municipality).where(some)
        where |= {row[0]: row[1] for row in session.execute(query)}
    now = datetime.utcnow()
    found = {}
    for identity, moment in made.items():
        code = where.get(identity) or WHOLE
        whose = code if code in days or code == place else WHOLE
        if place in {None, whose} and (now - moment).days >= days.get(code, days[WHOLE]):
            found[identity] = moment
    return found
