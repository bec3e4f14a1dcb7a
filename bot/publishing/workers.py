"""The processes that answer: which model each has come to, and what is wrong with it."""

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.database import Database
from bot.store.model_tables import WorkerRow

_GONE = timedelta(seconds=100)
"""Three missed signs of life."""
_LOOK_S = 0.2


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that answers; ``note`` is Danish, None when all is well."""

    id: str
    kind: str
    model_id: str
    version: int
    note: str | None


class Workers:
    """Who answers, as they tell it themselves."""

    def __init__(self, database: Database) -> None:
        """Kept in ``database``."""
        self._database = database

    async def tell(self, worker: Worker) -> None:
        """A process says what it answers with; those long silent are forgotten."""

        def work(session: Session) -> None:
            now = datetime.utcnow()
            silent = delete(WorkerRow).where(WorkerRow.seen < now - _GONE)
            session.execute(silent.execution_options(synchronize_session=False))
            session.merge(
                WorkerRow(
                    id=worker.id,
                    kind=worker.kind,
                    model_id=worker.model_id,
                    version=worker.version,
                    note=worker.note,
                    seen=now,
                )
            )

        await self._database.run(work)

    async def remove(self, identity: str) -> None:
        """A process ends."""
        gone = delete(WorkerRow).where(WorkerRow.id == identity)
        await self._database.run(lambda session: session.execute(gone))

    async def all(self) -> list[Worker]:
        """Those that gave a sign of life of late."""
        query = (
            select(WorkerRow)
            .where(WorkerRow.seen >= datetime.utcnow() - _GONE)
            .order_by(WorkerRow.kind, WorkerRow.id)
        )
        return await self._database.read(
            lambda session: [
                Worker(row.id, row.kind, row.model_id, row.version, row.note)
                for row in session.scalars(query)
            ]
        )

    async def wait_for(self, version: int, seconds: float) -> list[Worker]:
        """Wait until all have come to ``version``; gives those that have not, or refused it."""
        end = time.monotonic() + seconds
        while True:
            behind = [one for one in await self.all() if one.version < version or one.note]
            refused = behind and all(one.version >= version for one in behind)
            if not behind or refused or time.monotonic() > end:
                return behind
            await asyncio.sleep(_LOOK_S)
