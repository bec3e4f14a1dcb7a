"""How citizens asked to be reached: kept apart, unmasked, for agents only, and not for long."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.errors import NobodyAskedForError, UnusableContactError
from bot.live import notices
from bot.live.errors import ChatNotFoundError
from bot.live.queue import bump
from bot.staff.audit import record
from bot.staff.rights import Action
from bot.staff.user import User
from bot.store.database import Database
from bot.store.deletion_list import note_deletion
from bot.store.live_tables import LiveChatRow, LiveContactRow
from bot.store.message_rows import append_message
from bot.store.retention_rules import days_by_place, days_for, overdue
from bot.text import clean

KIND = "contacts"
"""What retention calls them."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_PHONE = re.compile(r"(?:\+|00)?\d{8,13}")


@dataclass(frozen=True, slots=True)
class Contact:
    """How one citizen asked to be reached."""

    conversation_id: str
    municipality: str | None
    name: str
    contact: str
    """A telephone number or an e-mail address."""
    created: datetime


class Contacts:
    """Keeps them no longer than their conversation, and ``days`` days where no rule says other."""

    def __init__(self, database: Database, days: int) -> None:
        """In ``database``."""
        self._database = database
        self.days = days

    async def leave(self, conversation_id: str, contact: str, name: str = "") -> None:
        """Keep it, in place of an earlier one, and tell the citizen so.

        Raises UnusableContactError, NobodyAskedForError and other ConversationErrors.
        """
        plain = _usable(contact)

        def work(session: Session) -> None:
            chat = session.get(LiveChatRow, conversation_id)
            if chat is None:
                raise NobodyAskedForError
            session.merge(
                LiveContactRow(
                    conversation_id=conversation_id,
                    municipality=chat.municipality,
                    name=clean(name)[:100],
                    contact=plain,
                    created=datetime.utcnow(),
                )
            )
            bump(session, conversation_id)
            days = days_for(session, KIND, chat.municipality, self.days)
            told = notices.contact_left(days, chat.municipality)
            append_message(session, conversation_id, told)

        await self._database.run(work)

    async def waiting(self, agent: User) -> list[Contact]:
        """Those that the agent may see, oldest first; each is audited as read."""
        rights = agent.rights

        def work(session: Session) -> list[Contact]:
            query = select(LiveContactRow).order_by(LiveContactRow.created)
            if not rights.everywhere(Action.HANDLE_CHATS):
                own = rights.municipalities(Action.HANDLE_CHATS)
                query = query.where(LiveContactRow.municipality.in_(own))
            found = [_contact(row) for row in session.scalars(query)]
            for one in found:
                record(session, agent.actor, "contact_read", one.conversation_id,
                       one.municipality)  # fmt: skip
            return found

        return await self._database.run(work)

    async def done(self, agent: User, conversation_id: str) -> None:
        """The citizen was reached: delete it. Raises ChatNotFoundError, ForbiddenError."""

        def work(session: Session) -> None:
            row = session.get(LiveContactRow, conversation_id)
            if row is None:
                raise ChatNotFoundError
            agent.rights.check(Action.HANDLE_CHATS, row.municipality)
            session.delete(row)
            note_deletion(session, "contact", conversation_id)
            record(session, agent.actor, "contact_done", conversation_id, row.municipality)

        await self._database.run(work)
        await self._database.forget_free_pages()

    async def purge(self) -> int:
        """Delete those that are too old where they lie; gives how many."""

        def work(session: Session) -> int:
            row = LiveContactRow
            days = days_by_place(session, KIND, self.days)
            old = delete(row).where(overdue(row.created, row.municipality, days))
            return int(session.execute(old.execution_options(synchronize_session=False)).rowcount)

        return await self._database.run(work)


def _usable(contact: str) -> str:
    plain = clean(contact)
    digits = re.sub(r"[\s()./-]", "", plain)
    if len(plain) <= 254 and _EMAIL.fullmatch(plain):
        return plain
    if _PHONE.fullmatch(digits):
        return digits
    raise UnusableContactError


def _contact(row: LiveContactRow) -> Contact:
    return Contact(
        conversation_id=row.conversation_id,
        municipality=row.municipality,
        name=row.name,
        contact=row.contact,
        created=row.created.replace(tzinfo=UTC),
    )
