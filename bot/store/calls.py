"""Telephone calls: when, on which line and how they ended, and how well was heard."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.database import Database
from bot.store.tables import CallRow, ConversationRow, HearingRow, MessageRow

LONGEST = timedelta(hours=2)
"""No call lasts so long: its process is gone, and could not write its end."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How a caller's words were come by: recogniser confidence 0 to 1 (None for a key), and
    milliseconds from the end of speech until it was seen, until the answer was ready, and until
    its first sound; ``interrupted`` when the answer before was broken off.
    """

    confidence: float | None = None
    endpoint_ms: float | None = None
    draft_ms: float | None = None
    reply_ms: float | None = None
    interrupted: bool = False


class CallStore:
    """Keeps calls beside their conversations, and goes with them when they are deleted."""

    def __init__(self, database: Database) -> None:
        """Keep them in ``database``."""
        self._database = database

    async def begin(self, conversation_id: str, line: str, municipality: str | None) -> None:
        """A call came in on ``line`` (``sip``, ``browser`` ...)."""

        def work(session: Session) -> None:
            session.add(
                CallRow(conversation_id=conversation_id, line=line, municipality=municipality)
            )

        await self._database.run(work)

    async def hear(self, message_id: str, heard: Heard) -> None:
        """How the citizen's message ``message_id`` was heard; a deleted one stays deleted."""

        def work(session: Session) -> None:
            if session.get(MessageRow, message_id) is None:
                return
            session.merge(
                HearingRow(
                    message_id=message_id,
                    confidence=heard.confidence,
                    endpoint_ms=heard.endpoint_ms,
                    draft_ms=heard.draft_ms,
                    reply_ms=heard.reply_ms,
                    interrupted=heard.interrupted,
                )
            )

        await self._database.run(work)

    async def end(
        self, conversation_id: str, ending: str, seconds: float, transferred_to: str | None
    ) -> None:
        """The call is over. ``transferred_to`` is a number of the municipality's own, never a
        citizen's. A call whose conversation was deleted meanwhile stays deleted.
        """

        def work(session: Session) -> None:
            row = session.get(CallRow, conversation_id)
            conversation = session.get(ConversationRow, conversation_id)
            if row is None or conversation is None:
                return
            row.ended = datetime.utcnow()
            row.ending = ending
            row.seconds = seconds
            row.transferred_to = transferred_to
            row.municipality = conversation.municipality

        await self._database.run(work)

    async def end_forgotten(self) -> int:
        """End as lost the calls whose process was killed; gives how many."""

        def work(session: Session) -> int:
            before = datetime.utcnow() - LONGEST
            query = (
                select(CallRow, ConversationRow)
                .join(ConversationRow, ConversationRow.id == CallRow.conversation_id)
                .where(CallRow.ended.is_(None), CallRow.started < before)
            )
            forgotten = list(session.execute(query))
            for row, conversation in forgotten:
                row.ending, row.ended = "lost", conversation.updated
                row.seconds = max(0.0, (conversation.updated - row.started).total_seconds())
                row.municipality = conversation.municipality
            return len(forgotten)

        return await self._database.run(work)
