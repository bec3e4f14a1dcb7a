"""The tables of models come and go, and nothing else does."""

from pathlib import Path

from alembic import command

from bot.store.database import alembic_config
from tests.databases import address, plain

OURS = {"models", "publications", "published_model", "model_workers"}


def test_models_come_and_go_with_their_migration(tmp_path: Path) -> None:
    path = tmp_path / "muni.db"
    config = alembic_config(address(path))
    command.upgrade(config, "0004")
    insert = (
        "INSERT INTO conversations (id, token_hash, language, channel, state, created, updated)"
        " VALUES ('c1', '', 'da', 'web', '{}', '2026-11-25', '2026-11-25')"
    )
    with plain(path) as there:
        there.execute(insert)
    command.upgrade(config, "0005")
    with plain(path) as there:
        there.execute(
            "INSERT INTO models (id, file, created, state) VALUES ('m', 'm', '2026-11-25', 'x')"
        )
        there.execute(
            "INSERT INTO publications (model_id, kind, at) VALUES ('m', 'first', '2026-11-25')"
        )
    command.downgrade(config, "0004")
    with plain(path) as there:
        tables = there.names()
        assert not OURS & tables
        assert there.execute("SELECT id FROM conversations").fetchall() == [("c1",)]
    command.upgrade(config, "0005")
    with plain(path) as there:
        assert there.execute("SELECT * FROM models").fetchall() == []
