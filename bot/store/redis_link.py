"""One process's way to Redis, which may be away for a while without anything stopping."""

import asyncio
import time
from typing import Final

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as GoneError
from redis.exceptions import TimeoutError as SlowError

log = structlog.get_logger(__name__)
AGAIN_S: Final = 1.0
"""So long a Redis that did not answer is not asked again, so that no citizen waits for it."""
CONNECT_S: Final = 0.5
ANSWER_S: Final = 3.0


class RedisLink:
    """A client for whichever event loop asks; knows whether Redis was there when last asked."""

    def __init__(self, url: str) -> None:
        """``url`` as in ``redis://host:6379/0``; nothing is connected yet."""
        self._url = url
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: Redis[str] | None = None
        self._again = 0.0

    @property
    def client(self) -> "Redis[str]":
        """The client of the running event loop."""
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            self._client, self._loop = self._connected(), loop
        return self._client

    @property
    def away(self) -> bool:
        """Whether Redis failed within the last second."""
        return time.monotonic() < self._again

    def failed(self, error: Exception) -> None:
        """Redis did not answer: leave it alone for a second."""
        if not self.away:
            log.warning("redis_away", error=type(error).__name__)
        self._again = time.monotonic() + AGAIN_S

    def answered(self) -> None:
        """Redis is there: ask it at once again."""
        self._again = 0.0

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None and self._loop is asyncio.get_running_loop():
            await self._client.close(close_connection_pool=True)
            self._client = None

    def _connected(self) -> "Redis[str]":
        # Connections that lay idle while Redis was started anew fail once each; so again, once.
        return Redis.from_url(
            self._url,
            decode_responses=True,
            socket_connect_timeout=CONNECT_S,
            socket_timeout=ANSWER_S,
            socket_keepalive=True,
            health_check_interval=15,
            retry=Retry(NoBackoff(), 1),
            retry_on_error=[GoneError, SlowError],
        )
