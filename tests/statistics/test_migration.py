"""The tables of figures come and go, and the conversations stay."""

from pathlib import Path

from alembic import command

from bot.store.database import alembic_config
from tests.databases import address, plain

OURS = {"daily_figures", "figures_rolled", "figures_stale_days"}


def test_figures_come_and_go_with_their_migration(tmp_path: Path) -> None:
    path = tmp_path / "muni.db"
    config = alembic_config(address(path))
    command.upgrade(config, "0008")
    command.downgrade(config, "-1")
    insert = (
        "INSERT INTO conversations (id, token_hash, language, channel, state, created, updated)"
        " VALUES ('c1', '', 'da', 'web', '{}', '2026-11-25', '2026-11-25')"
    )
    with plain(path) as there:
        there.execute(insert)
    command.upgrade(config, "0008")
    with plain(path) as there:
        assert there.execute("SELECT id, until FROM figures_rolled").fetchall() == [(1, None)]
        there.execute("INSERT INTO figures_stale_days (day) VALUES ('2026-11-25')")
    command.downgrade(config, "-1")
    with plain(path) as there:
        tables = there.names()
        assert not OURS & tables
        assert "ix_conversations_created" not in tables
        assert there.execute("SELECT id FROM conversations").fetchall() == [("c1",)]
    command.upgrade(config, "0008")
    with plain(path) as there:
        assert there.execute("SELECT * FROM figures_stale_days").fetchall() == []
