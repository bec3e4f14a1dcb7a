"""The audit log: who did what to what, when. Nothing of citizens is ever written here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.staff.tables import AuditRow
from bot.store.database import Database

PAGE = 50


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a user, or the command line (no id)."""

    id: str | None
    name: str


COMMAND_LINE = Actor(None, "kommandolinjen")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log; ``subject`` is an id, or the name of a user."""

    id: int
    moment: datetime
    who: str
    action: str
    subject: str
    municipality: str | None


def record(
    session: Session, actor: Actor, action: str, subject: str, municipality: str | None = None
) -> None:
    """Write a line in the same transaction as the change itself: neither is without the other.

    ``action`` is a verb of ours such as ``answer_published``; ``subject`` names what it was done
    to by id or, for users, by name: never words or data of a citizen.
    """
    session.add(
        AuditRow(
            user_id=actor.id,
            who=actor.name,
            action=action,
            subject=subject[:200],
            municipality=municipality,
        )
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; ``before`` is the id that the last page ended with."""

    who: str = ""
    action: str = ""
    municipality: str | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    before: int | None = None
    only_in: frozenset[str] | None = None
    """The kommunekoder whose lines may be seen; None is all, shared lines too."""


class AuditLog:
    """Reads the log, newest first."""

    def __init__(self, database: Database) -> None:
        """Of ``database``."""
        self._database = database

    async def search(self, wanted: Wanted) -> list[Entry]:
        """Up to ``PAGE`` lines."""

        def work(session: Session) -> list[Entry]:
            query = select(AuditRow).order_by(AuditRow.id.desc()).limit(PAGE)
            for condition in _conditions(wanted):
                query = query.where(condition)
            return [_entry(row) for row in session.scalars(query)]

        return await self._database.read(work)

    async def actions(self) -> list[str]:
        """Every action that occurs, for the filter."""
        query = select(AuditRow.action).distinct().order_by(AuditRow.action)
        return await self._database.read(lambda session: list(session.scalars(query)))


def _conditions(wanted: Wanted) -> Iterator[Any]:
    if wanted.who:
        name = wanted.who.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        yield or_(
            AuditRow.who.ilike(f"%{name}%", escape="\\"),
            AuditRow.subject.ilike(f"%{name}%", escape="\\"),
        )
    if wanted.action:
        yield AuditRow.action == wanted.action
    if wanted.municipality:
        yield AuditRow.municipality == wanted.municipality
    if wanted.begins:
        yield AuditRow.moment >= wanted.begins
    if wanted.ends:
        yield AuditRow.moment < wanted.ends
    if wanted.before:
        yield AuditRow.id < wanted.before
    if wanted.only_in is not None:
        yield AuditRow.municipality.in_(wanted.only_in)


def _entry(row: AuditRow) -> Entry:
    return Entry(
        id=row.id,
        moment=row.moment.replace(tzinfo=UTC),
        who=row.who,
        action=row.action,
        subject=row.subject,
        municipality=row.municipality,
    )
