"""What is kept of a telephone call, and that it goes with its conversation."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import update

from bot.store.calls import CallStore, Heard
from bot.store.conversations import ConversationStore
from bot.store.database import Database, alembic_config
from bot.store.recordings import Recordings
from bot.store.tables import ConversationRow
from bot.turn import Message, Said, TurnRequest
from tests import engines
from tests.databases import address, filled, plain, rows
from tests.retaining import purge


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "muni.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    made = Database(filled(path), 2)
    made.migrate()
    yield made
    made.close()


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
    assert rows(path, "SELECT line, ending, municipality FROM calls") == [("sip", None, None)]
    await calls.end(identity, "transferred", 42.5, "+4589402000")
    columns = "conversation_id, ending, seconds, transferred_to, municipality"
    assert rows(path, f"SELECT {columns} FROM calls WHERE ended >= started") == [  # noqa: S608
        (identity, "transferred", 42.5, "+4589402000", "0751")
    ]


async def test_how_words_were_heard_is_kept_with_them(database: Database, path: Path) -> None:
    await _call(database, ConversationStore(database))
    columns = "text, hearings.confidence, endpoint_ms, draft_ms, reply_ms, interrupted"
    query = f"SELECT {columns} FROM hearings JOIN messages ON id = message_id"  # noqa: S608
    assert rows(path, query) == [("hej", 0.91, 310.0, 250.0, 480.0, 1)]


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
    assert rows(path, "SELECT conversation_id FROM calls") == [(stays,)]
    assert len(rows(path, "SELECT * FROM hearings")) == 1
    assert list((tmp_path / "recordings").iterdir()) == [recordings.path(stays)]


async def test_words_heard_of_a_deleted_message_are_not_kept(
    database: Database, path: Path
) -> None:
    await CallStore(database).hear("0" * 32, Heard(0.5))
    assert rows(path, "SELECT * FROM hearings") == []


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
    assert await purge(database, tmp_path / "recordings") == 1
    assert rows(path, "SELECT conversation_id FROM calls") == [(new,)]
    assert len(rows(path, "SELECT * FROM hearings")) == 1
    assert not recordings.path(old, "caller").exists()
    assert recordings.path(new, "caller").exists()


def test_calls_come_and_go_with_their_migration_and_nothing_else_does(path: Path) -> None:
    url = address(path)
    command.upgrade(alembic_config(url), "0001")
    with plain(path) as there:
        there.execute(
            "INSERT INTO conversations (id, token_hash, language, channel, state, created, updated)"
            " VALUES ('c1', '', 'da', 'voice', '{}', '2026-11-25', '2026-11-25')"
        )
        there.execute(
            "INSERT INTO messages (id, conversation_id, number, role, kind, text, extras, created)"
            " VALUES ('m1', 'c1', 1, 'citizen', 'question', 'hej', '{}', '2026-11-25')"
        )
    command.upgrade(alembic_config(url), "head")
    with plain(path) as there:
        there.execute(
            "INSERT INTO calls (conversation_id, line, started) VALUES ('c1', 'sip', '2026-11-25')"
        )
        there.execute("INSERT INTO hearings (message_id, interrupted) VALUES ('m1', false)")
    command.downgrade(alembic_config(url), "0001")
    with plain(path) as there:
        assert not {"calls", "hearings", "ix_calls_started"} & there.names()
    assert rows(path, "SELECT id, text FROM messages") == [("m1", "hej")]
    command.upgrade(alembic_config(url), "head")
    assert rows(path, "SELECT * FROM calls") == []


@pytest.mark.skipif(engines.wanted(), reason="locks SQLite's file")
def test_a_process_waits_for_one_that_migrates_before_it(tmp_path: Path) -> None:
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
    hours_ago = datetime.utcnow() - timedelta(hours=3)
    with plain(path) as there:
        there.execute(
            "UPDATE calls SET started = ? WHERE conversation_id = ?", (hours_ago, "a" * 32)
        )
    assert await calls.end_forgotten() == 1
    assert await calls.end_forgotten() == 0
    with plain(path) as there:
        rows = there.execute(
            "SELECT ending, municipality, ended FROM calls ORDER BY conversation_id"
        ).fetchall()
    assert [row[:2] for row in rows] == [("lost", "0751"), (None, None)]
    assert [row[2] is None for row in rows] == [False, True]


def test_two_processes_that_start_at_once_migrate_once(path: Path) -> None:
    code = f"from bot.store.database import Database as D; D({address(path)!r}).migrate()"
    both = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    with plain(path) as there:
        assert len(there.execute("SELECT * FROM alembic_version").fetchall()) == 1
