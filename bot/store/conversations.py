"""Conversations and their messages: begin, read, save a turn, rate, delete."""

import asyncio
import hashlib
import hmac
import secrets
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConversationMovedError, MessageNotFoundError, WrongTokenError
from bot.store.database import Database
from bot.store.deletion import BeforeWipe, wipe
from bot.store.deletion_list import DeletionJournal
from bot.store.donation_rows import withdraw_with
from bot.store.live_rows import is_attended, note_turn
from bot.store.message_rows import add_message, conversation_row, last_number, message_of
from bot.store.message_search import forget_deleted_words
from bot.store.recordings import Recordings
from bot.store.tables import ConversationRow, FeedbackRow, MessageRow
from bot.turn import Channel, Conversation, Message, Said, State, TurnRequest


class ConversationStore:
    """The embedded store behind :class:`bot.turn.Store`, on any database SQLAlchemy speaks."""

    def __init__(
        self,
        database: Database,
        recordings: Recordings | None = None,
        before_wipe: BeforeWipe | None = None,
        journal: DeletionJournal | None = None,
    ) -> None:
        """Keep everything in ``database``; with a conversation goes its recording, if any.

        Deletions are told to ``journal`` too.
        """
        self._database = database
        self._journal = journal or DeletionJournal(None)
        self._before_wipe = before_wipe
        self._recordings = recordings

    async def begin(
        self,
        municipality: str | None,
        language: str,
        channel: Channel,
        state: State,
        greetings: tuple[Message, ...],
        conversation_id: str | None = None,
    ) -> tuple[str, str, tuple[Message, ...]]:
        """Begin a conversation; gives its id, its token (kept only as a hash), its greetings."""
        identity = conversation_id or uuid.uuid4().hex
        token = secrets.token_urlsafe(32)

        def work(session: Session) -> tuple[Message, ...]:
            session.add(
                ConversationRow(
                    id=identity,
                    token_hash=_hash(token),
                    municipality=municipality,
                    language=language,
                    channel=channel,
                    state=state,
                )
            )
            session.flush()
            return tuple(
                add_message(session, identity, number, message)
                for number, message in enumerate(greetings, 1)
            )

        return identity, token, await self._database.run(work)

    async def load(self, conversation_id: str, token: str | None = None) -> Conversation:
        """The conversation, if ``token`` opens it or is none; raises ConversationError."""

        def work(session: Session) -> Conversation:
            row = conversation_row(session, conversation_id)
            if token is not None and not hmac.compare_digest(row.token_hash, _hash(token)):
                raise WrongTokenError
            return _conversation(row, is_attended(session, row.id))

        return await self._database.read(work)

    async def messages(self, conversation_id: str, after: str | None = None) -> list[Message]:
        """All messages in order, or those after the one with id ``after``."""

        def work(session: Session) -> list[Message]:
            first = 0
            if after:
                known = session.get(MessageRow, after)
                if known is not None and known.conversation_id == conversation_id:
                    first = known.number
            query = (
                select(MessageRow)
                .where(MessageRow.conversation_id == conversation_id, MessageRow.number > first)
                .order_by(MessageRow.number)
            )
            return [message_of(row) for row in session.scalars(query)]

        return await self._database.read(work)

    async def answered(
        self, conversation_id: str, client_id: str
    ) -> tuple[Message, tuple[Message, ...]] | None:
        """The stored message with this ``client_id`` and its answers, if there is one."""

        def work(session: Session) -> tuple[Message, tuple[Message, ...]] | None:
            asked = session.scalar(
                select(MessageRow).where(
                    MessageRow.conversation_id == conversation_id,
                    MessageRow.client_id == client_id,
                )
            )
            if asked is None:
                return None
            answers = session.scalars(
                select(MessageRow)
                .where(MessageRow.answers_to == asked.id)
                .order_by(MessageRow.number)
            )
            return message_of(asked), tuple(message_of(row) for row in answers)

        return await self._database.read(work)

    async def save(
        self, conversation: Conversation, request: TurnRequest, question: str, said: Said, ms: float
    ) -> tuple[Message, tuple[Message, ...]]:
        """Store question, answers and state in one transaction; gives them their ids.

        Raises ConversationMovedError when a person has taken the conversation meanwhile, or
        left it.
        """

        def work(session: Session) -> tuple[Message, tuple[Message, ...]]:
            row = conversation_row(session, conversation.id)
            if is_attended(session, row.id) != conversation.attended:
                raise ConversationMovedError
            row.state = said.state
            row.municipality = said.municipality
            row.updated = datetime.utcnow()
            note_turn(session, row.id, said.municipality)
            last = last_number(session, conversation.id)
            asked = add_message(
                session,
                conversation.id,
                last + 1,
                Message(
                    role="citizen",
                    kind="question",
                    text=question,
                    topic=said.topic,
                    municipality=said.municipality,
                ),
                client_id=request.client_id,
                outcome=said.outcome,
                confidence=said.confidence,
                spent_ms=ms,
            )
            answers = tuple(
                add_message(session, conversation.id, number, message, answers_to=asked.id)
                for number, message in enumerate(said.messages, last + 2)
            )
            return asked, answers

        return await self._database.run(work)

    async def rate(
        self,
        conversation_id: str,
        message_id: str,
        rating: Literal["up", "down"],
        comment: str | None,
    ) -> None:
        """Keep the rating (the newest counts); ``comment`` is masked already.

        Raises MessageNotFoundError.
        """

        def work(session: Session) -> None:
            message = session.get(MessageRow, message_id)
            if (
                message is None
                or message.conversation_id != conversation_id
                or message.role == "citizen"
            ):
                raise MessageNotFoundError
            session.merge(
                FeedbackRow(
                    message_id=message_id,
                    rating=rating,
                    comment=comment,
                    created=datetime.utcnow(),
                )
            )

        await self._database.run(work)

    async def delete(
        self, conversation_id: str, witness: Callable[[Session], None] | None = None
    ) -> None:
        """Delete all of the conversation; what stays is that its id is used up.

        A donation of it goes along: who wants it gone wants no copy to stay. ``witness`` writes
        something down in the same transaction. Raises ConversationError.
        """

        def work(session: Session) -> None:
            row = conversation_row(session, conversation_id)
            withdraw_with(session, conversation_id)
            if self._before_wipe is not None:
                self._before_wipe(session, [conversation_id])
            wipe(session, row)
            if witness is not None:
                witness(session)
            # Before it is certain: a line too many costs nothing, one too few brings words back.
            self._journal.note("conversation", conversation_id)

        await self._database.run(work)
        await forget_deleted_words(self._database)
        await self._database.forget_free_pages()
        await self._forget_recordings([conversation_id])

    async def _forget_recordings(self, conversation_ids: list[str]) -> None:
        if self._recordings is not None and conversation_ids:
            await asyncio.to_thread(self._recordings.delete, conversation_ids)

    async def writes(self) -> None:
        """Prove that the database takes writes; raises SQLAlchemyError when it doesn't."""

        def work(session: Session) -> None:
            probe = ConversationRow(id=uuid.uuid4().hex, token_hash="", language="da")
            session.add(probe)
            session.flush()
            session.delete(probe)

        await self._database.run(work)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _conversation(row: Any, attended: bool) -> Conversation:
    return Conversation(
        id=row.id,
        municipality=row.municipality,
        language=row.language,
        channel=row.channel,
        state=dict(row.state),
        attended=attended,
    )
