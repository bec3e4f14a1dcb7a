"""Publishes a model, now or later, and goes back: what a publisher does."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ModelRefusedError
from bot.publishing.errors import PointerMovedError, ReasonNeededError
from bot.publishing.pointer import Pointer, point, point_back, present, refuse
from bot.publishing.registry import existing_row, model_id, registered
from bot.publishing.rule import objections
from bot.publishing.signing import verify
from bot.settings import Settings
from bot.store.database import Database
from bot.store.model_tables import ModelRow
from bot.store.news import MODEL, tell_once


class Publisher:
    """Moves the pointer that every worker watches; each move and each refusal is kept."""

    def __init__(self, database: Database, settings: Settings) -> None:
        """Models lie in the folder that ``settings`` name."""
        self._database = database
        self._settings = settings

    async def publish(self, identity: str, by: str | None, reason: str | None = None) -> Pointer:
        """Let a model answer from now on.

        Raises UnknownModelError; ModelRefusedError when the file is not as it was signed;
        ReasonNeededError when it is worse than the present one and ``reason`` is empty.
        """
        reason = (reason or "").strip() or None
        await self._verify(identity, by)

        def work(session: Session) -> Pointer | list[str]:
            now = present(session)
            if now and now.model_id == identity:
                return now
            against = _objections(session, identity, now)
            if against and not reason:
                refuse(session, identity, by, " ".join(against))
                return against
            return point(session, identity, "publish", by, reason)

        done = await self._database.run(work)
        if isinstance(done, list):
            raise ReasonNeededError(done)
        await tell_once(self._settings.redis_url, MODEL)
        return done

    async def objections(self, identity: str) -> list[str]:
        """What a reason would be needed for just now, in Danish; raises UnknownModelError."""
        return await self._database.read(
            lambda session: _objections(session, identity, present(session))
        )

    async def roll_back(
        self, by: str | None, reason: str | None = None, seen: int | None = None
    ) -> Pointer:
        """Let the model before this one answer again.

        ``seen`` is the pointer's version as whoever goes back has it before their eyes, so that
        a form that is sent twice goes back once. Raises NothingBeforeError, PointerMovedError
        when another version counts, and ModelRefusedError when the file is not there any more.
        """

        def work(session: Session) -> Pointer:
            target = point_back(session, by, (reason or "").strip() or None)
            if seen not in {None, target.version - 1}:
                raise PointerMovedError
            # Within the transaction, so that a file that can't be used leaves all as it was.
            verify(self._path(target.file), self._settings.model_key_file)
            return target

        pointer = await self._database.run(work)
        await tell_once(self._settings.redis_url, MODEL)
        return pointer

    async def schedule(
        self, identity: str, at: datetime, by: str | None, reason: str | None = None
    ) -> None:
        """Publish at ``at``, a moment with its zone, at the latest two seconds after.

        Raises what :meth:`publish` raises; the rule is asked again when the time has come.
        """
        reason = (reason or "").strip() or None
        await self._verify(identity, by)

        def work(session: Session) -> list[str]:
            row = existing_row(session, identity)
            against = _objections(session, identity, present(session))
            if against and not reason:
                refuse(session, identity, by, " ".join(against))
                return against
            row.publish_at = at.astimezone(UTC).replace(tzinfo=None)
            row.publish_by, row.publish_reason = by, reason
            return []

        against = await self._database.run(work)
        if against:
            raise ReasonNeededError(against)

    async def unschedule(self, identity: str) -> None:
        """Give up a planned publication; raises UnknownModelError."""

        def work(session: Session) -> None:
            existing_row(session, identity).publish_at = None

        await self._database.run(work)

    async def publish_due(self) -> list[str]:
        """Publish what was planned until now; gives the ids of those that were.

        Any number of processes may call it: each planned publication is carried out once.
        """
        now = datetime.utcnow()
        due = select(ModelRow).where(ModelRow.publish_at <= now).order_by(ModelRow.publish_at)
        waiting = await self._database.read(
            lambda session: [registered(row) for row in session.scalars(due)]
        )
        return [
            model.id
            for model in waiting
            if await self._taken(model.id, now)
            and await self._published(model.id, model.publish_by, model.publish_reason)
        ]

    async def adopt(self, model: Path, by: str | None = None) -> None:
        """Point at the model that answers anyway, when nothing was ever published."""

        def work(session: Session) -> None:
            if present(session) is None:
                session.merge(ModelRow(id=model_id(model), file=model.name))
                session.flush()
                point(session, model_id(model), "first", by, None)

        await self._database.run(work)

    async def _published(self, identity: str, by: str | None, reason: str | None) -> bool:
        try:
            await self.publish(identity, by, reason)
        except (ReasonNeededError, ModelRefusedError):
            return False
        return True

    async def _taken(self, identity: str, now: datetime) -> bool:
        def work(session: Session) -> bool:
            query = select(ModelRow).where(ModelRow.id == identity, ModelRow.publish_at <= now)
            row = session.scalar(query.with_for_update())
            if row is None:
                return False
            row.publish_at = None
            return True

        return await self._database.run(work)

    async def _verify(self, identity: str, by: str | None) -> None:
        file = await self._database.read(lambda session: existing_row(session, identity).file)
        try:
            await asyncio.to_thread(verify, self._path(file), self._settings.model_key_file)
        except ModelRefusedError as refused:
            why = str(refused)
            await self._database.run(lambda session: refuse(session, identity, by, why))
            raise

    def _path(self, file: str) -> Path:
        return self._settings.models_folder / file


def _objections(session: Session, identity: str, now: Pointer | None) -> list[str]:
    new = registered(existing_row(session, identity))
    if now is None or now.model_id == identity:
        return []
    return objections(new.scores, registered(existing_row(session, now.model_id)).scores)
