"""Rate limits, with the ``limits`` library; addresses are kept in memory and only so long."""

import time

from fastapi import HTTPException, Request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.settings import Settings


class RateLimits:
    """Says no, with how long to wait, to whoever asks too often."""

    def __init__(self, settings: Settings) -> None:
        """With the limits in the settings."""
        self._on = settings.rate_limit
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._conversations = parse(settings.rate_conversations)
        self._messages = parse(settings.rate_messages)
        self._address = parse(settings.rate_address)
        self._codes = parse(settings.rate_codes)
        self._suggestions = parse(settings.rate_suggestions)

    def begin_conversation(self, request: Request) -> None:
        """Count a new conversation; raises HTTPException 429."""
        self._count(self._conversations, "begin", address_of(request))

    def message(self, conversation_id: str) -> None:
        """Count a message in a conversation; raises HTTPException 429."""
        self._count(self._messages, "message", conversation_id)

    def code(self, request: Request) -> None:
        """Count a try at a withdrawal code; raises HTTPException 429."""
        self._count(self._codes, "code", address_of(request))

    def suggestion(self, request: Request) -> None:
        """Count what somebody says of an answer without a conversation; raises HTTPException."""
        self._count(self._suggestions, "suggestion", address_of(request))

    def request(self, address: str) -> None:
        """Count any request; raises HTTPException 429."""
        self._count(self._address, "request", address)

    def _count(self, limit: RateLimitItem, kind: str, who: str) -> None:
        if not self._on or self._limiter.hit(limit, kind, who):
            return
        reset, _ = self._limiter.get_window_stats(limit, kind, who)
        wait = max(1, int(reset - time.time()) + 1)
        raise HTTPException(429, headers={"Retry-After": str(wait)})


def address_of(request: Request) -> str:
    """The client's address (uvicorn has replaced it when a trusted proxy forwarded)."""
    return request.client.host if request.client else "unknown"
