"""Each part that MUNI needs, by name: is it well, and if not, what is wrong in Danish."""

import asyncio
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from redis import Redis, RedisError
from sqlalchemy import func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.api.stopping import is_stopping
from bot.assembly import Bot
from bot.publishing.workers import Worker, Workers
from bot.store.training_tables import TrainingRunRow

PATIENCE_S: Final = 3.0
"""A part that needs longer is not well."""
_LEAST_FREE: Final = 200 * 1024 * 1024
"""Bytes; a training needs about as much for a moment."""
_UNCLAIMED: Final = timedelta(minutes=2)
_WRONG: Final = {
    "full": "Disken er fuld",
    "locked": "Databasen er optaget af et andet program",
    "readonly": "Databasen kan kun læses",
    "i/o error": "Disken kan ikke skrives",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part; ``vital`` when no citizen can be served without it, ``wrong`` None when well."""

    name: str
    wrong: str | None = None
    vital: bool = False


class Readiness:
    """Looks at the parts of one process; those who ask at the same time share one look."""

    def __init__(self, bot: Bot) -> None:
        """Of ``bot``."""
        self._bot = bot
        self._writing: asyncio.Task[str | None] | None = None

    async def parts(self) -> list[Part]:
        """All that this MUNI has, each looked at now."""
        settings = self._bot.settings
        found = [
            Part("process", "Processen er ved at stoppe" if is_stopping() else None, vital=True),
            Part("database", await self._database(), vital=True),
            Part("disk", await asyncio.to_thread(_disk, self._bot)),
            *await self._workers(),
        ]
        if settings.redis_url:
            found.append(Part("redis", await asyncio.to_thread(_redis, settings.redis_url)))
        return found

    async def _database(self) -> str | None:
        # A writer that waits for a lock holds a thread: never more than one for all who ask.
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await asyncio.shield(self._writing)
        except TimeoutError:
            return f"Databasen svarer ikke inden for {PATIENCE_S:.0f} sekunder"

    async def _write(self) -> str | None:
        try:
            await self._bot.store.writes()
        except SQLAlchemyError as error:
            said = str(getattr(error, "orig", error)).lower()
            known = next((text for sign, text in _WRONG.items() if sign in said), None)
            return known or f"Databasen tager ikke imod ({type(error).__name__})"
        return None

    async def _workers(self) -> list[Part]:
        try:
            async with asyncio.timeout(PATIENCE_S):
                workers = await Workers(self._bot.database).all()
                unclaimed = await self._bot.database.read(_unclaimed)
        except (SQLAlchemyError, TimeoutError):
            return []
        parts = [
            Part("model", next((one.note for one in workers if one.note), None)),
            Part("jobs", "Ingen tager imod træninger: kører muni jobs?" if unclaimed else None),
        ]
        if "sip" in self._bot.settings.open_lines:
            parts.append(Part("telephone", _telephone(workers)))
        return parts


def _telephone(workers: list[Worker]) -> str | None:
    there = any(one.kind == "lines" for one in workers)
    return None if there else "Telefonens proces (muni lines) giver ikke livstegn"


def _unclaimed(session: Session) -> bool:
    late = select(func.count()).where(
        TrainingRunRow.state == "queued", TrainingRunRow.asked < datetime.utcnow() - _UNCLAIMED
    )
    return bool(session.scalar(late))


def _disk(bot: Bot) -> str | None:
    url = make_url(bot.settings.database_url)
    places = [bot.settings.models_folder]
    if url.get_backend_name() == "sqlite" and url.database:
        places.append(Path(url.database).parent)
    try:
        free = min(shutil.disk_usage(place).free for place in places)
    except OSError as wrong:
        return f"Diskens plads kan ikke læses ({type(wrong).__name__})"
    return None if free >= _LEAST_FREE else f"Kun {free // 1024**2} MB er fri på disken"


def _redis(url: str) -> str | None:
    try:
        with Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1) as redis:
            redis.ping()
    except (RedisError, OSError, ValueError) as wrong:
        return f"Redis svarer ikke ({type(wrong).__name__})"
    return None
