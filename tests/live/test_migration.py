"""The tables of live chats come and go, and leave what was there before."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from bot.store.database import alembic_config
from bot.store.live_tables import LiveChatRow
from tests.databases import address, plain, rows

_CONVERSATION = """INSERT INTO conversations
    (id, token_hash, language, channel, state, created, updated)
    VALUES ('c', 'h', 'da', 'web', '{}', '2026-01-01 00:00:00', '2026-01-01 00:00:00')"""
_CHAT = """INSERT INTO live_chats (conversation_id, state, reason, asked, version)
    VALUES ('c', 'waiting', 'asked', '2026-01-01 00:00:00', 1)"""
OURS = ("live_chats", "live_contacts", "agent_presence", "canned_answers")


def test_the_tables_come_and_go_and_conversations_stay(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    config = alembic_config(address(path))
    command.upgrade(config, "0009")
    rows(path, _CONVERSATION)
    rows(path, _CHAT)
    command.downgrade(config, "-1")
    with plain(path) as there:
        assert there.names().isdisjoint(OURS)
    assert rows(path, "SELECT id FROM conversations") == [("c",)]
    command.upgrade(config, "0009")
    assert rows(path, "SELECT * FROM live_chats") == []


def test_the_migration_makes_what_the_tables_say(empty_database: Path) -> None:
    engine = create_engine(address(empty_database))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, LiveChatRow.metadata)
    engine.dispose()
    assert [one for one in found if any(name in str(one) for name in OURS)] == []
