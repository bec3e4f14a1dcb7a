"""Watches the pointer in a process that answers, and swaps the model between turns."""

import asyncio
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import DialogueError
from bot.publishing.pointer import Pointer, read_pointer
from bot.publishing.publisher import Publisher
from bot.publishing.registry import model_id
from bot.publishing.workers import Worker, Workers
from bot.settings import Settings
from bot.store.database import Database
from bot.store.news import MODEL, News

log = structlog.get_logger(__name__)
POLL_S: Final = 1.0
_AGAIN_S: Final = (5.0, 30.0, 120.0)
"""Waits before a model that could not be loaded is tried again, the last one for ever after."""
_STILL_HERE_S: Final = 30.0


class Swapping(Protocol):
    """The dialogue whose model is swapped."""

    @property
    def model(self) -> Path:
        """The model file that answers now."""

    async def swap(self, model: Path) -> None:
        """Answer with another from the next turn on; raises DialogueError."""


class Watched(Protocol):
    """What of a bot is needed to watch."""

    @property
    def settings(self) -> Settings:
        """Where models lie."""

    @property
    def database(self) -> Database:
        """Where the pointer is."""

    @property
    def dialogue(self) -> Swapping:
        """Who answers."""

    @property
    def news(self) -> News:
        """Tells when the pointer has moved."""


async def watch_published_model(
    bot: Watched, kind: str = "web", swapped: Callable[[Path], None] | None = None
) -> None:
    """Keep ``bot`` on the published model until cancelled; ``kind`` is shown to staff.

    Planned publications are carried out too. A model that can't be loaded is refused: the one
    before answers on, and staff see why. ``swapped`` is told of each model that has come to
    answer, in a thread of its own, for what else follows it.
    """
    watcher = ModelWatcher(bot, kind, swapped)
    try:
        while True:
            try:
                await watcher.look()
            except SQLAlchemyError as gone:
                # A database that is away for a moment is told by /readyz; nothing is lost here.
                log.warning("pointer_unread", why=type(gone).__name__)
            await bot.news.wait(MODEL, POLL_S)
    finally:
        await watcher.leave()


class ModelWatcher:
    """One process's watch over the pointer."""

    def __init__(
        self, bot: Watched, kind: str, swapped: Callable[[Path], None] | None = None
    ) -> None:
        """Begin with whatever ``bot`` answers with."""
        self._bot = bot
        self._kind = kind
        self._swapped = swapped
        self._id = f"{socket.gethostname()[:40]}:{os.getpid()}:{kind}"
        self._workers = Workers(bot.database)
        self._publisher = Publisher(bot.database, bot.settings)
        self._version = 0
        self._note: str | None = None
        self._tries = 0
        self._again = 0.0
        self._told = float("-inf")

    @property
    def note(self) -> str | None:
        """What is wrong, in Danish; None when the published model answers."""
        return self._note

    async def look(self) -> None:
        """Carry out what is due, and follow the pointer if it has moved."""
        if published := await self._publisher.publish_due():
            log.info("published_as_planned", models=published)
        pointer = await read_pointer(self._bot.database)
        if pointer is not None and (pointer.version != self._version or self._due_again()):
            await self._follow(pointer)
            await self._tell()
        elif time.monotonic() - self._told > _STILL_HERE_S:
            await self._tell()

    async def leave(self) -> None:
        """Tell that this process answers no longer."""
        try:
            await self._workers.remove(self._id)
        except (SQLAlchemyError, RuntimeError) as closed:
            log.info("worker_left_unseen", why=type(closed).__name__)

    def _due_again(self) -> bool:
        return self._note is not None and time.monotonic() >= self._again

    async def _follow(self, pointer: Pointer) -> None:
        if pointer.version != self._version:
            self._tries = 0
        model = self._bot.settings.models_folder / pointer.file
        if self._bot.settings.model:
            self._note = "MUNI_MODEL er sat, så den udgivne model bruges ikke her."
            self._again = float("inf")
        elif model.name == self._bot.dialogue.model.name:
            self._note = None
        else:
            await self._swap(model)
        self._version = pointer.version

    async def _swap(self, model: Path) -> None:
        began = time.perf_counter()
        try:
            await self._bot.dialogue.swap(model)
        except (DialogueError, OSError) as refused:
            wait = _AGAIN_S[min(self._tries, len(_AGAIN_S) - 1)]
            self._tries += 1
            self._again = time.monotonic() + wait
            self._note = (
                f"Modellen {model_id(model)} kunne ikke indlæses. "
                f"{model_id(self._bot.dialogue.model)} svarer videre."
            )
            log.error("model_refused", model=model.name, why=str(refused), again_in_s=wait)
            return
        self._note = None
        log.info("model_swapped", model=model.name, spent_s=round(time.perf_counter() - began, 2))
        if self._swapped:
            await asyncio.to_thread(self._swapped, model)

    async def _tell(self) -> None:
        answering = model_id(self._bot.dialogue.model)
        await self._workers.tell(Worker(self._id, self._kind, answering, self._version, self._note))
        self._told = time.monotonic()
