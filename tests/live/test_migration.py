"""The tables of live chats come and go, and leave what was there before."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from bot.store.database import alembic_config
from bot.store.live_tables import LiveChatRow

_CONVERSATION = """INSERT INTO conversations
    (id, token_hash, language, channel, state, created, updated)
    VALUES ('c', 'h', 'da', 'web', '{}', '2026-01-01 00:00:00', '2026-01-01 00:00:00')"""
_CHAT = """INSERT INTO live_chats (conversation_id, state, reason, asked, version)
    VALUES ('c', 'waiting', 'asked', '2026-01-01 00:00:00', 1)"""
OURS = ("live_chats", "live_contacts", "agent_presence", "canned_answers")


def test_the_tables_come_and_go_and_conversations_stay(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    config = alembic_config(f"sqlite:///{path}")
    command.upgrade(config, "0009")
    _run(path, _CONVERSATION)
    _run(path, _CHAT)
    command.downgrade(config, "-1")
    tables = {name for (name,) in _run(path, "SELECT name FROM sqlite_master")}
    assert tables.isdisjoint(OURS)
    assert _run(path, "SELECT id FROM conversations") == [("c",)]
    command.upgrade(config, "0009")
    assert _run(path, "SELECT * FROM live_chats") == []


def test_the_migration_makes_what_the_tables_say(empty_database: Path) -> None:
    engine = create_engine(f"sqlite:///{empty_database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, LiveChatRow.metadata)
    assert [one for one in found if any(name in str(one) for name in OURS)] == []


def _run(path: Path, statement: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(statement).fetchall()
