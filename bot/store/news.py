"""Tells other processes at once that something has happened, through Redis where there is one.

News may be lost and says nothing itself: whoever hears it looks in the database, and looks there
now and then anyway. So all goes on without Redis, only later.
"""

import asyncio
import uuid
from collections.abc import Callable
from typing import Final

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.store.redis_link import AGAIN_S, CONNECT_S, RedisLink

log = structlog.get_logger(__name__)
CHATS: Final = "chats"
"""Something is new in the conversation whose id is told."""
MODEL: Final = "model"
"""Another model is published."""
ANY: Final = ""
"""Told to all who hear, when news may have been lost: anything may have happened."""
_CHANNEL: Final = "muni:news:"
_LOOKED_S: Final = 1.0


class News:
    """What is told and heard in one process."""

    def __init__(self, link: RedisLink | None) -> None:
        """Through the Redis behind ``link``; with none, nobody is told and nobody hears."""
        self._link = link
        self._me = uuid.uuid4().hex
        self._hearers: dict[str, set[Callable[[str], None]]] = {}
        self._telling: set[asyncio.Task[None]] = set()
        self._is_heard = False

    @property
    def is_heard(self) -> bool:
        """Whether this process hears the others just now."""
        return self._is_heard

    def hear(self, subject: str, hearer: Callable[[str], None]) -> Callable[[], None]:
        """Call ``hearer`` with what others tell, or ``ANY``; gives what ends it."""
        self._hearers.setdefault(subject, set()).add(hearer)
        return lambda: self._hearers[subject].discard(hearer)

    def tell(self, subject: str, what: str) -> None:
        """Tell the other processes soon; from within the event loop."""
        if self._link is not None and not self._link.away:
            task = asyncio.get_running_loop().create_task(self._tell(self._link, subject, what))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def wait(self, subject: str, seconds: float) -> None:
        """Until there is news, or ``seconds`` have passed."""
        event = asyncio.Event()
        stop = self.hear(subject, lambda _: event.set())
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            pass
        finally:
            stop()

    async def listen(self) -> None:
        """Hear the others until cancelled, also after Redis was away."""
        if self._link is None:
            return
        while True:
            try:
                await self._listen(self._link)
            except (RedisError, OSError) as error:
                log.warning("news_not_heard", error=type(error).__name__)
            finally:
                self._is_heard = False
            await asyncio.sleep(AGAIN_S)

    async def _listen(self, link: RedisLink) -> None:
        async with link.client.pubsub(ignore_subscribe_messages=True) as heard:
            await heard.psubscribe(f"{_CHANNEL}*")
            link.answered()
            self._is_heard = True
            for subject in list(self._hearers):
                self._pass_on(subject, ANY)
            while True:
                news = await heard.get_message(timeout=_LOOKED_S)
                if news is not None:
                    teller, _, what = news["data"].partition(" ")
                    if teller != self._me:
                        self._pass_on(news["channel"].removeprefix(_CHANNEL), what)

    def _pass_on(self, subject: str, what: str) -> None:
        for hearer in list(self._hearers.get(subject, ())):
            hearer(what)

    async def _tell(self, link: RedisLink, subject: str, what: str) -> None:
        try:
            await link.client.publish(f"{_CHANNEL}{subject}", f"{self._me} {what}")
        except RedisError as error:
            link.failed(error)


async def tell_once(url: str, subject: str) -> None:
    """Tell all processes, from one that need not be listening; ``url`` may be empty."""
    if not url:
        return
    try:
        async with Redis.from_url(url, socket_connect_timeout=CONNECT_S) as client:
            await client.publish(f"{_CHANNEL}{subject}", "- ")
    except RedisError as error:
        log.warning("news_not_told", error=type(error).__name__)
