"""Databases of the tests: files of SQLite, or on PostgreSQL when :mod:`tests.engines` is wanted.

A test names its database by a path, which on PostgreSQL is no file but a name.
"""

import atexit
import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.pool import NullPool

from bot.store.database import Database
from tests import engines

_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master",
    "postgresql": "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace",
}
_made: dict[str, Path] = {}
"""PostgreSQL's databases, and the paths that name them."""


def address(path: Path) -> str:
    """SQLAlchemy's address of the database ``path``, which is empty to begin with."""
    if not engines.wanted():
        return f"sqlite:///{path}"
    return _on_postgres(path, "template0")


def filled(path: Path) -> str:
    """The same of a database with every table."""
    return copied(_every_table(), path)


def copied(source: Path, path: Path) -> str:
    """The same of a copy of ``source``, which nobody may be connected to."""
    if engines.wanted():
        return _on_postgres(path, _name(source))
    shutil.copy(source, path)
    return address(path)


@contextmanager
def plain(database: Path | str) -> Iterator["Plain"]:
    """Speak SQL with a database beside MUNI; what is written is there afterwards."""
    url = database if isinstance(database, str) else address(database)
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        yield Plain(connection)


class Plain:
    """One transaction."""

    def __init__(self, connection: Connection) -> None:
        """On ``connection``."""
        self._connection = connection

    def execute(self, statement: str, values: tuple[Any, ...] = ()) -> Any:
        """Run a statement with ``?`` for each of ``values``."""
        if self._connection.dialect.name != "sqlite":
            statement = statement.replace("%", "%%").replace("?", "%s")
        return self._connection.exec_driver_sql(statement, values)

    def names(self) -> set[str]:
        """The tables, views and indexes that are there."""
        dialect = self._connection.dialect.name
        return {name for (name,) in self._connection.exec_driver_sql(_NAMES[dialect])}


def rows(database: Path | str, query: str) -> list[tuple[Any, ...]]:
    """What a query finds."""
    with plain(database) as connection:
        found = connection.execute(query)
        return [tuple(row) for row in found] if found.returns_rows else []


def kept(url: str) -> bytes:
    """All that a database keeps: SQLite's files as they lie there, PostgreSQL's as its dump."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return engines.postgres().dump(str(parsed.database))
    file = Path(str(parsed.database))
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))


def drop_below(folder: Path) -> None:
    """Drop the databases that were named by paths in ``folder``."""
    gone = [name for name, path in _made.items() if path.is_relative_to(folder)]
    for name in gone:
        engines.postgres().administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        del _made[name]


def _on_postgres(path: Path, template: str) -> str:
    name = _name(path)
    if name not in _made:
        engines.postgres().create(name, template)
        _made[name] = path
    return engines.postgres().url(name)


@lru_cache(maxsize=1)
def _every_table() -> Path:
    folder = tempfile.mkdtemp(prefix="muni-empty-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "empty.db"
    database = Database(address(path))
    database.migrate()
    database.close()
    if not engines.wanted():
        # Out of the write-ahead log, so that the file alone is the database.
        with closing(sqlite3.connect(path)) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def _name(path: Path) -> str:
    readable = "".join(one if one.isalnum() else "_" for one in path.stem.lower())
    return f"{readable[:20]}_{hashlib.sha256(str(path).encode()).hexdigest()[:16]}"
