"""Sessions on the server: a random id in a cookie, its hash here, and what it opens."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from bot.staff.tables import SessionRow, UserRow
from bot.staff.tokens import digest, new_token
from bot.staff.user import User, view
from bot.store.database import Database

SEEN_EVERY = timedelta(minutes=1)
GRACE = timedelta(seconds=30)
"""How long a rotated id still works, for requests that were already on their way."""
WAITING = timedelta(minutes=10)
"""How long a right password waits for its code."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a session id opens. ``token`` is the id from now on, another one when it rotated."""

    token: str
    form_key: str
    """What a form of this session carries, so that no other site can send one."""
    user: User
    waiting: bool
    """The password was right; the second factor is still to come. Nothing is allowed yet."""


class SessionStore:
    """Keeps the sessions in the database."""

    def __init__(self, database: Database, idle_minutes: int, hours: int) -> None:
        """Sessions end after ``idle_minutes`` of quiet and after ``hours`` in any case."""
        self._database = database
        self._idle = timedelta(minutes=idle_minutes)
        self._longest = timedelta(hours=hours)

    async def begin(self, user_id: str, waiting: bool = False, instead_of: str = "") -> str:
        """A new session; gives its id. The one it takes the place of ends at once."""
        token = new_token()

        def work(session: Session) -> None:
            now = datetime.utcnow()
            _delete(session, SessionRow.token_hash == digest(instead_of))
            _delete(session, self._over(now))
            session.add(
                SessionRow(token_hash=digest(token), user_id=user_id, waiting=waiting,
                           created=now, seen=now, form_key=new_token())
            )  # fmt: skip
            if not waiting:
                session.get(UserRow, user_id).seen = now

        await self._database.run(work)
        return token

    async def open(self, token: str) -> Opened | None:
        """What ``token`` opens, or None; it counts as a sign of life."""
        now = datetime.utcnow()

        def look(session: Session) -> tuple[Opened, bool, bool] | None:
            row = session.get(SessionRow, digest(token))
            user = session.get(UserRow, row.user_id) if row is not None else None
            if row is None or user is None or user.disabled or self._is_over(row, now):
                return None
            opened = Opened(token, row.form_key, view(session, user), row.waiting)
            turn = row.rotate and row.replaced is None
            return opened, turn, now - row.seen > SEEN_EVERY

        found = await self._database.read(look)
        if found is None:
            return None
        opened, turn, stale = found
        if turn:
            return replace(opened, token=await self._rotate(token, now))
        if stale:
            await self._database.run(
                lambda session: session.execute(
                    update(SessionRow)
                    .where(SessionRow.token_hash == digest(token))
                    .values(seen=now)
                )
            )
        return opened

    async def end(self, token: str) -> None:
        """Sign this browser out."""
        await self._database.run(
            lambda session: _delete(session, SessionRow.token_hash == digest(token))
        )

    async def end_others(self, user_id: str, token: str) -> None:
        """Sign the user out of every other browser."""
        await self._database.run(lambda session: end_sessions(session, user_id, token))

    async def _rotate(self, token: str, now: datetime) -> str:
        fresh = new_token()

        def work(session: Session) -> str:
            row = session.get(SessionRow, digest(token))
            if row is None or row.replaced is not None:
                return token
            row.replaced = now
            session.add(
                SessionRow(token_hash=digest(fresh), user_id=row.user_id, waiting=row.waiting,
                           created=row.created, seen=now, form_key=row.form_key,
                    new_secret=row.new_secret)
            )  # fmt: skip
            return fresh

        return await self._database.run(work)

    def _is_over(self, row: SessionRow, now: datetime) -> bool:
        return bool(
            now - row.created > self._longest
            or now - row.seen > self._idle
            or (row.waiting and now - row.created > WAITING)
            or (row.replaced is not None and now - row.replaced > GRACE)
        )

    def _over(self, now: datetime) -> object:
        return or_(
            SessionRow.created < now - self._longest,
            SessionRow.seen < now - self._idle,
            SessionRow.replaced < now - GRACE,
        )


def rotate_sessions(session: Session, user_id: str) -> None:
    """Within a transaction: the user's sessions get new ids at their next request."""
    session.execute(
        update(SessionRow)
        .where(SessionRow.user_id == user_id)
        .values(rotate=True)
        .execution_options(synchronize_session=False)
    )


def end_sessions(session: Session, user_id: str, but: str = "") -> None:
    """Within a transaction: the user's sessions end, but the one with id ``but``."""
    _delete(session, SessionRow.user_id == user_id, SessionRow.token_hash != digest(but))


def _delete(session: Session, *conditions: object) -> None:
    session.execute(
        delete(SessionRow).where(*conditions).execution_options(synchronize_session=False)
    )
