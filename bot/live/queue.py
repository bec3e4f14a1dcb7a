"""Who waits for a person: into the queue, out of it, and how far one has come."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.live import notices
from bot.live.chat import LiveChat, Reason, chat_of
from bot.live.presence import agents_there
from bot.staff.rights import Action, Rights
from bot.store.database import Database
from bot.store.live_rows import ENDED, WAITING
from bot.store.live_tables import LiveChatRow
from bot.store.message_rows import append_message
from bot.store.tables import ConversationRow, MessageRow
from bot.turn import Message, TurnReply

FAILS = 2
"""So many turns in a row that MUNI did not understand, and people are shown the chat."""
PATIENCE = timedelta(hours=2)
"""A chat that nobody took, and in which nobody wrote, leaves the queue."""


class Queue:
    """The chats that wait, first come first served."""

    def __init__(self, database: Database) -> None:
        """In ``database``."""
        self._database = database

    async def after_turn(self, conversation_id: str, reply: TurnReply) -> tuple[Message, ...]:
        """Queue the conversation if the turn calls for it; gives what to tell the citizen.

        What is told is stored with the turn's answers, so a repeated turn that has it changes
        nothing; one that was cut off before is queued now.
        """
        asked = any(one.kind == "handover" and one.municipality for one in reply.messages)
        told = any(one.role == "system" for one in reply.messages)
        if not reply.messages or (reply.repeated and (told or not asked)):
            return ()
        if asked:
            return await self._database.run(
                lambda session: _ask(session, conversation_id, reply.citizen.id)
            )
        failed = any(one.kind == "fallback" for one in reply.messages)
        if failed or await self._database.read(lambda one: _is_failed(one, conversation_id)):
            await self._database.run(lambda session: _watch(session, conversation_id))
        return ()

    async def waiting(self, rights: Rights) -> list[LiveChat]:
        """All that the agent may take, those who asked first, then by time of asking."""
        query = (
            select(LiveChatRow)
            .where(LiveChatRow.state == WAITING)
            .order_by(LiveChatRow.reason == "failed", LiveChatRow.asked)
        )
        if not rights.everywhere(Action.HANDLE_CHATS):
            own = rights.municipalities(Action.HANDLE_CHATS)
            query = query.where(LiveChatRow.municipality.in_(own))
        return await self._database.read(
            lambda session: [chat_of(row) for row in session.scalars(query)]
        )

    async def forget_patience(self) -> list[str]:
        """Let those go whom nobody took in time; gives which."""

        def work(session: Session) -> list[str]:
            limit = datetime.utcnow() - PATIENCE
            query = (
                select(LiveChatRow)
                .join(ConversationRow, ConversationRow.id == LiveChatRow.conversation_id)
                .where(LiveChatRow.state == WAITING, ConversationRow.updated < limit)
            )
            gone = list(session.scalars(query))
            for row in gone:
                _end(row)
                if row.reason != "failed":
                    append_message(session, row.conversation_id, notices.gave_up(row.municipality))
            return [row.conversation_id for row in gone]

        return await self._database.run(work)


def place_in_queue(session: Session, chat: LiveChat | LiveChatRow) -> int:
    """How many asked before in the same municipality and wait still, and one."""
    asked = chat.asked.replace(tzinfo=None)
    before = select(func.count()).where(
        LiveChatRow.state == WAITING,
        LiveChatRow.reason != "failed",
        LiveChatRow.municipality == chat.municipality,
        or_(
            LiveChatRow.asked < asked,
            (LiveChatRow.asked == asked) & (LiveChatRow.conversation_id < chat.conversation_id),
        ),
    )
    return int(session.scalar(before)) + 1


def enter(session: Session, conversation_id: str, reason: Reason) -> LiveChatRow:
    """Within a transaction: let the conversation wait, which did not."""
    known = session.get(ConversationRow, conversation_id)
    row = session.get(LiveChatRow, conversation_id) or LiveChatRow(
        conversation_id=conversation_id, version=0
    )
    row.municipality = known.municipality
    row.state, row.reason, row.asked = WAITING, reason, datetime.utcnow()
    row.agent_id = row.wanted_id = row.taken = row.ended = None
    row.version += 1
    session.add(row)
    session.flush()
    return row


def _ask(session: Session, conversation_id: str, question: str) -> tuple[Message, ...]:
    row = session.get(LiveChatRow, conversation_id)
    if row is None or row.state == ENDED:
        row = enter(session, conversation_id, "asked")
    elif row.reason == "failed":
        row.reason, row.asked = "asked", datetime.utcnow()
        row.version += 1
        session.flush()
    if agents_there(session, row.municipality):
        told = notices.queued(place_in_queue(session, row), row.municipality)
    else:
        told = notices.nobody_there(row.municipality)
    return (append_message(session, conversation_id, told, answers_to=question),)


def _watch(session: Session, conversation_id: str) -> None:
    """MUNI failed again and again: in it comes; MUNI could answer after all: out it goes."""
    newest = (
        select(MessageRow.outcome)
        .where(MessageRow.conversation_id == conversation_id, MessageRow.role == "citizen")
        .order_by(MessageRow.number.desc())
        .limit(FAILS)
    )
    outcomes = list(session.scalars(newest))
    row = session.get(LiveChatRow, conversation_id)
    if outcomes == ["fallback"] * FAILS:
        if row is None or row.state == ENDED:
            enter(session, conversation_id, "failed")
    elif _is_failed(session, conversation_id) and outcomes[:1] == ["answer"]:
        _end(row)


def _is_failed(session: Session, conversation_id: str) -> bool:
    row = session.get(LiveChatRow, conversation_id)
    return row is not None and row.state == WAITING and row.reason == "failed"


def _end(row: LiveChatRow) -> None:
    row.state, row.ended = ENDED, datetime.utcnow()
    row.version += 1


def bump(session: Session, conversation_id: str) -> None:
    """Within a transaction: whoever follows the chat is to look."""
    session.execute(
        update(LiveChatRow)
        .where(LiveChatRow.conversation_id == conversation_id)
        .values(version=LiveChatRow.version + 1)
        .execution_options(synchronize_session=False)
    )
