"""The tables of what is public come and go, and the figures stay."""

import sqlite3
from pathlib import Path

from alembic import command

from bot.store.database import alembic_config

OURS = {"open_months", "open_counts", "open_times"}


def _tables(path: Path) -> set[str]:
    with sqlite3.connect(path) as plain:
        return {row[0] for row in plain.execute("SELECT name FROM sqlite_master")}


def test_public_figures_come_and_go_with_their_migration(tmp_path: Path) -> None:
    path = tmp_path / "muni.db"
    config = alembic_config(f"sqlite:///{path}")
    command.upgrade(config, "0012")
    with sqlite3.connect(path) as plain:
        plain.execute("INSERT INTO figures_stale_days (day) VALUES ('2026-11-25')")
    command.upgrade(config, "0013")
    assert _tables(path) >= OURS
    with sqlite3.connect(path) as plain:
        plain.execute("INSERT INTO open_months VALUES ('2026-10-01', '2026-11-04 00:00:00')")
        plain.execute(
            "INSERT INTO open_counts VALUES"
            " ('2026-10-01', 'samtaler', 'resolved', '', 'web', '0751', 5)"
        )
    command.downgrade(config, "0012")
    assert not OURS & _tables(path)
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT day FROM figures_stale_days").fetchall() == [("2026-11-25",)]
    command.upgrade(config, "0013")
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT * FROM open_months").fetchall() == []
