"""The inbox's tables come and go without touching what is there."""

import sqlite3
from pathlib import Path

from alembic import command

from bot.store.database import alembic_config

OURS = {"inbox_groups", "inbox_shares", "inbox_items", "inbox_notes", "inbox_marks",
        "labelled_questions"}  # fmt: skip


def test_forward_and_back_with_data(tmp_path: Path) -> None:
    path = tmp_path / "muni.db"
    config = alembic_config(f"sqlite:///{path}")
    command.upgrade(config, "0010")
    insert = (
        "INSERT INTO conversations (id, token_hash, language, channel, state, created, updated)"
        " VALUES ('c1', '', 'da', 'web', '{}', '2026-11-25', '2026-11-25')"
    )
    with sqlite3.connect(path) as plain:
        plain.execute(insert)
    command.upgrade(config, "0011")
    with sqlite3.connect(path) as plain:
        assert _tables(plain) >= OURS
        plain.execute(
            "INSERT INTO labelled_questions (id, text, wording, topic, made_by, created, held_out)"
            " VALUES ('1', 'a', 'b', 'c', 'd', '2026-11-25', 1)"
        )
        plain.execute("INSERT INTO inbox_groups (sample, version, whole, waiting) "
                      "VALUES ('m', 0, 0, 0)")  # fmt: skip
    command.downgrade(config, "0010")
    with sqlite3.connect(path) as plain:
        assert not OURS & _tables(plain)
        assert plain.execute("SELECT id FROM conversations").fetchall() == [("c1",)]
    command.upgrade(config, "0011")
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT * FROM labelled_questions").fetchall() == []
        assert len(plain.execute("SELECT * FROM inbox_marks").fetchall()) == 5


def _tables(plain: sqlite3.Connection) -> set[str]:
    return {row[0] for row in plain.execute("SELECT name FROM sqlite_master")}
