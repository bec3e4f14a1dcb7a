"""The bar of a training: it goes forward, and never stands still for good."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.training import progress
from bot.training.errors import TrainingEndedError
from bot.training.progress import Progress
from bot.training.runs import STAGES, TrainingRuns
from tests.databases import filled


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(filled(tmp_path / "muni.db"), 2)
    yield made
    made.close()


def test_all_stages_are_told_in_order_up_to_the_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_TICK_S", 0.02)
    runs = TrainingRuns(database)
    run = asyncio.run(runs.add(None))
    asyncio.run(runs.claim(run.id))
    bar, seen = Progress(runs, run.id), []
    for stage in STAGES:
        with bar.stage(stage, 0.05):
            time.sleep(0.1)
            now = asyncio.run(runs.get(run.id))
            seen.append(now.progress)
            assert (now.stage, now.message) == (stage, f"{STAGES[stage]} ...")
    bar.registered("muni-1")
    ended = asyncio.run(runs.get(run.id))
    assert seen == sorted(set(seen))
    assert (ended.progress, ended.model_id) == (1.0, "muni-1")


def test_nothing_goes_on_in_a_run_that_is_over(database: Database) -> None:
    runs = TrainingRuns(database)
    run = asyncio.run(runs.add(None))
    asyncio.run(runs.claim(run.id))
    asyncio.run(runs.end(run.id, "cancelled", "Afbrudt."))
    with pytest.raises(TrainingEndedError), Progress(runs, run.id).stage("train", 1.0):
        pytest.fail("it went on")


def test_a_stage_that_takes_longer_than_usual_still_comes_nearer_to_its_end() -> None:
    filled = [progress._share(times / 4) for times in range(40)]
    assert filled == sorted(set(filled))
    assert filled[0] == 0.0
    assert filled[-1] < 1.0
