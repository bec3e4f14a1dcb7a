"""Locks that keep the turns of one conversation in order, within one process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class MemoryLocks:
    """One lock a conversation, first come, first served; forgotten when nobody waits."""

    def __init__(self) -> None:
        """Start with none."""
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncIterator[None]:
        """Wait for the turns that came before, then hold the conversation."""
        lock, users = self._locks.get(conversation_id, (asyncio.Lock(), 0))
        self._locks[conversation_id] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            _, users = self._locks[conversation_id]
            if users == 1:
                del self._locks[conversation_id]
            else:
                self._locks[conversation_id] = (lock, users - 1)

    @property
    def busy(self) -> int:
        """How many conversations have a turn under way."""
        return len(self._locks)
