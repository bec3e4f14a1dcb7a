"""Conversations as a list, newest first, filtered or searched, by pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.store.message_search import find
from bot.store.tables import ConversationRow, FeedbackRow, MessageRow

PAGE = 25
EVERYWHERE = "*"
SEARCHED = 15_000
"""So many messages that hold the words are looked at, the newest."""
OUTCOMES = ("fallback", "clarify", "safety", "handover", "down", "up")
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list. ``places``: kommunekoder, ``""`` for unknown, or only ``*`` for all."""

    places: Collection[str]
    channel: str = ""
    outcome: str = ""
    """One of ``OUTCOMES``, that occurs in the conversation."""
    begins: datetime | None = None
    ends: datetime | None = None
    words: Sequence[str] = ()
    after: tuple[datetime, str] | None = None
    """The moment and id of the last page's last row."""


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation; ``found`` is the newest message that holds the words, else its first."""

    id: str
    created: datetime
    municipality: str | None
    channel: str
    found: str
    questions: int
    outcomes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list; ``cut`` says that more messages hold the words than were looked at."""

    lines: list[Line]
    cut: bool = False


def list_conversations(session: Session, wanted: Wanted) -> Page:
    """Up to ``PAGE`` conversations in which a citizen said something."""
    if not wanted.words:
        rows = session.execute(_ordered(_chosen(wanted), wanted)).all()
        return Page(_lines(session, rows, {}))
    hits = find(session, list(wanted.words), wanted.begins, wanted.ends, SEARCHED)
    messages: dict[str, str] = {}
    for hit in hits:
        messages.setdefault(hit.conversation_id, hit.message_id)
    rows = _newest_of(session, list(messages), wanted)
    shown = MessageRow.id.in_([messages[row.id] for row in rows])
    texts = select(MessageRow.conversation_id, MessageRow.text).where(shown)
    found = {row.conversation_id: row.text for row in session.execute(texts)}
    return Page(_lines(session, rows, found), len(hits) == SEARCHED)


def _newest_of(session: Session, ids: list[str], wanted: Wanted) -> list[Any]:
    """A page of those conversations; their messages were found newest first, and so are they."""
    found: list[Any] = []
    for first in range(0, len(ids), _AT_ONCE):
        some = ConversationRow.id.in_(ids[first : first + _AT_ONCE])
        found += session.execute(_ordered(_chosen(wanted).where(some), wanted)).all()
        if len(found) >= PAGE:
            # A long conversation may have begun before a shorter one that was found after it.
            break
    return sorted(found, key=lambda row: (row.created, row.id), reverse=True)[:PAGE]


def _chosen(wanted: Wanted) -> Any:
    row = ConversationRow
    query = select(row.id, row.created, row.municipality, row.channel).where(row.deleted.is_(None))
    if EVERYWHERE not in wanted.places:
        query = query.where(_at(wanted.places))
    if wanted.channel:
        query = query.where(row.channel == wanted.channel)
    if wanted.begins and not wanted.words:
        query = query.where(row.created >= wanted.begins)
    if wanted.ends and not wanted.words:
        query = query.where(row.created < wanted.ends)
    return query.where(_said(wanted.outcome))


def _at(places: Collection[str]) -> Any:
    row = ConversationRow
    named = [one for one in places if one]
    if "" not in places:
        return row.municipality.in_(named)
    unknown = row.municipality.is_(None)
    return or_(row.municipality.in_(named), unknown) if named else unknown


def _said(outcome: str) -> Any:
    message = select(MessageRow.id).where(MessageRow.conversation_id == ConversationRow.id)
    if outcome in {"down", "up"}:
        rated = message.join(FeedbackRow, FeedbackRow.message_id == MessageRow.id)
        return rated.where(FeedbackRow.rating == outcome).exists()
    if outcome == "handover":
        return message.where(MessageRow.kind == "handover").exists()
    if outcome in OUTCOMES:
        # Not the column alone: its index finds all messages of the outcome, for each conversation.
        return message.where(func.coalesce(MessageRow.outcome, "") == outcome).exists()
    return message.where(MessageRow.role == "citizen").exists()


def _ordered(query: Any, wanted: Wanted) -> Any:
    row = ConversationRow
    if wanted.after:
        moment, last = wanted.after
        query = query.where(or_(row.created < moment, and_(row.created == moment, row.id < last)))
    return query.order_by(row.created.desc(), row.id.desc()).limit(PAGE)


def _lines(session: Session, rows: Sequence[Any], texts: dict[str, str]) -> list[Line]:
    ids = [row.id for row in rows]
    rating = aliased(FeedbackRow)
    query = (
        select(
            MessageRow.conversation_id, MessageRow.role, MessageRow.kind, MessageRow.outcome,
            MessageRow.text, rating.rating,
        )
        .outerjoin(rating, rating.message_id == MessageRow.id)
        .where(MessageRow.conversation_id.in_(ids))
        .order_by(MessageRow.conversation_id, MessageRow.number)
    )  # fmt: skip
    said: dict[str, list[Any]] = {}
    for message in session.execute(query):
        said.setdefault(message.conversation_id, []).append(message)
    return [_line(row, said.get(row.id, []), texts.get(row.id)) for row in rows]


def _line(row: Any, messages: list[Any], found: str | None) -> Line:
    asked = [one for one in messages if one.role == "citizen"]
    outcomes = {one.outcome for one in asked} | {one.rating for one in messages}
    if any(one.kind == "handover" for one in messages):
        outcomes.add("handover")
    first = asked[0].text if asked else ""
    return Line(
        row.id, row.created, row.municipality, row.channel, found or first, len(asked),
        frozenset(outcomes & set(OUTCOMES)),
    )  # fmt: skip
