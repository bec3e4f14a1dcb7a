"""Revisions in the database: drafts, publishing, taking back, history.

Each function is one unit of work for :meth:`bot.store.database.Database.run` or ``read``.
What changes something first writes the row of ``content_version``, so that two people who act
at the same moment come one after the other on every database, and the later one sees the
earlier one's work.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.content.errors import ContentConflictError, RevisionNotFoundError
from bot.content.revision import Author, Revision
from bot.content.subject import Content, Kind, Subject
from bot.store.revision_tables import ContentVersionRow, RevisionRow


def version(session: Session) -> int:
    """The number that grows with each publication."""
    found: int | None = session.scalar(select(ContentVersionRow.number))
    return found or 0


def current(session: Session, subject: Subject | None = None) -> list[Revision]:
    """The revisions that count now, of all subjects or of one."""
    query = select(RevisionRow).where(RevisionRow.state == "published")
    if subject is not None:
        query = query.where(*_same(subject))
    newest: dict[Subject, Revision] = {}
    for row in session.scalars(query.order_by(RevisionRow.number)):
        revision = Revision.of(row)
        newest[revision.subject] = revision
    return list(newest.values())


def history(session: Session, subject: Subject) -> list[Revision]:
    """All that was ever published of a subject, newest first."""
    query = select(RevisionRow).where(*_same(subject), RevisionRow.number.is_not(None))
    return [Revision.of(row) for row in session.scalars(query.order_by(RevisionRow.number.desc()))]


def layered_history(session: Session, kind: Kind, key: str) -> list[Revision]:
    """All that was ever published under a key in any layer, newest first."""
    query = select(RevisionRow).where(
        RevisionRow.kind == kind, RevisionRow.key == key, RevisionRow.number.is_not(None)
    )
    return [
        Revision.of(row) for row in session.scalars(query.order_by(RevisionRow.published.desc()))
    ]


def drafts(
    session: Session, author_id: str | None = None, subject: Subject | None = None
) -> list[Revision]:
    """Drafts, newest first: an author's, a subject's, or all."""
    query = select(RevisionRow).where(RevisionRow.state == "draft")
    if author_id is not None:
        query = query.where(RevisionRow.author_id == author_id)
    if subject is not None:
        query = query.where(*_same(subject))
    return [Revision.of(row) for row in session.scalars(query.order_by(RevisionRow.changed.desc()))]


def get(session: Session, revision_id: str) -> Revision:
    """One revision; raises RevisionNotFoundError."""
    return Revision.of(_row(session, revision_id))


def save_draft(
    session: Session,
    subject: Subject,
    content: Content,
    base_hash: str,
    author: Author,
    seen: str | None,
    saved: int,
) -> Revision:
    """Keep an author's draft of a subject; there is one at most.

    ``seen``: the id of the published revision it was written against, none if there was none.
    ``saved``: the ``saved`` of the draft as the author last had it, 0 for a new one.
    Raises ContentConflictError when either is no longer so.
    """
    _take_turns(session, 0)
    if _current_id(session, subject) != seen:
        raise ContentConflictError(subject.key)
    query = select(RevisionRow).where(
        *_same(subject), RevisionRow.state == "draft", RevisionRow.author_id == author.id
    )
    row = session.scalars(query).first()
    if (row.saved if row else 0) != saved:
        raise ContentConflictError(subject.key)
    if row is None:
        row = RevisionRow(
            id=uuid4().hex,
            kind=subject.kind,
            key=subject.key,
            municipality=subject.municipality,
            state="draft",
            author_id=author.id,
            note="",
            created=datetime.utcnow(),
        )
        session.add(row)
    row.content, row.base_hash, row.author_name = content, base_hash, author.name
    row.saved, row.supersedes, row.changed = saved + 1, seen, datetime.utcnow()
    session.flush()
    return Revision.of(row)


def discard(session: Session, revision_id: str) -> None:
    """Throw a draft away; raises RevisionNotFoundError."""
    _draft(session, revision_id)
    session.execute(delete(RevisionRow).where(RevisionRow.id == revision_id))


def publish(session: Session, revision_id: str, note: str, saved: int | None = None) -> Revision:
    """Make a draft count from now on.

    ``saved``: the ``saved`` of the draft as whoever publishes it has read it, if it may have
    been changed since. Raises RevisionNotFoundError, and ContentConflictError when another
    revision of the subject was published after the draft was begun.
    """
    _take_turns(session, 1)
    row = _draft(session, revision_id)
    subject = Revision.of(row).subject
    if _current_id(session, subject) != row.supersedes or saved not in {None, row.saved}:
        raise ContentConflictError(subject.key)
    highest = session.scalar(select(func.max(RevisionRow.number)).where(*_same(subject)))
    row.state, row.number, row.note = "published", (highest or 0) + 1, note
    row.published = row.changed = datetime.utcnow()
    session.flush()
    return Revision.of(row)


def take_back(session: Session, subject: Subject, seen: str, note: str, to_base: bool) -> Revision:
    """Withdraw what counts now, so that the version before it counts again; gives the withdrawn.

    ``seen``: the id of the revision that is to be taken back. ``to_base``: withdraw all before
    it too, down to the files' own content. Raises ContentConflictError when another counts.
    """
    _take_turns(session, 1)
    if _current_id(session, subject) != seen:
        raise ContentConflictError(subject.key)
    chosen = [*_same(subject), RevisionRow.state == "published"]
    if not to_base:
        chosen.append(RevisionRow.id == seen)
    now = datetime.utcnow()
    values = {"state": "withdrawn", "withdrawn": now, "changed": now}
    session.execute(update(RevisionRow).where(*chosen).values(**values))
    session.expire_all()
    row = _row(session, seen)
    row.note = "\n".join(part for part in (row.note, note) if part)
    session.flush()
    return Revision.of(row)


def _take_turns(session: Session, grown: int) -> None:
    counted = ContentVersionRow.number + grown
    session.execute(
        update(ContentVersionRow)
        .values(number=counted)
        .execution_options(synchronize_session=False)
    )


def _current_id(session: Session, subject: Subject) -> str | None:
    query = select(RevisionRow.id).where(*_same(subject), RevisionRow.state == "published")
    found: str | None = session.scalar(query.order_by(RevisionRow.number.desc()).limit(1))
    return found


def _same(subject: Subject) -> list[Any]:
    return [
        RevisionRow.kind == subject.kind,
        RevisionRow.key == subject.key,
        RevisionRow.municipality == subject.municipality,
    ]


def _row(session: Session, revision_id: str) -> Any:
    row = session.get(RevisionRow, revision_id)
    if row is None:
        raise RevisionNotFoundError(revision_id)
    return row


def _draft(session: Session, revision_id: str) -> Any:
    row = _row(session, revision_id)
    if row.state != "draft":
        raise RevisionNotFoundError(revision_id)
    return row
