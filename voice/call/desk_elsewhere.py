"""A desk whose bot lives on another thread's event loop, so that a turn never delays the sound."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from voice.desk import Contact, Conversation, Desk, Draft, Hearing, HowItEnded, Page

_T = TypeVar("_T")


class DeskElsewhere:
    """The desk ``there``, whose coroutines run on ``loop``; what it answers comes here."""

    def __init__(self, there: Desk, loop: asyncio.AbstractEventLoop) -> None:
        self._there, self._loop = there, loop

    @property
    def can_send_sms(self) -> bool:
        """As the desk's own."""
        return self._there.can_send_sms

    async def begin(
        self, line: str, dialled: str | None, caller: str | None, municipality: str | None
    ) -> tuple[Conversation, tuple[str, ...]]:
        """As the desk's own; raises ``DeskError``."""
        there = self._there.begin(line, dialled, caller, municipality)
        conversation, greeting = await _on(self._loop, there)
        return ConversationElsewhere(conversation, self._loop), greeting

    def busy(self, dialled: str | None) -> Contact | None:
        """As the desk's own."""
        return self._there.busy(dialled)

    def records(self, municipality: str | None) -> bool:
        """As the desk's own."""
        return self._there.records(municipality)


class ConversationElsewhere:
    """The same for one conversation."""

    def __init__(self, there: Conversation, loop: asyncio.AbstractEventLoop) -> None:
        self._there, self._loop = there, loop

    @property
    def id(self) -> str:
        """As the conversation's own."""
        return self._there.id

    @property
    def token(self) -> str:
        """As the conversation's own."""
        return self._there.token

    @property
    def municipality(self) -> str | None:
        """As the conversation's own."""
        return self._there.municipality

    @property
    def recording(self) -> Path | None:
        """As the conversation's own."""
        return self._there.recording

    async def draft(self, text: str) -> Draft:
        """As the conversation's own; raises ``DeskError``."""
        return await _on(self._loop, self._there.draft(text))

    async def choose(self, payload: str) -> Draft:
        """As the conversation's own; raises ``DeskError``."""
        return await _on(self._loop, self._there.choose(payload))

    async def keep(self, draft: Draft, hearing: Hearing) -> None:
        """As the conversation's own; raises ``DeskError``."""
        await _on(self._loop, self._there.keep(draft, hearing))

    def contact(self) -> Contact | None:
        """As the conversation's own."""
        return self._there.contact()

    async def send_sms(self, number: str, pages: tuple[Page, ...]) -> bool:
        """As the conversation's own."""
        return await _on(self._loop, self._there.send_sms(number, pages))

    async def end(self, how: HowItEnded, seconds: float, transferred_to: str | None = None) -> None:
        """As the conversation's own."""
        await _on(self._loop, self._there.end(how, seconds, transferred_to))


async def _on(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, _T]) -> _T:
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))
