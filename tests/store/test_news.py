"""News from process to process through Redis, and nothing broken without it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress

import pytest

from bot.store.news import ANY, CHATS, MODEL, News, tell_once
from bot.store.redis_link import RedisLink
from tests import engines


@pytest.fixture
def own_redis() -> Iterator[engines.Redis]:
    """One that may be killed."""
    made = engines.Redis()
    made.start()
    yield made
    made.kill()


@pytest.fixture
async def pair(own_redis: engines.Redis) -> AsyncIterator[tuple[News, News]]:
    """Two processes that listen."""
    links = [RedisLink(own_redis.url) for _ in range(2)]
    here, there = (News(link) for link in links)
    listening = [asyncio.create_task(one.listen()) for one in (here, there)]
    await _until(lambda: here.is_heard and there.is_heard)
    yield here, there
    for task in listening:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    for link in links:
        await link.close()


async def test_others_hear_it_within_a_moment_and_the_teller_does_not(
    pair: tuple[News, News],
) -> None:
    here, there = pair
    own: list[str] = []
    heard: list[str] = []
    here.hear(CHATS, own.append)
    there.hear(CHATS, heard.append)
    began = time.monotonic()
    here.tell(CHATS, "abc")
    await _until(lambda: heard == ["abc"])
    assert time.monotonic() - began < 0.2
    assert own == []


async def test_one_subject_does_not_wake_who_waits_for_another(
    pair: tuple[News, News], own_redis: engines.Redis
) -> None:
    here, there = pair
    waiting = asyncio.create_task(there.wait(MODEL, 30))
    await asyncio.sleep(0.05)
    here.tell(CHATS, "abc")
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await tell_once(own_redis.url, MODEL)
    await asyncio.wait_for(waiting, 0.5)


async def test_after_redis_was_away_all_look_for_what_they_missed(
    pair: tuple[News, News], own_redis: engines.Redis
) -> None:
    here, there = pair
    heard: list[str] = []
    there.hear(CHATS, heard.append)
    own_redis.kill()
    await _until(lambda: not there.is_heard)
    here.tell(CHATS, "lost")
    await tell_once(own_redis.url, MODEL)
    own_redis.start()
    await _until(lambda: here.is_heard and there.is_heard)
    assert heard == [ANY]
    here.tell(CHATS, "abc")
    await _until(lambda: heard == [ANY, "abc"])


async def test_without_redis_waiting_is_only_waiting() -> None:
    news = News(None)
    await news.listen()
    began = time.monotonic()
    await news.wait(MODEL, 0.05)
    assert time.monotonic() - began > 0.04
    news.tell(CHATS, "abc")
    assert not news.is_heard


async def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < end
        await asyncio.sleep(0.005)
