"""Locks that keep the turns of one conversation in order, over all workers and hosts.

While Redis is away each process keeps its own turns in order; the database still takes the
conversation's writes one after another, so nothing is lost or doubled.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import structlog
from redis.exceptions import RedisError

from bot.store.locks import MemoryLocks
from bot.store.redis_link import RedisLink

log = structlog.get_logger(__name__)
LEASE_MS: Final = 6000
"""A worker that was killed keeps its conversations so long; one that lives renews its lease."""
RENEWED_S: Final = 2.0
ASKED_S: Final = 1.0
"""Who waits is woken by whoever lets go; this often it looks by itself, should that one die."""
PATIENCE_MS: Final = 3000
"""Who waits and has not looked for so long is dead, and loses its place."""

# KEYS: the lock, who waits. ARGV: me, the waiters' signs of life, their bells, numbers.
# Those in front who show no sign of life are passed over.
_FIRST = """
local me = ARGV[1]
local function first()
  local one = redis.call('lindex', KEYS[2], 0)
  while one and one ~= me and redis.call('exists', ARGV[2] .. one) == 0 do
    redis.call('lpop', KEYS[2])
    one = redis.call('lindex', KEYS[2], 0)
  end
  return one
end
"""
# Gives 0 when the lock is mine, else how many milliseconds to wait at most.
_TAKE = f"""{_FIRST}
local holder = redis.call('get', KEYS[1])
if holder == me then return 0 end
local next = first()
if not holder and (not next or next == me) then
  if next then redis.call('lpop', KEYS[2]) end
  redis.call('del', ARGV[2] .. me)
  redis.call('set', KEYS[1], me, 'px', ARGV[4])
  return 0
end
if not redis.call('lpos', KEYS[2], me) then redis.call('rpush', KEYS[2], me) end
redis.call('pexpire', KEYS[2], 10 * ARGV[5])
redis.call('set', ARGV[2] .. me, 1, 'px', ARGV[5])
local left = redis.call('pttl', KEYS[1])
if left > 0 and left < tonumber(ARGV[6]) then return left + 1 end
return tonumber(ARGV[6])
"""
_LEAVE = f"""{_FIRST}
if redis.call('get', KEYS[1]) == me then redis.call('del', KEYS[1]) end
redis.call('lrem', KEYS[2], 0, me)
redis.call('del', ARGV[2] .. me, ARGV[3] .. me)
local next = first()
if next and redis.call('exists', KEYS[1]) == 0 then
  redis.call('lpush', ARGV[3] .. next, 1)
  redis.call('pexpire', ARGV[3] .. next, ARGV[5])
end
"""
_RENEW = """
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('pexpire', KEYS[1], ARGV[4])
"""


class RedisLocks:
    """One lock a conversation, first come, first served; gone with whoever held it."""

    def __init__(self, link: RedisLink) -> None:
        """In the Redis behind ``link``."""
        self._link = link
        self._here = MemoryLocks()

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncIterator[None]:
        """Wait for the turns that came before in any process, then hold the conversation."""
        # Within the process turns queue here, so that each process asks Redis with one at a time.
        async with self._here.hold(conversation_id):
            if self._link.away:
                yield
                return
            lease = _Lease(self._link, conversation_id)
            try:
                taken = await lease.take()
                renewing = asyncio.create_task(lease.keep()) if taken else None
                try:
                    yield
                finally:
                    if renewing is not None:
                        renewing.cancel()
            finally:
                await asyncio.shield(lease.leave())

    @property
    def busy(self) -> int:
        """How many conversations have a turn under way in this process."""
        return self._here.busy


class _Lease:
    """One turn's place in the queue, and then its lease of the conversation."""

    def __init__(self, link: RedisLink, conversation_id: str) -> None:
        self._link = link
        self._me = uuid.uuid4().hex
        # The braces keep a conversation's keys on one machine of a Redis cluster.
        start = f"muni:{{{conversation_id}}}"
        self._keys = [f"{start}:lock", f"{start}:queue"]
        self._bell = f"{start}:bell:"
        self._values = [
            self._me, f"{start}:waits:", self._bell, LEASE_MS, PATIENCE_MS, int(ASKED_S * 1000),
        ]  # fmt: skip

    async def take(self) -> bool:
        """Wait until the conversation is ours; false when Redis went away meanwhile."""
        try:
            while wait_ms := int(await self._run(_TAKE)):
                await self._link.client.blpop([f"{self._bell}{self._me}"], timeout=wait_ms / 1000)
        except RedisError as error:
            self._link.failed(error)
            return False
        return True

    async def keep(self) -> None:
        """Renew the lease until cancelled."""
        while True:
            await asyncio.sleep(RENEWED_S)
            try:
                if not await self._run(_RENEW):
                    log.warning("lock_lost")
                    return
            except RedisError as error:
                self._link.failed(error)

    async def leave(self) -> None:
        """Let go, or give up the place, and wake who is next."""
        if not self._link.away:
            try:
                await self._run(_LEAVE)
            except RedisError as error:
                self._link.failed(error)

    async def _run(self, script: str) -> Any:
        return await self._link.client.register_script(script)(self._keys, self._values)
