"""A user's own means of signing in: password, one-time link, authenticator, recovery codes."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.errors import LinkExpiredError, WrongCodeError, WrongSignInError
from bot.staff.audit import Actor, record
from bot.staff.passwords import check_strength, hash_password, verify_password
from bot.staff.second_factor import (
    matching_step,
    new_recovery_codes,
    new_secret,
    plain_recovery_code,
)
from bot.staff.secret_box import SecretBox
from bot.staff.sessions import end_sessions, rotate_sessions
from bot.staff.tables import LinkRow, RecoveryCodeRow, SessionRow, UserRow
from bot.staff.throttle import CODE_TRIES, Throttle
from bot.staff.tokens import digest, new_token
from bot.staff.user import User, row_of, view
from bot.store.database import Database

LINK_LIFE = timedelta(days=3)


class Credentials:
    """Changes how a user signs in; secrets are kept hashed where they can be, else sealed."""

    def __init__(self, database: Database, throttle: Throttle, box: SecretBox) -> None:
        """Of ``database``; wrong tries are counted by ``throttle``, ``box`` seals secrets."""
        self._database = database
        self._throttle = throttle
        self._box = box

    async def new_link(self, actor: Actor, user_id: str) -> str:
        """A token for a one-time link with which the user chooses a password.

        The password they had, older links and open sessions end at once: a reset is asked for
        when somebody else may know the password. Raises UserNotFoundError.
        """
        token = new_token()

        def work(session: Session) -> None:
            row = row_of(session, user_id)
            row.password_hash = None
            end_sessions(session, user_id)
            _delete(session, LinkRow, user_id)
            session.add(
                LinkRow(
                    token_hash=digest(token),
                    user_id=user_id,
                    expires=datetime.utcnow() + LINK_LIFE,
                )
            )
            record(session, actor, "link_made", row.name)

        await self._database.run(work)
        return token

    async def whose_link(self, token: str) -> User:
        """Who the link is for; raises LinkExpiredError."""

        def work(session: Session) -> User:
            return view(session, _link_user(session, token))

        return await self._database.read(work)

    async def use_link(self, token: str, password: str) -> None:
        """Choose a password by link, once; raises LinkExpiredError, WeakPasswordError."""
        user = await self.whose_link(token)
        check_strength(password, user.name, user.email)
        hashed = await hash_password(password)

        def work(session: Session) -> None:
            row = _link_user(session, token)
            row.password_hash = hashed
            _delete(session, LinkRow, row.id)
            record(session, user.actor, "password_chosen", row.name)

        await self._database.run(work)

    async def check_password(self, user_id: str, password: str) -> None:
        """Before something grave: is it really them? Raises WrongSignInError, TooManyTriesError."""
        await self._throttle.count(f"again:{user_id}")
        stored = await self._database.read(lambda s: row_of(s, user_id).password_hash)
        if not await verify_password(stored, password):
            raise WrongSignInError
        await self._throttle.forget(f"again:{user_id}")

    async def change_password(self, user: User, old: str, new: str, token: str) -> None:
        """Change it and sign out every other browser than the one with session ``token``.

        Raises WrongSignInError, TooManyTriesError, WeakPasswordError.
        """
        await self.check_password(user.id, old)
        check_strength(new, user.name, user.email)
        hashed = await hash_password(new)

        def work(session: Session) -> None:
            row_of(session, user.id).password_hash = hashed
            end_sessions(session, user.id, token)
            rotate_sessions(session, user.id)
            record(session, user.actor, "password_changed", user.name)

        await self._database.run(work)

    async def prepare_second_factor(self, token: str) -> str:
        """The secret to set up in session ``token``; the same until it is confirmed."""

        def work(session: Session) -> str:
            row = session.get(SessionRow, digest(token))
            secret = self._secret(row.new_secret) or new_secret()
            row.new_secret = self._box.sealed(secret)
            return secret

        return await self._database.run(work)

    async def confirm_second_factor(self, user: User, token: str, code: str) -> list[str]:
        """Turn it on, once a code shows that the app has it; gives the recovery codes.

        Raises WrongCodeError.
        """

        def work(session: Session) -> list[str]:
            waiting = session.get(SessionRow, digest(token))
            secret = self._secret(waiting.new_secret) or new_secret()
            step = matching_step(secret, code, 0)
            if step is None:
                raise WrongCodeError
            row = row_of(session, user.id)
            row.totp_secret, row.totp_step = self._box.sealed(secret), step
            waiting.new_secret = None
            end_sessions(session, user.id, token)
            rotate_sessions(session, user.id)
            record(session, user.actor, "second_factor_on", user.name)
            return _renew_codes(session, user.id)

        return await self._database.run(work)

    async def renew_recovery_codes(self, user: User) -> list[str]:
        """New ones; the old ones end."""

        def work(session: Session) -> list[str]:
            record(session, user.actor, "recovery_codes_renewed", user.name)
            return _renew_codes(session, user.id)

        return await self._database.run(work)

    async def remove_second_factor(self, actor: Actor, user_id: str) -> None:
        """Turn it off, with its recovery codes; raises UserNotFoundError."""

        def work(session: Session) -> None:
            row = row_of(session, user_id)
            row.totp_secret, row.totp_step = None, 0
            _delete(session, RecoveryCodeRow, user_id)
            rotate_sessions(session, user_id)
            record(session, actor, "second_factor_off", row.name)

        await self._database.run(work)

    async def use_code(self, user_id: str, code: str) -> None:
        """Take a code of the app, or a recovery code; each counts once.

        Raises WrongCodeError, TooManyTriesError.
        """
        # By account alone: only somebody who knows the password can use the tries up.
        await self._throttle.count(f"code:{user_id}", CODE_TRIES)
        recovery = digest(plain_recovery_code(code))

        def work(session: Session) -> bool:
            row = row_of(session, user_id)
            secret = self._secret(row.totp_secret)
            step = matching_step(secret, code, row.totp_step) if secret else None
            if step is not None:
                row.totp_step = step
                return True
            kept = session.get(RecoveryCodeRow, recovery)
            if kept is None or kept.user_id != user_id:
                return False
            session.delete(kept)
            record(session, Actor(row.id, row.name), "recovery_code_used", row.name)
            return True

        if not await self._database.run(work):
            raise WrongCodeError
        await self._throttle.forget(f"code:{user_id}")

    def _secret(self, stored: str | None) -> str | None:
        return self._box.opened(stored) if stored else None


def _link_user(session: Session, token: str) -> UserRow:
    row = session.get(LinkRow, digest(token))
    if row is None or row.expires < datetime.utcnow():
        raise LinkExpiredError
    user = row_of(session, row.user_id)
    if user.disabled:
        raise LinkExpiredError
    return user


def _renew_codes(session: Session, user_id: str) -> list[str]:
    _delete(session, RecoveryCodeRow, user_id)
    codes = new_recovery_codes()
    for code in codes:
        session.add(RecoveryCodeRow(code_hash=digest(plain_recovery_code(code)), user_id=user_id))
    return codes


def _delete(session: Session, table: type[LinkRow] | type[RecoveryCodeRow], user_id: str) -> None:
    session.execute(
        delete(table).where(table.user_id == user_id).execution_options(synchronize_session=False)
    )
