"""Which agents are there: a sign of life every few seconds, written down now and then."""

import time
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.staff.rights import ALLOWED, Action
from bot.staff.tables import EVERYWHERE, GrantRow, UserRow
from bot.store.database import Database
from bot.store.live_tables import AgentPresenceRow

WRITTEN_EVERY = 20.0
THERE = timedelta(seconds=75)
"""A console in a hidden tab is only let run once a minute."""
_ROLES = [role.value for role, actions in ALLOWED.items() if Action.HANDLE_CHATS in actions]


class Presence:
    """Keeps when each agent was last there."""

    def __init__(self, database: Database) -> None:
        """In ``database``."""
        self._database = database
        self._written: dict[str, float] = {}

    async def beat(self, user_id: str) -> None:
        """The agent's console shows a sign of life."""
        now = time.monotonic()
        if now - self._written.get(user_id, -WRITTEN_EVERY) < WRITTEN_EVERY:
            return
        self._written[user_id] = now

        def work(session: Session) -> None:
            session.merge(AgentPresenceRow(user_id=user_id, seen=datetime.utcnow()))

        await self._database.run(work)

    async def leave(self, user_id: str) -> None:
        """The agent signed out or went for a break: counted as away at once."""
        self._written.pop(user_id, None)

        def work(session: Session) -> None:
            row = session.get(AgentPresenceRow, user_id)
            if row is not None:
                session.delete(row)

        await self._database.run(work)

    async def colleagues(self, municipality: str | None) -> list[tuple[str, str]]:
        """Id and name of the agents who are there for ``municipality``, by name."""
        return await self._database.read(lambda session: agents_there(session, municipality))


def agents_there(session: Session, municipality: str | None) -> list[tuple[str, str]]:
    """Within a transaction: id and name of the agents who are there for ``municipality``."""
    query = (
        select(UserRow.id, UserRow.name)
        .join(AgentPresenceRow, AgentPresenceRow.user_id == UserRow.id)
        .join(GrantRow, GrantRow.user_id == UserRow.id)
        .where(
            AgentPresenceRow.seen >= datetime.utcnow() - THERE,
            UserRow.disabled.is_(None),
            GrantRow.role.in_(_ROLES),
            GrantRow.municipality.in_({municipality or EVERYWHERE, EVERYWHERE}),
        )
        .distinct()
        .order_by(UserRow.name)
    )
    return [(one.id, one.name) for one in session.execute(query)]
