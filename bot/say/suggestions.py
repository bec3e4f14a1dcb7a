"""Keeps suggestions, and what staff made of them."""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.say.errors import ReasonMissingError, SuggestionMovedError, SuggestionNotFoundError
from bot.say.suggestion import Suggestion, SuggestionState, answer_version
from bot.staff import audit
from bot.staff.audit import Actor
from bot.store.database import Database
from bot.store.say_tables import SuggestionRow, ToldChangeRow

EVERYWHERE = "*"
MOST = 100
_OPEN = ("new", "accepted")


class Suggestions:
    """Asks nobody's rights; ``places`` are kommunekoder, or only ``*`` for all."""

    def __init__(self, database: Database, mask: Callable[[str], str]) -> None:
        """``mask`` takes personal data out of what citizens and staff write."""
        self._database = database
        self._mask = mask

    async def add(self, topic: str, municipality: str | None, text: str) -> None:
        """Keep what a citizen suggests of the answer as it is now.

        Raises UnknownTopicError, UnknownMunicipalityError.
        """
        version = answer_version(topic, municipality)
        masked = await asyncio.to_thread(self._mask, text)
        row = SuggestionRow(
            id=uuid4().hex,
            topic=topic,
            municipality=municipality,
            answer_version=version,
            text=masked,
        )
        await self._database.run(lambda session: session.add(row))

    async def all(self, places: Collection[str], handled: bool) -> list[Suggestion]:
        """Those that wait, oldest first; or the newest that are handled."""
        state, created = SuggestionRow.state, SuggestionRow.created
        query = select(SuggestionRow).where(
            state.not_in(_OPEN) if handled else state.in_(_OPEN)
        ).order_by(created.desc() if handled else created)  # fmt: skip
        if EVERYWHERE not in places:
            query = query.where(SuggestionRow.municipality.in_(list(places)))
        return await self._database.read(
            lambda session: [Suggestion.of(row) for row in session.scalars(query.limit(MOST))]
        )

    async def get(self, suggestion_id: str) -> Suggestion:
        """One; raises SuggestionNotFoundError."""
        return await self._database.read(lambda s: Suggestion.of(_row(s, suggestion_id)))

    async def handle(
        self,
        seen: Suggestion,
        state: SuggestionState,
        actor: Actor,
        reason: str = "",
        told: str = "",
    ) -> None:
        """Accept it, decline it with a reason, say that it is done, or open it again.

        ``told``: what citizens are told that was changed; nothing is told if it is empty.
        Raises ReasonMissingError, SuggestionNotFoundError, and SuggestionMovedError when it is
        no longer as ``seen``.
        """
        if state == "declined" and not reason.strip():
            raise ReasonMissingError
        said, public = self._mask(reason.strip()), self._mask(told.strip())

        def work(session: Session) -> None:
            row = _row(session, seen.id)
            if row.state != seen.state:
                raise SuggestionMovedError
            row.state, row.reason = state, said
            row.handled_by, row.handled_at = actor.name, datetime.utcnow()
            if public and state == "done":
                session.add(
                    ToldChangeRow(
                        id=uuid4().hex,
                        suggestion_id=row.id,
                        topic=row.topic,
                        municipality=row.municipality,
                        text=public,
                    )
                )
            audit.record(session, actor, f"suggestion_{state}", row.id, row.municipality)

        await self._database.run(work)


def _row(session: Session, suggestion_id: str) -> Any:
    row = session.get(SuggestionRow, suggestion_id)
    if row is None:
        raise SuggestionNotFoundError
    return row
