"""Runs heavy work in a thread that gives way to those that answer citizens."""

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")
_NICE = 10


async def gently(work: Callable[..., T], *arguments: Any) -> T:
    """What ``work`` gives, run in a thread of its own at a lower priority; raises what it raises.

    Linux keeps a priority for each thread, and an unprivileged one can't raise it again: hence
    the thread is made for this work and ends with it.
    """
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(1, "gently", initializer=_give_way)
    try:
        return await loop.run_in_executor(pool, work, *arguments)
    finally:
        # Whoever is cancelled must not hold the loop until the work is done.
        pool.shutdown(wait=False)


def _give_way() -> None:
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
