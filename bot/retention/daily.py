"""Sees to it that retention is enforced every day, in a thread beside other work."""

import asyncio
from threading import Event, Thread

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.retention.enforcing import Retention

log = structlog.get_logger(__name__)
LOOK_S = 600.0


class Daily:
    """Looks every ten minutes whether today's run was made, by whomever."""

    def __init__(self, retention: Retention) -> None:
        """Enforce ``retention``."""
        self._retention = retention
        self._over = Event()
        self._thread = Thread(target=self._look, name="retention", daemon=True)

    def start(self) -> None:
        """Begin, with a look at once."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """End, and wait so long for what is under way."""
        self._over.set()
        self._thread.join(seconds)

    def _look(self) -> None:
        while True:
            try:
                gone = asyncio.run(self._retention.run_daily())
                if gone is not None:
                    counts = {one.kind.value: one.count for one in gone if one.count}
                    log.info("retention_enforced", **counts)
            except (SQLAlchemyError, OSError) as wrong:
                log.error("retention_failed", why=type(wrong).__name__)
            if self._over.wait(LOOK_S):
                return
