"""Puts the parts of taking over a chat together."""

import asyncio
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.live.canned import CannedAnswers
from bot.live.citizen_view import CitizenView
from bot.live.claims import Claims
from bot.live.contacts import Contacts
from bot.live.presence import Presence
from bot.live.queue import Queue
from bot.live.talk import Talk
from bot.live.wakeups import Wakeups
from bot.live.writing import Writing
from bot.store.database import Database
from bot.store.news import News
from bot.turn import Masker

log = structlog.get_logger(__name__)
SWEPT_EVERY = 15.0


@dataclass(frozen=True, slots=True)
class LiveRoom:
    """Everything about chats that people take over."""

    queue: Queue
    claims: Claims
    talk: Talk
    presence: Presence
    citizen: CitizenView
    contacts: Contacts
    canned: CannedAnswers
    wakeups: Wakeups
    writing: Writing

    async def run(self) -> None:
        """Look for news, and put right what was left lying, for as long as the service runs."""
        await asyncio.gather(self.wakeups.watch(), self._sweep())

    async def sweep(self) -> None:
        """Return the chats of agents who vanished, and let go of what is too old."""
        returned = await self.claims.return_from_vanished()
        expired = await self.queue.forget_patience()
        for conversation_id in (*returned, *expired):
            self.wakeups.wake(conversation_id)
        await self.contacts.purge()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEPT_EVERY)
            try:
                await self.sweep()
            except SQLAlchemyError as error:
                log.warning("live_chats_not_swept", error=type(error).__name__)


def build_live_room(
    database: Database, masker: Masker, contact_days: int, news: News | None = None
) -> LiveRoom:
    """On ``database``, whose tables are there already; ``news`` reaches other processes."""
    return LiveRoom(
        queue=Queue(database),
        claims=Claims(database),
        talk=Talk(database, masker),
        presence=Presence(database),
        citizen=CitizenView(database),
        contacts=Contacts(database, contact_days),
        canned=CannedAnswers(database),
        wakeups=Wakeups(database, news),
        writing=Writing(database),
    )
