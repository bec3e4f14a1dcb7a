"""The users: find them, make them, give them rights, disable them. Each change is audited."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from bot.errors import LastAdministratorError, UserExistsError, UserNotFoundError
from bot.staff.audit import Actor, record
from bot.staff.rights import Grant, Role
from bot.staff.sessions import end_sessions, rotate_sessions
from bot.staff.tables import EVERYWHERE, GrantRow, UserRow
from bot.staff.user import User, grant_of, plain_email, row_of, user_of, view
from bot.store.database import Database


class UserStore:
    """Keeps the users in the database."""

    def __init__(self, database: Database) -> None:
        """Of ``database``."""
        self._database = database

    async def add(self, actor: Actor, name: str, email: str, grants: Iterable[Grant]) -> User:
        """A new local user without a password yet; raises UserExistsError."""
        address = plain_email(email)

        def work(session: Session) -> User:
            if session.scalar(select(UserRow.id).where(UserRow.email == address)):
                raise UserExistsError
            row = UserRow(id=uuid.uuid4().hex, name=name.strip(), email=address)
            session.add(row)
            session.flush()
            record(session, actor, "user_added", row.name)
            set_grants(session, actor, row, frozenset(grants))
            return view(session, row)

        return await self._database.run(work)

    async def get(self, user_id: str) -> User:
        """The user; raises UserNotFoundError."""
        return await self._database.read(lambda session: view(session, row_of(session, user_id)))

    async def find(self, email: str) -> User:
        """The user with that e-mail; raises UserNotFoundError."""
        address = plain_email(email)

        def work(session: Session) -> User:
            row = session.scalar(select(UserRow).where(UserRow.email == address))
            if row is None:
                raise UserNotFoundError
            return view(session, row)

        return await self._database.read(work)

    async def all(self) -> list[User]:
        """Everybody, by name."""

        def work(session: Session) -> list[User]:
            grants: dict[str, list[Grant]] = {}
            for row in session.scalars(select(GrantRow)):
                grants.setdefault(row.user_id, []).append(grant_of(row))
            query = select(UserRow).order_by(func.lower(UserRow.name))
            return [user_of(row, grants.get(row.id, ())) for row in session.scalars(query)]

        return await self._database.read(work)

    async def give(self, actor: Actor, user_id: str, grant: Grant) -> None:
        """Give a right; open sessions get new ids. Raises UserNotFoundError."""

        def work(session: Session) -> None:
            row = row_of(session, user_id)
            set_grants(session, actor, row, view(session, row).rights.grants | {grant})

        await self._database.run(work)

    async def take(self, actor: Actor, user_id: str, grant: Grant) -> None:
        """Take a right; open sessions get new ids.

        Raises UserNotFoundError, LastAdministratorError.
        """

        def work(session: Session) -> None:
            before = _administrators(session)
            row = row_of(session, user_id)
            set_grants(session, actor, row, view(session, row).rights.grants - {grant})
            _someone_is_left(session, before)

        await self._database.run(work)

    async def disable(self, actor: Actor, user_id: str) -> None:
        """Sign the user out everywhere and let them in no more.

        Raises UserNotFoundError, LastAdministratorError.
        """

        def work(session: Session) -> None:
            before = _administrators(session)
            row = row_of(session, user_id)
            row.disabled = row.disabled or datetime.utcnow()
            session.flush()
            _someone_is_left(session, before)
            end_sessions(session, user_id)
            record(session, actor, "user_disabled", row.name)

        await self._database.run(work)

    async def enable(self, actor: Actor, user_id: str) -> None:
        """Let the user in again; raises UserNotFoundError."""

        def work(session: Session) -> None:
            row = row_of(session, user_id)
            row.disabled = None
            record(session, actor, "user_enabled", row.name)

        await self._database.run(work)


def set_grants(session: Session, actor: Actor, row: UserRow, grants: frozenset[Grant]) -> None:
    """Within a transaction: give and take what differs, audit it, and rotate the sessions."""
    present = view(session, row).rights.grants
    for grant in sorted(present - grants):
        session.execute(
            delete(GrantRow).where(
                GrantRow.user_id == row.id,
                GrantRow.role == grant.role.value,
                GrantRow.municipality == grant.municipality,
            )
        )
        _record_grant(session, actor, "right_taken", row, grant)
    for grant in sorted(grants - present):
        session.add(
            GrantRow(user_id=row.id, role=grant.role.value, municipality=grant.municipality)
        )
        _record_grant(session, actor, "right_given", row, grant)
    session.flush()
    if grants != present:
        rotate_sessions(session, row.id)


def _record_grant(session: Session, actor: Actor, action: str, row: UserRow, grant: Grant) -> None:
    code = None if grant.municipality == EVERYWHERE else grant.municipality
    record(session, actor, action, f"{row.name}: {grant.role.value}", code)


def _someone_is_left(session: Session, before: int) -> None:
    if before and not _administrators(session):
        raise LastAdministratorError


def _administrators(session: Session) -> int:
    """How many can manage all users now; not those who have yet to choose a password."""
    query = (
        select(func.count())
        .select_from(GrantRow)
        .join(UserRow, UserRow.id == GrantRow.user_id)
        .where(
            GrantRow.role == Role.ADMINISTRATOR.value,
            GrantRow.municipality == EVERYWHERE,
            UserRow.disabled.is_(None),
            or_(UserRow.password_hash.isnot(None), UserRow.subject.isnot(None)),
        )
    )
    return int(session.scalar(query))
