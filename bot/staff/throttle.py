"""Holds back whoever tries wrong too often, without holding back anybody else.

A try is counted for the account together with the address it came from. So a stranger who
guesses at an account is stopped, and its owner, who comes from elsewhere, signs in as ever.
"""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.errors import TooManyTriesError
from bot.staff.tables import TryRow
from bot.staff.tokens import digest
from bot.store.database import Database

WINDOW = timedelta(minutes=15)
TRIES = 5
CODE_TRIES = 10
"""For codes of one account, from everywhere: only who knows the password gets so far."""


class Throttle:
    """Counts tries in the database, so that all workers know of them."""

    def __init__(self, database: Database) -> None:
        """Keep the counts in ``database``, hashed."""
        self._database = database

    async def count(self, key: str, limit: int = TRIES) -> None:
        """Count a try before it is looked at; raises TooManyTriesError, and then counts none.

        Before, since many tries at once would else all be looked at.
        """

        def work(session: Session) -> int | None:
            now = datetime.utcnow()
            _forget(session, TryRow.moment < now - WINDOW)
            tries, first = session.execute(
                select(func.count(), func.min(TryRow.moment)).where(TryRow.key == digest(key))
            ).one()
            if tries >= limit:
                return max(1, int((first + WINDOW - now).total_seconds()) + 1)
            session.add(TryRow(key=digest(key), moment=now))
            return None

        wait = await self._database.run(work)
        if wait is not None:
            raise TooManyTriesError(wait)

    async def forget(self, key: str) -> None:
        """The try was right: begin from none."""
        await self._database.run(lambda session: _forget(session, TryRow.key == digest(key)))


def network_of(address: str) -> str:
    """The address, or for IPv6 the /64 that one subscriber has all of."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(ip_network(f"{address}/64", strict=False))


def _forget(session: Session, condition: object) -> None:
    session.execute(delete(TryRow).where(condition).execution_options(synchronize_session=False))
