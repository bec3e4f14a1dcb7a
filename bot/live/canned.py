"""Texts that agents send often, of one municipality or everybody's; editors keep them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.answers.placeholders import NAMES, fill, used
from bot.knowledge import get_composer
from bot.live.errors import CannedAnswerError
from bot.live.notices import place_of
from bot.staff.audit import record
from bot.staff.rights import Action, Rights
from bot.staff.user import User
from bot.store.database import Database
from bot.store.live_tables import CannedAnswerRow
from bot.text import clean
from bot.turn import MAX_CHARACTERS

TITLE = 80


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    """One text, with its placeholders; None is everybody's."""

    id: str
    municipality: str | None
    title: str
    text: str

    def filled(self, municipality: str | None) -> str:
        """As it is sent to a citizen of ``municipality``."""
        return fill(self.text, get_composer().values(place_of(municipality)))


class CannedAnswers:
    """Keeps them; each change is audited."""

    def __init__(self, database: Database) -> None:
        """In ``database``."""
        self._database = database

    async def for_chat(self, municipality: str | None) -> list[CannedAnswer]:
        """What can be sent to a citizen of ``municipality``, by title."""
        return await self._find(
            or_(
                CannedAnswerRow.municipality.is_(None),
                CannedAnswerRow.municipality == municipality,
            )
        )

    async def editable(self, rights: Rights) -> list[CannedAnswer]:
        """What the editor may change, by title."""
        if rights.everywhere(Action.EDIT_CONTENT):
            return await self._find()
        own = rights.municipalities(Action.EDIT_CONTENT)
        return await self._find(CannedAnswerRow.municipality.in_(own))

    async def get(self, answer_id: str) -> CannedAnswer:
        """One; raises CannedAnswerError."""
        return await self._database.read(lambda session: _answer(_row(session, answer_id)))

    async def keep(
        self, editor: User, municipality: str | None, title: str, text: str, answer_id: str = ""
    ) -> None:
        """A new one, or another wording of ``answer_id``; raises CannedAnswerError, ForbiddenError.

        Where it belongs does not change.
        """
        title, text = clean(title), clean(text)
        _check(title, text)

        def work(session: Session) -> None:
            row = _row(session, answer_id) if answer_id else None
            if row is None:
                row = CannedAnswerRow(id=uuid.uuid4().hex, municipality=municipality)
                session.add(row)
            editor.rights.check(Action.EDIT_CONTENT, row.municipality)
            row.title, row.text, row.updated = title, text, datetime.utcnow()
            record(session, editor.actor, "canned_answer_kept", row.id, row.municipality)

        await self._database.run(work)

    async def remove(self, editor: User, answer_id: str) -> None:
        """Delete one; raises CannedAnswerError, ForbiddenError."""

        def work(session: Session) -> None:
            row = _row(session, answer_id)
            editor.rights.check(Action.EDIT_CONTENT, row.municipality)
            session.delete(row)
            record(session, editor.actor, "canned_answer_removed", row.id, row.municipality)

        await self._database.run(work)

    async def _find(self, *conditions: object) -> list[CannedAnswer]:
        query = select(CannedAnswerRow).where(*conditions).order_by(CannedAnswerRow.title)
        return await self._database.read(
            lambda session: [_answer(row) for row in session.scalars(query)]
        )


def _check(title: str, text: str) -> None:
    if not title or len(title) > TITLE:
        raise CannedAnswerError(f"Titlen skal have mellem 1 og {TITLE} tegn")
    if not text or len(text) > MAX_CHARACTERS:
        raise CannedAnswerError("Teksten skal have mellem 1 og 2.000 tegn")
    unknown = sorted(used(text) - NAMES)
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in sorted(NAMES))
        raise CannedAnswerError(f"{{{unknown[0]}}} findes ikke. Du kan bruge {known}")


def _row(session: Session, answer_id: str) -> Any:
    row = session.get(CannedAnswerRow, answer_id)
    if row is None:
        raise CannedAnswerError("Standardsvaret er slettet")
    return row


def _answer(row: CannedAnswerRow) -> CannedAnswer:
    return CannedAnswer(row.id, row.municipality, row.title, row.text)
