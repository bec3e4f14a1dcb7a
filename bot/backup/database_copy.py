"""A consistent copy of the database while it is used, and the way back.

SQLite is copied with its online backup; PostgreSQL by its own pg_dump and pg_restore.
"""

import os
import sqlite3
import subprocess
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL, make_url

from bot.backup.errors import DatabaseToolError, OtherDatabaseError
from bot.store.database import alembic_config

SQLITE, POSTGRES = "sqlite", "postgresql"


def kind_of(url: str) -> str:
    """``sqlite`` or ``postgresql``; raises OtherDatabaseError."""
    kind = make_url(url).get_backend_name()
    if kind not in {SQLITE, POSTGRES}:
        raise OtherDatabaseError(kind)
    return str(kind)


def path_of(kind: str) -> str:
    """Where an archive has its database."""
    return "database/muni.db" if kind == SQLITE else "database/muni.dump"


def copy_out(url: str, target: Path) -> None:
    """Write the database as it is at one moment; raises DatabaseToolError, sqlite3.Error."""
    if kind_of(url) == SQLITE:
        copy_sqlite(sqlite_file(url), target)
        return
    parsed = make_url(url)
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges"]
    _run([*command, f"--file={target}", *_connection(parsed)], parsed)


def copy_sqlite(source: Path, target: Path) -> None:
    """Make ``target`` what ``source`` is, whole or not at all, also while both are used."""
    reading, writing = sqlite3.connect(source, timeout=60), sqlite3.connect(target, timeout=60)
    try:
        # All at once: it reads one moment of the log while others write on, where smaller steps
        # would begin anew at each write.
        reading.backup(writing)
        writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        writing.close()
        reading.close()


def copy_in_postgres(dump: Path, url: str) -> None:
    """Replace what the dump names, in one transaction; raises DatabaseToolError."""
    parsed = make_url(url)
    command = ["pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner"]
    _run([*command, "--no-privileges", *_connection(parsed), str(dump)], parsed)


def migration_of(url: str) -> str | None:
    """The migration that the database is at; None where there are no tables of ours."""
    if kind_of(url) == SQLITE and not sqlite_file(url).exists():
        return None
    engine = create_engine(url)
    try:
        if not inspect(engine).has_table("alembic_version"):
            return None
        with engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return str(found) if found else None
    finally:
        engine.dispose()


def knows_migration(revision: str) -> bool:
    """Whether this MUNI has the migration, and so can read what was made at it."""
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    return revision in {one.revision for one in script.walk_revisions()}


def sqlite_file(url: str) -> Path:
    """Where an SQLite address lies."""
    return Path(make_url(url).database or "")


def _connection(url: URL) -> list[str]:
    given = {"host": url.host, "port": url.port, "username": url.username, "dbname": url.database}
    return [f"--{name}={value}" for name, value in given.items() if value is not None]


def _run(command: list[str], url: URL) -> None:
    # The password goes by the environment, which other users of the machine can't list.
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    try:
        done = subprocess.run(  # noqa: S603 - our own command, no shell
            command, env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as missing:
        raise DatabaseToolError(f"{command[0]} is not installed") from missing
    if done.returncode:
        raise DatabaseToolError(f"{command[0]}: {done.stderr.strip()[-500:]}")
