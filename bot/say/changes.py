"""What was changed because citizens asked: told to everybody by staff, in their own words."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.say.errors import SuggestionNotFoundError
from bot.staff import audit
from bot.staff.audit import Actor
from bot.store.database import Database
from bot.store.say_tables import ToldChangeRow

MOST = 200
EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One line of the public page; ``suggested`` says that a citizen suggested it."""

    id: str
    topic: str
    municipality: str | None
    text: str
    day: date
    suggested: bool


class ToldChanges:
    """Asks nobody's rights."""

    def __init__(self, database: Database, mask: Callable[[str], str]) -> None:
        """``mask`` takes personal data out of what staff write."""
        self._database = database
        self._mask = mask

    async def all(self, municipality: str | None = None) -> list[ToldChange]:
        """The newest first; with ``municipality`` only its own and those that hold for all."""
        query = select(ToldChangeRow).order_by(ToldChangeRow.day.desc(), ToldChangeRow.id)
        if municipality:
            place = ToldChangeRow.municipality
            query = query.where((place == municipality) | place.is_(None))
        return await self._database.read(
            lambda session: [_change(row) for row in session.scalars(query.limit(MOST))]
        )

    async def of(self, places: Collection[str]) -> list[ToldChange]:
        """What staff of ``places`` (kommunekoder, or only ``*``) may take down again."""
        return [
            one for one in await self.all() if EVERYWHERE in places or one.municipality in places
        ]

    async def get(self, change_id: str) -> ToldChange:
        """One; raises SuggestionNotFoundError."""
        return await self._database.read(lambda s: _change(_row(s, change_id)))

    async def tell(self, topic: str, municipality: str | None, text: str, actor: Actor) -> None:
        """Tell of a change that nobody in particular suggested."""
        row = ToldChangeRow(
            id=uuid4().hex, topic=topic, municipality=municipality, text=self._mask(text.strip())
        )

        def work(session: Session) -> None:
            session.add(row)
            audit.record(session, actor, "change_told", topic, municipality)

        await self._database.run(work)

    async def take_down(self, change: ToldChange, actor: Actor) -> None:
        """Tell of it no more; raises SuggestionNotFoundError."""

        def work(session: Session) -> None:
            session.delete(_row(session, change.id))
            audit.record(session, actor, "change_hidden", change.topic, change.municipality)

        await self._database.run(work)


def _row(session: Session, change_id: str) -> Any:
    row = session.get(ToldChangeRow, change_id)
    if row is None:
        raise SuggestionNotFoundError
    return row


def _change(row: Any) -> ToldChange:
    return ToldChange(
        id=row.id,
        topic=row.topic,
        municipality=row.municipality,
        text=row.text,
        day=row.day,
        suggested=row.suggestion_id is not None,
    )
