"""The parts of a turn, with the time of each measured: the ports of bot/turn.py, passed through."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.stopwatch import step
from bot.turn import (
    Conversation,
    Dialogue,
    Locks,
    Masked,
    Masker,
    Message,
    Said,
    Store,
    TurnRequest,
)


@dataclass(frozen=True, slots=True)
class TimedMasker:
    """Step ``mask``."""

    inner: Masker

    def mask(self, text: str) -> Masked:
        """As the masker's own."""
        with step("mask"):
            return self.inner.mask(text)


@dataclass(frozen=True, slots=True)
class TimedDialogue:
    """Step ``dialogue``: what is left of it beside the steps inside."""

    inner: Dialogue

    async def respond(self, conversation: Conversation, text: str, payload: bool) -> Said:
        """As the dialogue's own."""
        with step("dialogue"):
            return await self.inner.respond(conversation, text, payload)

    def name(self, payload: str) -> str:
        """As the dialogue's own."""
        return self.inner.name(payload)


@dataclass(frozen=True, slots=True)
class TimedStore:
    """Step ``store``, reading and writing together."""

    inner: Store

    async def answered(
        self, conversation_id: str, client_id: str
    ) -> tuple[Message, tuple[Message, ...]] | None:
        """As the store's own."""
        with step("store"):
            return await self.inner.answered(conversation_id, client_id)

    async def load(self, conversation_id: str, token: str | None = None) -> Conversation:
        """As the store's own."""
        with step("store"):
            return await self.inner.load(conversation_id, token)

    async def save(
        self, conversation: Conversation, request: TurnRequest, question: str, said: Said, ms: float
    ) -> tuple[Message, tuple[Message, ...]]:
        """As the store's own."""
        with step("store"):
            return await self.inner.save(conversation, request, question, said, ms)


@dataclass(frozen=True, slots=True)
class TimedLocks:
    """Step ``wait``: for the turns of the conversation that came before."""

    inner: Locks

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncIterator[None]:
        """As the locks' own."""
        async with AsyncExitStack() as held:
            with step("wait"):
                await held.enter_async_context(self.inner.hold(conversation_id))
            yield
