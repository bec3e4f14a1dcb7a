"""Signing in: password and code here, or whoever the OpenID provider vouches for."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ForbiddenError, UserExistsError, WrongSignInError
from bot.staff.audit import Actor, record
from bot.staff.credentials import Credentials
from bot.staff.passwords import LONGEST, hash_password, needs_rehash, verify_password
from bot.staff.provider import Vouched
from bot.staff.rights import Grant
from bot.staff.sessions import SessionStore
from bot.staff.tables import UserRow
from bot.staff.throttle import Throttle, network_of
from bot.staff.user import User, plain_email, view
from bot.staff.users import set_grants
from bot.store.database import Database


class SignIn:
    """Begins sessions for those who prove who they are."""

    def __init__(
        self,
        database: Database,
        sessions: SessionStore,
        credentials: Credentials,
        throttle: Throttle,
    ) -> None:
        """Put together from the parts."""
        self._database = database
        self._sessions = sessions
        self._credentials = credentials
        self._throttle = throttle

    async def with_password(
        self, email: str, password: str, address: str, instead_of: str = ""
    ) -> tuple[str, bool]:
        """Gives a new session id, and whether it still waits for a code.

        ``instead_of`` is the session id from before, which ends.

        Raises WrongSignInError, TooManyTriesError (for this e-mail from this address alone).
        """
        known = plain_email(email)
        key = f"password:{known}:{network_of(address)}"
        await self._throttle.count(key)

        def look(session: Session) -> tuple[str | None, User | None]:
            row = session.scalar(select(UserRow).where(UserRow.email == known))
            if row is None or row.disabled:
                return None, None
            return row.password_hash, view(session, row)

        stored, user = await self._database.read(look)
        right = len(password) <= LONGEST and await verify_password(stored, password)
        if user is None or not right:
            if user is not None:
                await self._record(user.actor, "sign_in_failed", user.name)
            raise WrongSignInError
        await self._throttle.forget(key)
        if stored and needs_rehash(stored):
            await self._rehash(user.id, stored, await hash_password(password))
        if not user.has_second_factor:
            await self._record(user.actor, "signed_in", user.name)
        waiting = user.has_second_factor
        return await self._sessions.begin(user.id, waiting, instead_of), waiting

    async def with_code(self, user: User, code: str, waiting: str) -> str:
        """The code for session ``waiting``; gives the id of the session that takes its place.

        Raises WrongCodeError, TooManyTriesError.
        """
        await self._credentials.use_code(user.id, code)
        await self._record(user.actor, "signed_in", user.name)
        return await self._sessions.begin(user.id, instead_of=waiting)

    async def with_provider(self, vouched: Vouched, instead_of: str = "") -> str:
        """Gives a new session id for whom the provider vouches, with the rights it tells.

        A user who has none of the mapped roles loses what rights they had, and is kept out.
        Raises ForbiddenError; UserExistsError when the e-mail is a local account's, which
        is never handed over on a provider's word.
        """
        grants = frozenset(vouched.grants)
        user_id = await self._database.run(lambda session: _vouched_user(session, vouched, grants))
        if user_id is None:
            raise ForbiddenError
        return await self._sessions.begin(user_id, instead_of=instead_of)

    async def _record(self, actor: Actor, action: str, subject: str) -> None:
        await self._database.run(lambda session: record(session, actor, action, subject))

    async def _rehash(self, user_id: str, stored: str, fresh: str) -> None:
        def work(session: Session) -> None:
            row = session.get(UserRow, user_id)
            if row is not None and row.password_hash == stored:
                row.password_hash = fresh

        await self._database.run(work)


def _vouched_user(session: Session, vouched: Vouched, grants: frozenset[Grant]) -> str | None:
    row = session.scalar(
        select(UserRow).where(UserRow.issuer == vouched.issuer, UserRow.subject == vouched.subject)
    )
    taken = session.scalar(select(UserRow).where(UserRow.email == plain_email(vouched.email)))
    if taken is not None and taken is not row:
        raise UserExistsError
    if row is None:
        if not grants:
            return None
        row = UserRow(id=uuid.uuid4().hex, issuer=vouched.issuer, subject=vouched.subject)
        session.add(row)
    row.name, row.email = vouched.name[:100], plain_email(vouched.email)
    session.flush()
    actor = Actor(row.id, row.name)
    set_grants(session, actor, row, grants)
    if row.disabled or not grants:
        return None
    record(session, actor, "signed_in", row.name)
    return str(row.id)
