"""Who looks at a question, and what becomes of it; of two who decide at once one is refused."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.inbox.errors import AlreadyHandledError, InboxRowNotFoundError
from bot.staff.audit import Actor
from bot.store.inbox_counts import settle
from bot.store.inbox_tables import WHOLE, InboxGroupRow, InboxNoteRow, InboxShareRow
from bot.store.model_tables import PointerRow, PublicationRow

CLAIM = timedelta(minutes=10)
_WAITING_SHOWN = 20


def claim(session: Session, group_id: int, actor: Actor, now: datetime) -> str | None:
    """Say that ``actor`` looks at it for ten minutes; gives who else does, if anybody."""
    group = _group(session, group_id)
    if group.claimed_by not in {None, actor.id} and group.claimed_until > now:
        return str(group.claimed_name)
    group.claimed_by, group.claimed_name = actor.id, actor.name
    group.claimed_until = now + CLAIM
    return None


def release(session: Session, group_id: int, actor: Actor) -> None:
    """Let others look."""
    group = _group(session, group_id)
    if group.claimed_by == actor.id:
        group.claimed_by = group.claimed_name = group.claimed_until = None


def handle(
    session: Session,
    group_id: int,
    version: int,
    places: Collection[str],
    state: str,
    actor: Actor,
    topic: str | None = None,
) -> int:
    """Handle a group in ``places``, or reopen it with state ``open``; gives its new version.

    ``version`` is the one that ``actor`` saw. Raises AlreadyHandledError when it is another now.
    """
    changed = session.execute(
        update(InboxGroupRow)
        .where(InboxGroupRow.id == group_id, InboxGroupRow.version == version)
        .values(version=version + 1, waiting=False, claimed_by=None, claimed_name=None,
                claimed_until=None)
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    if changed.rowcount != 1:
        if session.get(InboxGroupRow, group_id) is None:
            raise InboxRowNotFoundError
        raise AlreadyHandledError
    rows = list(session.scalars(select(InboxShareRow).where(InboxShareRow.group_id == group_id)))
    total = next(row for row in rows if row.municipality == WHOLE)
    shares = [row for row in rows if row is not total]
    everywhere = WHOLE in places
    for row in shares:
        if everywhere or row.municipality in places:
            done = state != "open"
            row.state, row.handled_topic = state, topic
            row.handled_by = actor.name if done else None
            row.handled_at = datetime.utcnow() if done else None
    settle(total, shares)
    group = _group(session, group_id)
    group.whole = everywhere and state != "open"
    return version + 1


def reopen_unlearnt(session: Session, groups: Collection[int]) -> None:
    """Open groups again whose topic was chosen, but which the model since published can't answer.

    ``groups`` are those that citizens have asked anew.
    """
    published = (
        select(PublicationRow.at)
        .join(PointerRow, PointerRow.publication_id == PublicationRow.id)
        .limit(1)
    )
    learnt = session.scalar(published)
    if learnt is None:
        return
    missed = InboxShareRow.state == "labelled", InboxShareRow.handled_at < learnt
    query = select(InboxShareRow).where(
        InboxShareRow.group_id.in_(groups), InboxShareRow.last_seen > learnt, *missed
    )
    for row in session.scalars(query):
        row.state, row.handled_by, row.handled_at, row.handled_topic = "open", None, None, None
        _group(session, row.group_id).whole = False


@dataclass(frozen=True, slots=True)
class Note:
    """What one member of staff writes to others; ``place`` says who may read it."""

    text: str
    place: str
    """A kommunekode, ``""`` for unknown, or ``*`` for all who may read the question."""
    to: Actor | None = None
    """The colleague who is asked."""


def add_note(session: Session, group_id: int, actor: Actor, note: Note) -> None:
    """Write it; one to a colleague waits for an answer, which any other's note is."""
    group = _group(session, group_id)
    if note.to is not None:
        group.waiting = True
    elif group.waiting:
        asked = select(InboxNoteRow.author_id).where(
            InboxNoteRow.group_id == group_id, InboxNoteRow.to_id.is_not(None)
        )
        last = session.scalar(asked.order_by(InboxNoteRow.id.desc()).limit(1))
        group.waiting = last == actor.id
    session.add(
        InboxNoteRow(
            group_id=group_id, author_id=actor.id, author_name=actor.name, text=note.text,
            municipality=note.place, to_id=note.to.id if note.to else None,
            to_name=note.to.name if note.to else None,
        )
    )  # fmt: skip


def asked_of(session: Session, member_id: str) -> list[int]:
    """The questions on which a colleague waits for this member's answer, newest first."""
    newest = (
        select(func.max(InboxNoteRow.id))
        .where(InboxNoteRow.to_id.is_not(None))
        .group_by(InboxNoteRow.group_id)
    )
    query = (
        select(InboxNoteRow.group_id)
        .join(InboxGroupRow, InboxGroupRow.id == InboxNoteRow.group_id)
        .where(
            InboxNoteRow.id.in_(newest),
            InboxNoteRow.to_id == member_id,
            InboxGroupRow.waiting.is_(True),
        )
    )
    return list(session.scalars(query.order_by(InboxNoteRow.id.desc()).limit(_WAITING_SHOWN)))


def _group(session: Session, group_id: int) -> Any:
    row = session.get(InboxGroupRow, group_id, populate_existing=True)
    if row is None:
        raise InboxRowNotFoundError
    return row
