"""Who is writing just now: known to all processes, and forgotten after a few seconds."""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from bot.live.chat import chat_of
from bot.live.queue import bump
from bot.store.database import Database
from bot.store.live_rows import TAKEN
from bot.store.live_tables import LiveChatRow

Side = Literal["citizen", "staff"]
LASTS = timedelta(seconds=6)


class Writing:
    """Signs that one side is writing."""

    def __init__(self, database: Database) -> None:
        """In ``database``."""
        self._database = database

    async def set(
        self, conversation_id: str, side: Side, on: bool, agent_id: str | None = None
    ) -> bool:
        """One side writes, or stopped; gives whether that is news.

        It is none where no person has the chat, or another than ``agent_id``.
        """

        def work(session: Session) -> bool:
            row = session.get(LiveChatRow, conversation_id)
            if row is None or row.state != TAKEN or (agent_id and row.agent_id != agent_id):
                return False
            chat = chat_of(row)
            before = chat.citizen_writes if side == "citizen" else chat.staff_writes
            setattr(row, f"{side}_writes_until", datetime.utcnow() + LASTS if on else None)
            if before != on:
                session.flush()
                bump(session, conversation_id)
            return before != on

        return await self._database.run(work)
