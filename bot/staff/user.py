"""A user as others may see them, and the rows that say so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import UserNotFoundError
from bot.staff.audit import Actor
from bot.staff.rights import Grant, Rights, Role
from bot.staff.tables import GrantRow, UserRow


@dataclass(frozen=True, slots=True)
class User:
    """A member of staff as others may see them; no secrets."""

    id: str
    name: str
    email: str
    rights: Rights
    local: bool
    """Signs in with a password here; else with the OpenID provider."""
    has_password: bool
    has_second_factor: bool
    seen: datetime | None
    disabled: bool

    @property
    def actor(self) -> Actor:
        """Who this is in the audit log."""
        return Actor(self.id, self.name)


def plain_email(email: str) -> str:
    """An e-mail address as it is kept and compared."""
    return email.strip().casefold()


def row_of(session: Session, user_id: str) -> UserRow:
    """The row; raises UserNotFoundError."""
    row = session.get(UserRow, user_id)
    if row is None:
        raise UserNotFoundError
    return row


def view(session: Session, row: UserRow) -> User:
    """The user in ``row`` with their grants."""
    grants = session.scalars(select(GrantRow).where(GrantRow.user_id == row.id))
    return user_of(row, [grant_of(one) for one in grants])


def grant_of(row: GrantRow) -> Grant:
    """The grant in ``row``."""
    return Grant(Role(row.role), row.municipality)


def user_of(row: UserRow, grants: Iterable[Grant]) -> User:
    """The user in ``row`` with ``grants``."""
    return User(
        id=row.id,
        name=row.name,
        email=row.email,
        rights=Rights(grants),
        local=row.subject is None,
        has_password=row.password_hash is not None,
        has_second_factor=row.totp_secret is not None,
        seen=row.seen.replace(tzinfo=UTC) if row.seen else None,
        disabled=row.disabled is not None,
    )
