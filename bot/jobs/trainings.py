"""Asks for trainings and ends them: what the console calls."""

import asyncio

import structlog

from bot.jobs.queue import build_queue
from bot.request_id import current_request_id
from bot.settings import Settings
from bot.store.database import Database
from bot.training.errors import QueueUnreachableError
from bot.training.runs import Run, TrainingRuns

log = structlog.get_logger(__name__)


class Trainings:
    """The trainings of a MUNI: asked for here, done by the process that serves the queue."""

    def __init__(self, database: Database, settings: Settings) -> None:
        """The record is in ``database``, the queue where ``settings`` say."""
        self._settings = settings
        self._runs = TrainingRuns(database)

    async def start(self, by: str | None) -> Run:
        """Ask for a training; raises TrainingRunningError, QueueUnreachableError."""
        run = await self._runs.add(by)
        try:
            await asyncio.to_thread(self._enqueue, run.id)
        except Exception as away:
            # SQLite's, Redis's or the file system's own: each queue has errors of its own.
            log.exception("queue_unreachable", run=run.id)
            await self._runs.end(run.id, "failed", f"{QueueUnreachableError.title}.")
            raise QueueUnreachableError from away
        return run

    async def cancel(self, identity: int) -> None:
        """End a training at once; one that is over stays as it is. Raises UnknownRunError."""
        await self._runs.end(identity, "cancelled", "Træningen blev afbrudt.")

    async def get(self, identity: int) -> Run:
        """One training; raises UnknownRunError."""
        return await self._runs.get(identity)

    async def current(self) -> Run | None:
        """The one that waits or runs."""
        return await self._runs.current()

    async def recent(self, limit: int = 20) -> list[Run]:
        """The newest, newest first."""
        return await self._runs.recent(limit)

    def _enqueue(self, identity: int) -> None:
        queue, train = build_queue(self._settings, _done_elsewhere)
        try:
            train(identity, current_request_id())
        finally:
            queue.storage.close()


def _done_elsewhere(identity: int) -> None:
    raise RuntimeError(f"training {identity} belongs to `muni jobs`")
