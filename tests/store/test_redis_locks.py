"""Turns of one conversation in order over several workers, with Redis there and gone."""

import asyncio
import statistics
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import pytest

from bot.store import redis_locks
from bot.store.redis_link import RedisLink
from bot.store.redis_locks import RedisLocks
from tests import engines

SHORT_MS = 1200
"""The lease, and the patience, of those who are killed."""


@pytest.fixture
def url() -> str:
    return engines.redis_server().url


@pytest.fixture
async def workers(url: str) -> AsyncIterator[list[RedisLocks]]:
    """As four processes would be, each with connections of its own."""
    links = [RedisLink(url) for _ in range(4)]
    yield [RedisLocks(link) for link in links]
    for link in links:
        await link.close()


@pytest.fixture
def own_redis() -> Iterator[engines.Redis]:
    """One that may be killed."""
    made = engines.Redis()
    made.start()
    yield made
    made.kill()


async def test_one_at_a_time_in_the_order_they_came(workers: list[RedisLocks]) -> None:
    conversation, order, inside = uuid.uuid4().hex, [], 0

    async def turn(number: int) -> None:
        nonlocal inside
        async with workers[number % 4].hold(conversation):
            inside += 1
            assert inside == 1
            order.append(number)
            await asyncio.sleep(0.003)
            inside -= 1

    turns = []
    for number in range(50):
        turns.append(asyncio.create_task(turn(number)))
        await asyncio.sleep(0.001)
    await asyncio.gather(*turns)
    assert sorted(order) == list(range(50))
    # Each worker keeps its own in order, and no worker is passed over.
    for worker in range(4):
        own = [number for number in order if number % 4 == worker]
        assert own == sorted(own)
    assert max(abs(place - number) for place, number in enumerate(order)) < 8


async def test_who_waits_is_woken_and_does_not_ask_again_and_again(
    workers: list[RedisLocks],
) -> None:
    waits = []
    for _ in range(20):
        conversation, free = uuid.uuid4().hex, asyncio.Event()
        ends: list[float] = []

        async def hold(conversation: str = conversation, free: asyncio.Event = free) -> None:
            async with workers[0].hold(conversation):
                free.set()
                await asyncio.sleep(0.02)
            waits.append(-time.perf_counter())

        first = asyncio.create_task(hold())
        await free.wait()
        async with workers[1].hold(conversation):
            ends.append(time.perf_counter())
        await first
        waits[-1] += ends[0]
    assert statistics.median(waits) < 0.05


async def test_other_conversations_do_not_wait(workers: list[RedisLocks]) -> None:
    async with workers[0].hold("a" * 32), workers[1].hold("b" * 32):
        assert [worker.busy for worker in workers] == [1, 1, 0, 0]


async def test_a_long_turn_keeps_its_lock(
    workers: list[RedisLocks], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_locks, "LEASE_MS", 300)
    monkeypatch.setattr(redis_locks, "RENEWED_S", 0.1)
    conversation = uuid.uuid4().hex
    async with workers[0].hold(conversation):
        other = asyncio.create_task(_held(workers[1], conversation))
        await asyncio.sleep(0.9)
        assert not other.done()
    await asyncio.wait_for(other, 1)


async def test_the_lock_of_a_killed_worker_and_the_place_of_a_killed_waiter_are_given_on(
    workers: list[RedisLocks], url: str
) -> None:
    conversation = uuid.uuid4().hex
    holds, waits = await _worker(url, conversation), await _worker(url, conversation)
    waiting = asyncio.create_task(_held(workers[0], conversation))
    await asyncio.sleep(0.5)
    for process in (holds, waits):
        process.kill()
        await process.wait()
    began = time.monotonic()
    await asyncio.wait_for(waiting, 15)
    assert time.monotonic() - began < 2 * SHORT_MS / 1000 + 1.5


async def test_who_gives_up_waiting_holds_nobody_up(workers: list[RedisLocks]) -> None:
    conversation = uuid.uuid4().hex
    async with workers[0].hold(conversation):
        gone = asyncio.create_task(_held(workers[1], conversation))
        await asyncio.sleep(0.1)
        last = asyncio.create_task(_held(workers[2], conversation))
        await asyncio.sleep(0.1)
        gone.cancel()
        with suppress(asyncio.CancelledError):
            await gone
    began = time.monotonic()
    await last
    assert time.monotonic() - began < 0.5


async def test_turns_go_on_without_redis_and_use_it_again_when_it_is_back(
    own_redis: engines.Redis,
) -> None:
    links = [RedisLink(own_redis.url) for _ in range(2)]
    first, second = (RedisLocks(link) for link in links)
    await _held(first, "c" * 32)
    own_redis.kill()
    began, order = time.monotonic(), []

    async def turn(number: int) -> None:
        async with first.hold("c" * 32):
            order.append(number)

    await asyncio.gather(*(turn(number) for number in range(50)))
    assert order == list(range(50))
    assert time.monotonic() - began < 1
    own_redis.start()
    await asyncio.sleep(1.1)
    async with first.hold("c" * 32):
        other = asyncio.create_task(_held(second, "c" * 32))
        await asyncio.sleep(0.2)
        assert not other.done(), "the lock counts between workers again"
    await asyncio.wait_for(other, 2)
    for link in links:
        await link.close()


async def _held(locks: RedisLocks, conversation: str) -> None:
    async with locks.hold(conversation):
        pass


async def _worker(url: str, conversation: str) -> asyncio.subprocess.Process:
    """A process that takes the conversation, or waits for it."""
    code = f"""
import asyncio
from bot.store.redis_link import RedisLink
from bot.store import redis_locks
redis_locks.LEASE_MS, redis_locks.PATIENCE_MS, redis_locks.RENEWED_S = {SHORT_MS}, {SHORT_MS}, 0.3
from bot.store.redis_locks import RedisLocks
async def main():
    print("here", flush=True)
    async with RedisLocks(RedisLink({url!r})).hold({conversation!r}):
        await asyncio.sleep(60)
asyncio.run(main())
"""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    await process.stdout.readline()
    await asyncio.sleep(0.3)
    return process
