"""The inbox's tables come and go without touching what is there."""

from pathlib import Path

from alembic import command

from bot.store.database import alembic_config
from tests.databases import address, plain

OURS = {"inbox_groups", "inbox_shares", "inbox_items", "inbox_notes", "inbox_marks",
        "labelled_questions"}  # fmt: skip


def test_forward_and_back_with_data(tmp_path: Path) -> None:
    path = tmp_path / "muni.db"
    config = alembic_config(address(path))
    command.upgrade(config, "0010")
    insert = (
        "INSERT INTO conversations (id, token_hash, language, channel, state, created, updated)"
        " VALUES ('c1', '', 'da', 'web', '{}', '2026-11-25', '2026-11-25')"
    )
    with plain(path) as there:
        there.execute(insert)
    command.upgrade(config, "0011")
    with plain(path) as there:
        assert there.names() >= OURS
        there.execute(
            "INSERT INTO labelled_questions (id, text, wording, topic, made_by, created, held_out)"
            " VALUES ('1', 'a', 'b', 'c', 'd', '2026-11-25', true)"
        )
        there.execute("INSERT INTO inbox_groups (sample, version, whole, waiting) "
                      "VALUES ('m', 0, false, false)")  # fmt: skip
    command.downgrade(config, "0010")
    with plain(path) as there:
        assert not OURS & there.names()
        assert there.execute("SELECT id FROM conversations").fetchall() == [("c1",)]
    command.upgrade(config, "0011")
    with plain(path) as there:
        assert there.execute("SELECT * FROM labelled_questions").fetchall() == []
        assert len(there.execute("SELECT * FROM inbox_marks").fetchall()) == 5
