"""The staff tables come and go, and leave what was there before."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from bot.staff.tables import UserRow
from bot.store.database import alembic_config
from tests.databases import address, plain, rows

_CONVERSATION = """INSERT INTO conversations
    (id, token_hash, language, channel, state, created, updated)
    VALUES ('c', 'h', 'da', 'web', '{}', '2026-01-01 00:00:00', '2026-01-01 00:00:00')"""
_USER = """INSERT INTO staff_users (id, name, email, totp_step, created)
    VALUES ('u', 'Mette', 'mette@by.dk', 0, '2026-01-01 00:00:00')"""


def test_the_tables_come_and_go_and_conversations_stay(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    config = alembic_config(address(path))
    command.upgrade(config, "0002")
    rows(path, _CONVERSATION)
    command.upgrade(config, "0003")
    rows(path, _USER)
    rows(path, "INSERT INTO staff_grants VALUES ('u', 'editor', '0751')")
    assert rows(path, "SELECT id FROM conversations") == [("c",)]
    command.downgrade(config, "0002")
    with plain(path) as there:
        assert not [name for name in there.names() if name.startswith("staff")]
    assert rows(path, "SELECT id FROM conversations") == [("c",)]
    command.upgrade(config, "0003")
    assert rows(path, "SELECT * FROM staff_users") == []


def test_the_migration_makes_what_the_tables_say(empty_database: Path) -> None:
    engine = create_engine(address(empty_database))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, UserRow.metadata)
    engine.dispose()
    assert [one for one in found if "staff" in str(one)] == []
