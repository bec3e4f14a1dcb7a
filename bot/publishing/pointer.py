"""The one pointer at the model that answers, and how it is moved, forth and back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.publishing.errors import NothingBeforeError
from bot.publishing.registry import existing_row
from bot.store.database import Database
from bot.store.model_tables import ModelRow, PointerRow, PublicationRow

Kind = Literal["first", "publish", "rollback", "refused"]
_ONLY = 1


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which model answers; ``version`` grows by one at each change."""

    version: int
    model_id: str
    file: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A decision, or one that was refused; ``at`` is UTC without a zone."""

    model_id: str
    kind: Kind
    by: str | None
    reason: str | None
    at: datetime


async def read_pointer(database: Database) -> Pointer | None:
    """The pointer now; None while nothing was ever published."""
    return await database.read(present)


async def history(database: Database, limit: int = 100) -> list[Publication]:
    """The newest decisions, newest first."""

    def work(session: Session) -> list[Publication]:
        query = select(PublicationRow).order_by(PublicationRow.id.desc()).limit(limit)
        return [
            Publication(row.model_id, row.kind, row.by, row.reason, row.at)
            for row in session.scalars(query)
        ]

    return await database.read(work)


def present(session: Session) -> Pointer | None:
    """The pointer, within a transaction."""
    found = session.execute(
        select(PointerRow.version, ModelRow.id, ModelRow.file)
        .join(PublicationRow, PublicationRow.id == PointerRow.publication_id)
        .join(ModelRow, ModelRow.id == PublicationRow.model_id)
    ).first()
    return Pointer(*found) if found else None


def point(
    session: Session, identity: str, kind: Kind, by: str | None, reason: str | None
) -> Pointer:
    """Move the pointer to a model, within a transaction; raises UnknownModelError."""
    pointer = _locked(session)
    before = pointer.publication_id if pointer else None
    return _move(session, pointer, existing_row(session, identity), kind, by, reason, before)


def point_back(session: Session, by: str | None, reason: str | None) -> Pointer:
    """Move the pointer to the model before this one, within a transaction.

    Done twice, it goes two publications back. Raises NothingBeforeError.
    """
    pointer = _locked(session)
    now = session.get(PublicationRow, pointer.publication_id) if pointer else None
    if now is None or now.before is None:
        raise NothingBeforeError
    target = session.get(PublicationRow, now.before)
    row = existing_row(session, target.model_id)
    return _move(session, pointer, row, "rollback", by, reason, target.before)


def refuse(session: Session, identity: str, by: str | None, reason: str) -> None:
    """Keep that somebody wanted to publish a model and was refused."""
    session.add(PublicationRow(model_id=identity, kind="refused", by=by, reason=reason))


def _locked(session: Session) -> Any:
    """The pointer's row, which nobody else moves until the transaction is over."""
    return session.scalar(select(PointerRow).where(PointerRow.id == _ONLY).with_for_update())


def _move(
    session: Session,
    pointer: Any,
    row: Any,
    kind: Kind,
    by: str | None,
    reason: str | None,
    before: int | None,
) -> Pointer:
    if pointer is not None:
        past = session.get(PublicationRow, pointer.publication_id)
        existing_row(session, past.model_id).state = "retired"
    row.state, row.reason, row.publish_at = "published", reason, None
    made = PublicationRow(model_id=row.id, kind=kind, by=by, reason=reason, before=before)
    session.add(made)
    session.flush()
    if pointer is None:
        pointer = PointerRow(id=_ONLY, version=0, publication_id=made.id)
        session.add(pointer)
    pointer.version += 1
    pointer.publication_id = made.id
    return Pointer(pointer.version, row.id, row.file)
