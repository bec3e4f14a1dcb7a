"""One training at a time, whoever asks, and none that is forgotten."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic import command

from bot.store.database import Database, alembic_config
from bot.store.training_tables import TrainingRunRow
from bot.training import runs as record
from bot.training.errors import TrainingRunningError, UnknownRunError
from bot.training.runs import TrainingRuns
from tests.databases import address, filled, plain


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(filled(tmp_path / "muni.db"), 4)
    yield made
    made.close()


async def _seen(database: Database, ago: timedelta) -> None:
    when = datetime.utcnow() - ago
    table = TrainingRunRow.__table__
    await database.run(
        lambda session: session.execute(table.update().values(seen=when, asked=when))
    )


async def test_of_fifty_that_start_at_once_exactly_one_gets_it(database: Database) -> None:
    others = [Database(database.url, 2) for _ in range(5)]
    asked = [TrainingRuns(others[number % 5]).add(f"u{number}") for number in range(50)]
    results = await asyncio.gather(*asked, return_exceptions=True)
    won = [one for one in results if not isinstance(one, BaseException)]
    assert len(won) == 1
    assert sum(isinstance(one, TrainingRunningError) for one in results) == 49
    assert await TrainingRuns(database).recent(100) == won
    for other in others:
        other.close()


async def test_a_run_is_claimed_once(database: Database) -> None:
    runs = TrainingRuns(database)
    run = await runs.add("mette")
    claims = await asyncio.gather(*(runs.claim(run.id) for _ in range(10)))
    assert claims.count(True) == 1


async def test_another_may_begin_when_the_first_is_over(database: Database) -> None:
    runs = TrainingRuns(database)
    first = await runs.add("mette")
    await runs.end(first.id, "cancelled", "Afbrudt.")
    second = await runs.add("jens")
    assert (await runs.current()) == second
    assert [run.state for run in await runs.recent()] == ["queued", "cancelled"]


async def test_progress_never_goes_back_and_stops_at_the_end(database: Database) -> None:
    runs = TrainingRuns(database)
    run = await runs.add(None)
    await runs.claim(run.id)
    await runs.report(run.id, "train", 0.4, "Træner ...")
    await runs.report(run.id, "train", 0.2, model_id="m")
    assert (await runs.get(run.id)).progress == 0.4
    assert await runs.end(run.id, "cancelled", "Afbrudt.")
    await runs.report(run.id, "speech", 0.9, "for sent")
    assert not await runs.end(run.id, "done", "for sent")
    ended = await runs.get(run.id)
    assert (ended.state, ended.stage, ended.message) == ("cancelled", "train", "Afbrudt.")
    assert ended.log == ("Træner ...", "Afbrudt.")
    assert not await runs.alive(run.id)


async def test_a_run_whose_process_died_is_found_and_makes_room(database: Database) -> None:
    runs = TrainingRuns(database)
    run = await runs.add(None)
    await runs.claim(run.id)
    assert await runs.alive(run.id)
    await _seen(database, record.SILENT + timedelta(seconds=1))
    dead = await runs.get(run.id)
    assert dead.state == "failed"
    assert "afbrudt" in dead.message
    assert (await runs.add(None)).state == "queued"


async def test_a_run_that_nothing_takes_up_does_not_wait_for_ever(database: Database) -> None:
    runs = TrainingRuns(database)
    await runs.add(None)
    await _seen(database, record.UNCLAIMED + timedelta(seconds=1))
    assert (await runs.add(None)).state == "queued"
    assert "muni jobs" in (await runs.recent())[1].message


async def test_an_unknown_run_is_told(database: Database) -> None:
    with pytest.raises(UnknownRunError):
        await TrainingRuns(database).get(7)


def test_the_table_comes_and_goes_and_models_stay(tmp_path: Path) -> None:
    path = tmp_path / "muni.db"
    config = alembic_config(address(path))
    command.upgrade(config, "0010")
    with plain(path) as there:
        there.execute(
            "INSERT INTO models (id, file, created, state) VALUES ('m', 'm', '2026-11-25', 'x')"
        )
        there.execute(
            "INSERT INTO training_runs (state, stage, progress, message, asked, seen, log)"
            " VALUES ('done', 'speech', 1, '', '2026-11-25', '2026-11-25', '[]')"
        )
    command.downgrade(config, "-1")
    with plain(path) as there:
        assert there.execute("SELECT id FROM models").fetchall() == [("m",)]
        assert "training_runs" not in there.names()
    command.upgrade(config, "0010")
