"""What is kept of a telephone call, and that it goes with its conversation."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import update

from bot.store.calls import CallStore, Heard
from bot.store.conversations import ConversationStore
from bot.store.database import Database, alembic_config
from bot.store.recordings import Recordings
from bot.store.tables import ConversationRow
from bot.turn import Message, Said, TurnRequest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "muni.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{path}", 2)
    made.migrate()
    yield made
    made.close()


def _rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(path) as plain:
        return plain.execute(query).fetchall()


async def _call(database: Database, store: ConversationStore) -> str:
    """A call with one question, heard with a confidence."""
    calls = CallStore(database)
    identity, _, _ = await store.begin(None, "da", "voice", {}, ())
    await calls.begin(identity, "sip", None)
    said = Said((Message(text="svar"),), {"municipality": "0751"}, "0751")
    asked, _ = await store.save(
        await store.load(identity), TurnRequest(identity, "hej"), "hej", said, 1.0
    )
    await calls.hear(asked.id, Heard(0.91, 310.0, 250.0, 480.0, interrupted=True))
    return identity


async def test_a_call_is_kept_with_its_line_ending_and_the_municipality_it_came_to(
    database: Database, path: Path
) -> None:
    store, calls = ConversationStore(database), CallStore(database)
    identity = await _call(database, store)
    assert _rows(path, "SELECT line, ending, municipality FROM calls") == [("sip", None, None)]
    await calls.end(identity, "transferred", 42.5, "+4589402000")
    columns = "conversation_id, ending, seconds, transferred_to, municipality"
    assert _rows(path, f"SELECT {columns} FROM calls WHERE ended >= started") == [  # noqa: S608
        (identity, "transferred", 42.5, "+4589402000", "0751")
    ]


async def test_how_words_were_heard_is_kept_with_them(database: Database, path: Path) -> None:
    await _call(database, ConversationStore(database))
    columns = "text, hearings.confidence, endpoint_ms, draft_ms, reply_ms, interrupted"
    query = f"SELECT {columns} FROM hearings JOIN messages ON id = message_id"  # noqa: S608
    assert _rows(path, query) == [("hej", 0.91, 310.0, 250.0, 480.0, 1)]


async def test_deleting_a_conversation_deletes_its_call(
    database: Database, path: Path, tmp_path: Path
) -> None:
    recordings = Recordings(tmp_path / "recordings")
    store = ConversationStore(database, recordings)
    gone, stays = await _call(database, store), await _call(database, store)
    for identity in (gone, stays):
        recordings.path(identity).write_bytes(b"RIFF")
    await store.delete(gone)
    await CallStore(database).end(gone, "caller", 1.0, None)
    assert _rows(path, "SELECT conversation_id FROM calls") == [(stays,)]
    assert len(_rows(path, "SELECT * FROM hearings")) == 1
    assert list((tmp_path / "recordings").iterdir()) == [recordings.path(stays)]


async def test_words_heard_of_a_deleted_message_are_not_kept(
    database: Database, path: Path
) -> None:
    await CallStore(database).hear("0" * 32, Heard(0.5))
    assert _rows(path, "SELECT * FROM hearings") == []


async def test_retention_takes_calls_and_recordings_along(
    database: Database, path: Path, tmp_path: Path
) -> None:
    recordings = Recordings(tmp_path / "recordings")
    store = ConversationStore(database, recordings)
    old, new = await _call(database, store), await _call(database, store)
    for identity in (old, new):
        recordings.path(identity, "caller").write_bytes(b"RIFF")
    long_ago = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=31)
    aged = update(ConversationRow).where(ConversationRow.id == old).values(updated=long_ago)
    await database.run(lambda session: session.execute(aged))
    assert await store.purge(30) == 1
    assert _rows(path, "SELECT conversation_id FROM calls") == [(new,)]
    assert len(_rows(path, "SELECT * FROM hearings")) == 1
    assert not recordings.path(old, "caller").exists()
    assert recordings.path(new, "caller").exists()


def test_calls_come_and_go_with_their_migration_and_nothing_else_does(path: Path) -> None:
    url = f"sqlite:///{path}"
    command.upgrade(alembic_config(url), "0001")
    with sqlite3.connect(path) as plain:
        plain.execute(
            "INSERT INTO conversations (id, token_hash, language, channel, state, created, updated)"
            " VALUES ('c1', '', 'da', 'voice', '{}', '2026-11-25', '2026-11-25')"
        )
        plain.execute(
            "INSERT INTO messages (id, conversation_id, number, role, kind, text, extras, created)"
            " VALUES ('m1', 'c1', 1, 'citizen', 'question', 'hej', '{}', '2026-11-25')"
        )
    command.upgrade(alembic_config(url), "head")
    with sqlite3.connect(path) as plain:
        plain.execute(
            "INSERT INTO calls (conversation_id, line, started) VALUES ('c1', 'sip', '2026-11-25')"
        )
        plain.execute("INSERT INTO hearings (message_id, interrupted) VALUES ('m1', 0)")
    command.downgrade(alembic_config(url), "0001")
    tables = {row[0] for row in _rows(path, "SELECT name FROM sqlite_master")}
    assert not {"calls", "hearings", "ix_calls_started"} & tables
    assert _rows(path, "SELECT id, text FROM messages") == [("m1", "hej")]
    command.upgrade(alembic_config(url), "head")
    assert _rows(path, "SELECT * FROM calls") == []


def test_two_processes_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    done = Database(f"sqlite:///{tmp_path / 'done.db'}")
    done.migrate()
    done.close()
    with sqlite3.connect(tmp_path / "done.db") as plain:
        script = [
            line for line in plain.iterdump() if line not in {"BEGIN TRANSACTION;", "COMMIT;"}
        ]
    other = sqlite3.connect(tmp_path / "muni.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    late = Database(f"sqlite:///{tmp_path / 'muni.db'}")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(late.migrate)
        assert not wait([waiting], timeout=0.5).done
        for statement in script:
            other.execute(statement)
        other.execute("COMMIT")
        waiting.result(timeout=30)
    other.close()
    late.close()


async def test_a_call_whose_process_was_killed_is_ended_as_lost(
    database: Database, path: Path
) -> None:
    store, calls = ConversationStore(database), CallStore(database)
    for name in ("a" * 32, "b" * 32):
        await store.begin("0751", "da", "voice", {}, (), name)
        await calls.begin(name, "sip", None)
    with sqlite3.connect(path) as plain:
        plain.execute(
            "UPDATE calls SET started = datetime(started, '-3 hours') WHERE conversation_id = ?",
            ("a" * 32,),
        )
    assert await calls.end_forgotten() == 1
    assert await calls.end_forgotten() == 0
    with sqlite3.connect(path) as plain:
        rows = plain.execute(
            "SELECT ending, municipality, ended IS NULL FROM calls ORDER BY conversation_id"
        )
        assert rows.fetchall() == [("lost", "0751", 0), (None, None, 1)]
