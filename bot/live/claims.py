"""Whose a chat is: take it, hand it on, end it, and take it back from who vanished.

Each change compares and sets in the database, so that of two at the same moment one fails.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.knowledge import get_municipalities
from bot.live import notices
from bot.live.chat import LiveChat, chat_of, chat_row
from bot.live.errors import ChatTakenError, NotYourChatError
from bot.staff.audit import Actor, record
from bot.staff.rights import Action, Rights
from bot.staff.tables import UserRow
from bot.staff.user import User, row_of, view
from bot.store.database import Database
from bot.store.live_rows import ENDED, TAKEN, WAITING
from bot.store.live_tables import AgentPresenceRow, LiveChatRow, LiveContactRow
from bot.store.message_rows import append_message, conversation_row

GONE = timedelta(minutes=2)
"""An agent whose console was silent for so long has left the chat."""
SYSTEM = Actor(None, "MUNI")


class Claims:
    """Gives chats to agents; everything is audited."""

    def __init__(self, database: Database) -> None:
        """In ``database``."""
        self._database = database

    async def get(self, conversation_id: str, rights: Rights) -> LiveChat:
        """The chat, if ``rights`` reach it; raises ChatNotFoundError, ForbiddenError."""
        chat = await self._database.read(lambda one: chat_of(chat_row(one, conversation_id)))
        rights.check(Action.HANDLE_CHATS, chat.municipality)
        return chat

    async def held_by(self, user_id: str) -> list[LiveChat]:
        """What the agent has now, oldest first."""
        query = (
            select(LiveChatRow)
            .where(LiveChatRow.agent_id == user_id, LiveChatRow.state == TAKEN)
            .order_by(LiveChatRow.taken)
        )
        return await self._database.read(
            lambda session: [chat_of(row) for row in session.scalars(query)]
        )

    async def claim(self, agent: User, conversation_id: str) -> None:
        """Take a chat that waits, and tell the citizen who came.

        Raises ChatNotFoundError, ForbiddenError, ChatTakenError.
        """

        def work(session: Session) -> None:
            row = chat_row(session, conversation_id)
            agent.rights.check(Action.HANDLE_CHATS, row.municipality)
            now = datetime.utcnow()
            taken = _set(
                session,
                (
                    LiveChatRow.conversation_id == conversation_id,
                    LiveChatRow.state == WAITING,
                    # Handed on to another municipality meanwhile, it is no longer ours to take.
                    LiveChatRow.municipality.is_not_distinct_from(row.municipality),
                ),
                state=TAKEN,
                agent_id=agent.id,
                wanted_id=None,
                taken=now,
                staff_writes_until=None,
            )
            if not taken:
                raise ChatTakenError
            session.merge(AgentPresenceRow(user_id=agent.id, seen=now))
            append_message(session, conversation_id, notices.joined(agent.name, row.municipality))
            record(session, agent.actor, "chat_taken", conversation_id, row.municipality)

        await self._database.run(work)

    async def hand_on(
        self,
        agent: User,
        conversation_id: str,
        colleague_id: str | None = None,
        municipality: str | None = None,
    ) -> None:
        """Let a colleague, or another municipality, go on; it waits at the front for them.

        Raises ChatNotFoundError, NotYourChatError, UserNotFoundError, ForbiddenError when the
        agent or the colleague can't have it, UnknownMunicipalityError.
        """

        def work(session: Session) -> None:
            row = chat_row(session, conversation_id)
            agent.rights.check(Action.HANDLE_CHATS, row.municipality)
            place, name = row.municipality, None
            if municipality is not None:
                place = get_municipalities()[municipality].code
            if colleague_id is not None:
                colleague = view(session, row_of(session, colleague_id))
                colleague.rights.check(Action.HANDLE_CHATS, place)
                name = colleague.name
            _set_own(session, agent, conversation_id, state=WAITING, agent_id=None, taken=None,
                     reason="handed_on", wanted_id=colleague_id, municipality=place)  # fmt: skip
            if place != row.municipality:
                _move(session, conversation_row(session, conversation_id), place)
            append_message(session, conversation_id, notices.handed_on(agent.name, name, place))
            record(session, agent.actor, "chat_handed_on", conversation_id, place)

        await self._database.run(work)

    async def end(self, agent: User, conversation_id: str) -> None:
        """Leave the citizen to MUNI again.

        Raises ChatNotFoundError, ForbiddenError, NotYourChatError.
        """

        def work(session: Session) -> None:
            place = chat_row(session, conversation_id).municipality
            agent.rights.check(Action.HANDLE_CHATS, place)
            _set_own(session, agent, conversation_id, state=ENDED, agent_id=None,
                     ended=datetime.utcnow())  # fmt: skip
            append_message(session, conversation_id, notices.left(agent.name, place))
            record(session, agent.actor, "chat_ended", conversation_id, place)

        await self._database.run(work)

    async def return_from_vanished(self) -> list[str]:
        """Put chats of agents who vanished, or may no longer, back in the queue; gives which."""

        def work(session: Session) -> list[str]:
            limit = datetime.utcnow() - GONE
            held = (
                select(LiveChatRow, AgentPresenceRow.seen, UserRow)
                .outerjoin(AgentPresenceRow, AgentPresenceRow.user_id == LiveChatRow.agent_id)
                .outerjoin(UserRow, UserRow.id == LiveChatRow.agent_id)
                .where(LiveChatRow.state == TAKEN)
            )
            return [
                row.conversation_id
                for row, seen, user in session.execute(held).all()
                if (seen is None or seen < limit or not _may(session, user, row.municipality))
                and _return(session, row)
            ]

        return await self._database.run(work)


def own_chat(session: Session, agent: User, conversation_id: str) -> Any:
    """Within a transaction: the row of a chat that ``agent`` has.

    Raises ChatNotFoundError, NotYourChatError.
    """
    row = chat_row(session, conversation_id)
    if row.state != TAKEN or row.agent_id != agent.id:
        raise NotYourChatError
    return row


def _may(session: Session, user: Any, municipality: str | None) -> bool:
    if user is None or user.disabled is not None:
        return False
    return view(session, user).rights.can(Action.HANDLE_CHATS, municipality)


def _return(session: Session, row: LiveChatRow) -> bool:
    conditions = (
        LiveChatRow.conversation_id == row.conversation_id,
        LiveChatRow.state == TAKEN,
        LiveChatRow.agent_id == row.agent_id,
    )
    returned = _set(session, conditions, state=WAITING, agent_id=None, taken=None,
                    reason="returned")  # fmt: skip
    if returned:
        append_message(session, row.conversation_id, notices.vanished(row.municipality))
        record(session, SYSTEM, "chat_returned", row.conversation_id, row.municipality)
    return returned


def _set_own(session: Session, agent: User, conversation_id: str, **values: Any) -> None:
    conditions = (
        LiveChatRow.conversation_id == conversation_id,
        LiveChatRow.state == TAKEN,
        LiveChatRow.agent_id == agent.id,
    )
    if not _set(session, conditions, **values):
        raise NotYourChatError


def _set(session: Session, conditions: tuple[Any, ...], **values: Any) -> bool:
    changed = session.execute(
        update(LiveChatRow)
        .where(*conditions)
        .values(version=LiveChatRow.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount == 1)


def _move(session: Session, conversation: Any, municipality: str | None) -> None:
    """MUNI, too, answers for the other municipality from here on, and its staff has the contact."""
    contact = session.get(LiveContactRow, conversation.id)
    if contact is not None:
        contact.municipality = municipality
    conversation.municipality = municipality
    conversation.state = {**conversation.state, "municipality": municipality}
