"""The bot's drafts in one call, one at a time; begun early, and thrown away if the caller goes on.

Nothing of a draft is stored before ``keep``.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from voice.desk import Conversation, Draft, Hearing


class Drafts:
    """At most one early draft is under way."""

    def __init__(self, conversation: Conversation) -> None:
        self.taken_early = 0
        """How often the draft begun early was the one that was wanted."""
        self.ready_at = 0.0
        """The clock (``time.monotonic``, which is asyncio's) when the last draft was ready."""
        self._conversation = conversation
        self._text = ""
        self._task: asyncio.Task[Draft] | None = None
        self._alone = asyncio.Lock()

    def begin(self, text: str) -> None:
        """Begin to answer ``text``, unless that is under way."""
        if text == self._text and self._task is not None:
            return
        self.drop()
        self._text = text
        self._task = asyncio.create_task(self._draft(text))
        self._task.add_done_callback(_retrieve)

    def drop(self) -> None:
        """The caller went on: forget it."""
        if self._task is not None:
            self._task.cancel()
        self._task, self._text = None, ""

    async def take(self, text: str) -> Draft:
        """The draft for ``text``, begun early or now. Raises ``DeskError``."""
        early = self._task is not None and text == self._text
        self.begin(text)
        task = self._task
        assert task is not None  # noqa: S101 - begin() set it
        try:
            draft = await task
        finally:
            self.drop()
        self.taken_early += early
        return draft

    async def choose(self, payload: str) -> Draft:
        """The draft for a choice. Raises ``DeskError``."""
        self.drop()
        async with self._alone:
            return await self._conversation.choose(payload)

    async def keep(self, draft: Draft, hearing: Hearing) -> None:
        """Store it. Raises ``DeskError``."""
        async with self._alone:
            await self._conversation.keep(draft, hearing)

    async def close(self) -> None:
        """Drop it, and wait until it is gone."""
        task = self._task
        self.drop()
        if task is not None:
            with suppress(asyncio.CancelledError, Exception):
                await task

    async def _draft(self, text: str) -> Draft:
        async with self._alone:
            draft = await self._conversation.draft(text)
        self.ready_at = time.monotonic()
        return draft


def _retrieve(task: asyncio.Task[Draft]) -> None:
    """An error in a draft that nobody took is no matter."""
    if not task.cancelled():
        task.exception()
