"""The tables of figures come and go, and the conversations stay."""

import sqlite3
from pathlib import Path

from alembic import command

from bot.store.database import alembic_config

OURS = {"daily_figures", "figures_rolled", "figures_stale_days"}


def test_figures_come_and_go_with_their_migration(tmp_path: Path) -> None:
    path = tmp_path / "muni.db"
    config = alembic_config(f"sqlite:///{path}")
    command.upgrade(config, "0008")
    command.downgrade(config, "-1")
    insert = (
        "INSERT INTO conversations (id, token_hash, language, channel, state, created, updated)"
        " VALUES ('c1', '', 'da', 'web', '{}', '2026-11-25', '2026-11-25')"
    )
    with sqlite3.connect(path) as plain:
        plain.execute(insert)
    command.upgrade(config, "0008")
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT id, until FROM figures_rolled").fetchall() == [(1, None)]
        plain.execute("INSERT INTO figures_stale_days (day) VALUES ('2026-11-25')")
    command.downgrade(config, "-1")
    with sqlite3.connect(path) as plain:
        tables = {row[0] for row in plain.execute("SELECT name FROM sqlite_master")}
        assert not OURS & tables
        assert "ix_conversations_created" not in tables
        assert plain.execute("SELECT id FROM conversations").fetchall() == [("c1",)]
    command.upgrade(config, "0008")
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT * FROM figures_stale_days").fetchall() == []
