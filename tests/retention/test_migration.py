"""The tables of retention come and go, and know what was deleted before they were there."""

import sqlite3
from pathlib import Path
from typing import Any

from alembic import command

from bot.store.database import alembic_config

_CONVERSATION = """INSERT INTO conversations
    (id, token_hash, language, channel, state, created, updated, deleted) VALUES
    ('gone', '', 'da', 'web', '{}', '2026-01-01 00:00:00', '2026-01-01 00:00:00',
     '2026-01-02 00:00:00'),
    ('here', 'h', 'da', 'web', '{}', '2026-01-01 00:00:00', '2026-01-01 00:00:00', NULL)"""


def test_forward_and_back_with_data(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    config = alembic_config(f"sqlite:///{path}")
    command.upgrade(config, "0015")
    command.downgrade(config, "-1")
    _run(path, _CONVERSATION)
    command.upgrade(config, "0015")
    assert _run(path, "SELECT kind, subject FROM deletions") == [("conversation", "gone")]
    _run(path, "INSERT INTO retention_rules VALUES ('0751', 'chats', 7)")
    command.downgrade(config, "-1")
    tables = {name for (name,) in _run(path, "SELECT name FROM sqlite_master")}
    assert tables.isdisjoint({"deletions", "retention_rules", "retention_runs"})
    assert len(_run(path, "SELECT id FROM conversations")) == 2


def _run(path: Path, statement: str) -> list[Any]:
    with sqlite3.connect(path) as connection:
        return connection.execute(statement).fetchall()
