"""The staff tables come and go, and leave what was there before."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from bot.staff.tables import UserRow
from bot.store.database import alembic_config

_CONVERSATION = """INSERT INTO conversations
    (id, token_hash, language, channel, state, created, updated)
    VALUES ('c', 'h', 'da', 'web', '{}', '2026-01-01 00:00:00', '2026-01-01 00:00:00')"""
_USER = """INSERT INTO staff_users (id, name, email, totp_step, created)
    VALUES ('u', 'Mette', 'mette@by.dk', 0, '2026-01-01 00:00:00')"""


def test_the_tables_come_and_go_and_conversations_stay(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    config = alembic_config(f"sqlite:///{path}")
    command.upgrade(config, "0002")
    _run(path, _CONVERSATION)
    command.upgrade(config, "0003")
    _run(path, _USER)
    _run(path, "INSERT INTO staff_grants VALUES ('u', 'editor', '0751')")
    assert _run(path, "SELECT id FROM conversations") == [("c",)]
    command.downgrade(config, "0002")
    assert _run(path, "SELECT name FROM sqlite_master WHERE name LIKE 'staff%'") == []
    assert _run(path, "SELECT id FROM conversations") == [("c",)]
    command.upgrade(config, "0003")
    assert _run(path, "SELECT * FROM staff_users") == []


def test_the_migration_makes_what_the_tables_say(empty_database: Path) -> None:
    engine = create_engine(f"sqlite:///{empty_database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, UserRow.metadata)
    assert [one for one in found if "staff" in str(one)] == []


def _run(path: Path, statement: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(statement).fetchall()
