"""The console alone on a port of its own: what its pages show needs no model that answers."""

import asyncio
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

import uvicorn
from fastapi import FastAPI

from bot.staff.staff import Staff
from tests.api.staff.browsing import console

T = TypeVar("T")


def console_server(staff: Staff) -> AbstractContextManager[str]:
    """Serves the console until the end of the block; gives the address."""
    return served(console(staff))


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serves until the end of the block; gives the address."""
    config = uvicorn.Config(app, port=0, log_level="warning", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def done(work: Coroutine[Any, Any, T]) -> T:
    """Carry out ``work``; the browser's driver holds this thread's own event loop."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, work).result()
