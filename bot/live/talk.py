"""What an agent says and reads in a chat."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import EmptyTextError, TextTooLongError
from bot.live import notices
from bot.live.claims import own_chat
from bot.live.queue import bump
from bot.staff.audit import record
from bot.staff.user import User
from bot.store.database import Database
from bot.store.message_rows import append_message, message_of
from bot.store.tables import MessageRow
from bot.text import clean
from bot.turn import MAX_CHARACTERS, Link, Masker, Message, Source


@dataclass(frozen=True, slots=True)
class Line:
    """What the agent sends. ``checked`` text is the console's own, and is not masked again."""

    text: str
    client_id: str
    """The console's own id of the message: sent again, it is stored once."""
    checked: bool = False
    topic: str | None = None
    links: tuple[Link, ...] = ()
    source: Source | None = None


class Talk:
    """Writes the staff's messages into conversations, and reads them for staff."""

    def __init__(self, database: Database, masker: Masker) -> None:
        """In ``database``; personal data is masked before it is stored."""
        self._database = database
        self._masker = masker

    async def say(self, agent: User, conversation_id: str, line: Line) -> Message:
        """Store what the agent wrote; gives it as it is stored.

        Raises EmptyTextError, TextTooLongError, ChatNotFoundError, NotYourChatError.
        """
        text = clean(line.text)
        if not text:
            raise EmptyTextError
        if len(text) > MAX_CHARACTERS:
            raise TextTooLongError
        kept = text if line.checked else self._masker.mask(text).text

        def work(session: Session) -> Message:
            before = session.scalar(
                select(MessageRow).where(
                    MessageRow.conversation_id == conversation_id,
                    MessageRow.client_id == _key(line.client_id),
                )
            )
            if before is not None:
                return message_of(before)
            row = own_chat(session, agent, conversation_id)
            row.staff_writes_until = None
            session.flush()
            bump(session, conversation_id)
            return append_message(
                session,
                conversation_id,
                Message(
                    role="staff",
                    text=kept,
                    topic=line.topic,
                    links=list(line.links),
                    source=line.source,
                    municipality=row.municipality,
                    author=notices.author(agent.name, row.municipality),
                ),
                client_id=_key(line.client_id),
            )

        return await self._database.run(work)

    async def read(self, agent: User, conversation_id: str, municipality: str | None) -> None:
        """Write down that the agent read the conversation."""
        await self._database.run(
            lambda session: record(session, agent.actor, "chat_read", conversation_id, municipality)
        )


def _key(client_id: str) -> str:
    """Apart from what citizens' own messages are called."""
    return f"staff:{client_id}"
