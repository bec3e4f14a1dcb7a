"""How it stands with a person, as the citizen may see it."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from bot.live.chat import chat_of
from bot.live.notices import author
from bot.live.presence import agents_there
from bot.live.queue import place_in_queue
from bot.staff.tables import UserRow
from bot.store.database import Database
from bot.store.live_rows import TAKEN, WAITING
from bot.store.live_tables import LiveChatRow


@dataclass(frozen=True, slots=True)
class PersonStatus:
    """``waiting`` for a person, ``taken`` by one, or ``none``."""

    state: Literal["none", "waiting", "taken"] = "none"
    place: int | None = None
    """In the queue, from 1; while waiting."""
    staffed: bool = False
    """Whether an agent for the municipality is there; while waiting."""
    name: str | None = None
    """Who has the chat, and where they work."""
    writes: bool = False
    """Whether they are writing just now."""


class CitizenView:
    """Reads it."""

    def __init__(self, database: Database) -> None:
        """From ``database``."""
        self._database = database

    async def status(self, conversation_id: str) -> PersonStatus:
        """Of one conversation; a chat that the citizen did not ask for is ``none``."""
        return await self._database.read(lambda session: _status(session, conversation_id))


def _status(session: Session, conversation_id: str) -> PersonStatus:
    row = session.get(LiveChatRow, conversation_id)
    if row is None:
        return PersonStatus()
    chat = chat_of(row)
    if chat.state == TAKEN:
        agent = session.get(UserRow, chat.agent_id)
        name = agent.name if agent is not None else ""
        return PersonStatus("taken", name=author(name, chat.municipality), writes=chat.staff_writes)
    if chat.state == WAITING and chat.reason != "failed":
        there = bool(agents_there(session, chat.municipality))
        return PersonStatus("waiting", place_in_queue(session, chat), there)
    return PersonStatus()
