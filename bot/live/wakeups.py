"""Tells those who follow a chat that something is new, whichever process it happened in.

What happens in this process wakes them at once; what happens in others is told through Redis. The
database is asked as well, for all chats that are followed here together: often without Redis, and
now and then with it, since news may be lost.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.store.database import Database
from bot.store.live_tables import LiveChatRow
from bot.store.news import ANY, CHATS, News

log = structlog.get_logger(__name__)
ASKED_EVERY = 0.7
ASKED_BESIDES_NEWS_EVERY = 5.0
AT_ONCE = 500
"""So many ids go into one question to the database."""


class Wakeups:
    """One event for each follower."""

    def __init__(self, database: Database, news: News | None = None) -> None:
        """Of the chats in ``database``; other processes are told, and heard, through ``news``."""
        self._database = database
        self._news = news or News(None)
        self._news.hear(CHATS, self._heard)
        self._followers: dict[str, set[asyncio.Event]] = {}
        self._versions: dict[str, int | None] = {}

    @asynccontextmanager
    async def follow(self, conversation_id: str) -> AsyncIterator[asyncio.Event]:
        """An event that is set at each news; the follower clears it before looking."""
        event = asyncio.Event()
        self._followers.setdefault(conversation_id, set()).add(event)
        try:
            yield event
        finally:
            self._followers[conversation_id].discard(event)
            if not self._followers[conversation_id]:
                del self._followers[conversation_id]
                self._versions.pop(conversation_id, None)

    def wake(self, conversation_id: str) -> None:
        """Something is new in the chat, by what was done in this process."""
        self._wake_here(conversation_id)
        self._news.tell(CHATS, conversation_id)

    def close(self) -> None:
        """Wake all, since the service stops."""
        for conversation_id in list(self._followers):
            self._wake_here(conversation_id)

    async def watch(self) -> None:
        """Ask the database for as long as the service runs."""
        while True:
            heard = self._news.is_heard
            await asyncio.sleep(ASKED_BESIDES_NEWS_EVERY if heard else ASKED_EVERY)
            try:
                await self.look()
            except SQLAlchemyError as error:
                log.warning("live_chats_not_read", error=type(error).__name__)

    async def look(self) -> None:
        """Ask once, and wake the followers of what has changed or is gone."""
        followed = list(self._followers)
        for first in range(0, len(followed), AT_ONCE):
            part = followed[first : first + AT_ONCE]
            found = await self._database.read(partial(_versions, ids=part))
            for conversation_id in part:
                now = found.get(conversation_id)
                new = conversation_id not in self._versions
                if conversation_id in self._followers:
                    # A first look can't tell what happened before it, so it wakes as well.
                    if (new and now is not None) or self._versions.get(conversation_id) != now:
                        self._wake_here(conversation_id)
                    self._versions[conversation_id] = now

    def _heard(self, conversation_id: str) -> None:
        for one in list(self._followers) if conversation_id == ANY else [conversation_id]:
            self._wake_here(one)

    def _wake_here(self, conversation_id: str) -> None:
        for event in self._followers.get(conversation_id, ()):
            event.set()


def _versions(session: Session, ids: list[str]) -> dict[str, int]:
    query = select(LiveChatRow.conversation_id, LiveChatRow.version).where(
        LiveChatRow.conversation_id.in_(ids)
    )
    return {one.conversation_id: one.version for one in session.execute(query)}
