"""The tables of donations and of the citizens' say come and go without touching what is there."""

import sqlite3
from pathlib import Path

from alembic import command

from bot.store.database import alembic_config

OURS = {"donations", "donated_messages", "donated_examples", "withdrawn_donations", "suggestions",
        "told_changes", "panels", "panel_ratings"}  # fmt: skip
INSERTS = (
    "INSERT INTO donations (id, public_id, code_hash, conversation_id, train, research, language,"
    " channel, given) VALUES ('d', 'p', 'h', 'c1', 1, 1, 'da', 'web', '2026-11-01')",
    "INSERT INTO donated_messages (donation_id, number, role, kind, text, settled)"
    " VALUES ('d', 1, 'citizen', 'question', 'hej', 0)",
    "INSERT INTO donated_examples (donation_id, topic, text, made)"
    " VALUES ('d', 'pas_pris', 'hej', '2026-11-01')",
    "INSERT INTO withdrawn_donations (public_id, month) VALUES ('q', '2026-11')",
    "INSERT INTO suggestions (id, topic, answer_version, text, state, reason, created)"
    " VALUES ('s', 'pas_pris', 'v', 'ret det', 'new', '', '2026-11-01')",
    "INSERT INTO told_changes (id, suggestion_id, topic, text, day)"
    " VALUES ('t', 's', 'pas_pris', 'rettet', '2026-11-01')",
    "INSERT INTO revisions (id, kind, key, base_hash, state, author_id, author_name, saved,"
    " created, changed, note) VALUES ('r', 'answer', 'pas_pris', 'b', 'draft', 'a', 'A', 1,"
    " '2026-11-01', '2026-11-01', '')",
    "INSERT INTO panels (id, revision_id, token_hash, made_by, until)"
    " VALUES ('p', 'r', 'h', 'A', '2026-12-01')",
    "INSERT INTO panel_ratings (panel_id, saved, understandable, answered, comment, day)"
    " VALUES ('p', 1, 'yes', 'no', '', '2026-11-01')",
)


def test_forward_and_back_with_data(tmp_path: Path) -> None:
    path = tmp_path / "muni.db"
    config = alembic_config(f"sqlite:///{path}")
    command.upgrade(config, "0013")
    with sqlite3.connect(path) as plain:
        plain.execute(
            "INSERT INTO conversations (id, token_hash, language, channel, state, created, updated)"
            " VALUES ('c1', '', 'da', 'web', '{}', '2026-11-25', '2026-11-25')"
        )
    for _ in range(2):
        command.upgrade(config, "0014")
        with sqlite3.connect(path) as plain:
            assert _tables(plain) >= OURS
            for insert in INSERTS:
                plain.execute(insert)
        command.downgrade(config, "0013")
        with sqlite3.connect(path) as plain:
            assert not OURS & _tables(plain)
            assert plain.execute("SELECT id FROM conversations").fetchall() == [("c1",)]
            plain.execute("DELETE FROM revisions")


def _tables(plain: sqlite3.Connection) -> set[str]:
    return {row[0] for row in plain.execute("SELECT name FROM sqlite_master")}
