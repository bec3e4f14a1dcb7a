"""The database: one engine, and its work done in threads so that the event loop is never held."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from bot.store.null_characters import without_null_characters
from bot.store.side_by_side import one_after_another, repeated

T = TypeVar("T")
_writing: ContextVar[bool] = ContextVar("writing", default=False)
_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """Runs units of work, each in one transaction."""

    def __init__(self, url: str, threads: int = 4) -> None:
        """``url`` is SQLAlchemy's; ``threads`` is how many transactions run side by side."""
        self.url = url
        self._engine = _engine(url, threads)
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)
        self._writing_sessions = sessionmaker(
            one_after_another(self._engine), expire_on_commit=False
        )
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")
        sqlite = self._engine.dialect.name == "sqlite"
        self._one_writer: AbstractContextManager[Any] = Lock() if sqlite else nullcontext()

    async def run(self, work: Callable[[Session], T]) -> T:
        """Run ``work``, which writes, in a transaction of its own in a thread.

        What it reads stays so until it is done, as if no other wrote meanwhile. On PostgreSQL it
        may be run again for that, so it changes nothing but the database.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._write, work)

    async def read(self, work: Callable[[Session], T]) -> T:
        """Run ``work``, which only reads, in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._transaction, work)

    def run_here(self, work: Callable[[Session], T]) -> T:
        """Run ``work``, which writes, in this thread, which must not be the event loop's."""
        return self._write(work)

    def read_here(self, work: Callable[[Session], T]) -> T:
        """Run ``work``, which only reads, in this thread, which must not be the event loop's."""
        return self._transaction(work)

    def _write(self, work: Callable[[Session], T]) -> T:
        # SQLite lets one write at a time and makes the others sleep and look again; here they
        # queue, and are woken at once.
        with self._one_writer:
            _writing.set(True)
            try:
                return repeated(partial(self._transaction, work, self._writing_sessions))
            finally:
                _writing.set(False)

    def _transaction(self, work: Callable[[Session], T], sessions: Any = None) -> T:
        with (sessions or self._sessions).begin() as session:
            return work(session)

    def migrate(self) -> None:
        """Bring the tables up to this version of MUNI."""
        command.upgrade(alembic_config(self.url), "head")

    async def forget_free_pages(self) -> None:
        """After a deletion, leave no copy of the bytes in SQLite's write-ahead log."""
        if self._engine.dialect.name == "sqlite":
            await asyncio.get_running_loop().run_in_executor(self._threads, self._checkpoint)

    def _checkpoint(self) -> None:
        # Autocommit: a checkpoint inside a transaction is refused.
        raw = self._engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()

    def close(self) -> None:
        """Finish what runs, and let go of the connections."""
        self._threads.shutdown(wait=True)
        self._engine.dispose()


def alembic_config(url: str) -> Config:
    """Alembic's configuration for MUNI's migrations, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["url"] = url
    return config


def _engine(url: str, threads: int) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_size=threads, max_overflow=threads, pool_pre_ping=True)
        event.listen(engine, "before_cursor_execute", without_null_characters, retval=True)
        return engine
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=threads,
        max_overflow=threads,
        connect_args={"check_same_thread": False, "timeout": 15},
    )
    event.listen(engine, "connect", _sqlite_pragmas)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    # The driver's own transactions begin late and break savepoints; SQLAlchemy begins them.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        # A killed process loses nothing with NORMAL; only a power cut may take the last turn.
        "synchronous=NORMAL",
        "foreign_keys=ON",
        # A deleted conversation's bytes are overwritten, not just unlinked.
        "secure_delete=ON",
        "busy_timeout=15000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Any) -> None:
    # IMMEDIATE waits for its turn to write, where a late upgrade of a read would fail at once.
    # A read needs no transaction: each is one statement, and sees what is committed.
    if _writing.get():
        connection.exec_driver_sql("BEGIN IMMEDIATE")
