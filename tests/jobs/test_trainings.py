"""A training asked for in one process is done in another, which can be ended at any moment."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.jobs.queue import build_queue
from bot.jobs.supervisor import Supervisor
from bot.jobs.trainings import Trainings
from bot.settings import Settings
from bot.store.database import Database
from bot.training.runs import Run, TrainingRuns
from tests.databases import filled

LONG = """
import subprocess, sys
process = subprocess.Popen(["sleep", "300"])
open(sys.argv[2] + "/../child", "w").write(str(process.pid))
process.wait()
"""
DEAD = "import os,signal;os.kill(os.getpid(),signal.SIGKILL)"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_url=filled(tmp_path / "muni.db"), jobs_file=tmp_path / "jobs.db")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    made = Database(settings.database_url, 2)
    made.migrate()
    yield made
    made.close()


def _supervisor(settings: Settings, program: str) -> Supervisor:
    return Supervisor(settings, (sys.executable, "-c", program))


def _gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def _folders(where: Path) -> list[Path]:
    return list(where.glob("training-*"))


async def _ended(database: Database, identity: int, seconds: float) -> Run:
    runs, end = TrainingRuns(database), time.monotonic() + seconds
    while True:
        run = await runs.get(identity)
        if not run.going_on or time.monotonic() > end:
            return run
        await asyncio.sleep(0.2)


def _consumer(settings: Settings) -> "subprocess.Popen[bytes]":
    """The real ``muni jobs``, which finds no content."""
    environment = {
        **os.environ,
        "MUNI_DATABASE_URL": settings.database_url,
        "MUNI_JOBS_FILE": str(settings.jobs_file),
        "MUNI_DATA_FOLDER": "/nowhere",
    }
    return subprocess.Popen(
        [sys.executable, "-c", "from bot.cli import app; app()", "jobs"],
        env=environment,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


async def _until(true: Callable[[], bool], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        await asyncio.sleep(0.05)


async def test_what_is_asked_for_reaches_the_consumer_and_nothing_in_the_queue_is_a_pickle(
    settings: Settings, database: Database
) -> None:
    run = await Trainings(database, settings).start("mette")
    done: list[int] = []
    queue, _ = build_queue(settings, done.append)
    assert b'"bot.jobs.queue.train"' in queue.storage.enqueued_items(1)[0]
    queue.execute(queue.dequeue())
    assert done == [run.id]


async def test_a_cancelled_training_ends_with_its_children(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    run = await Trainings(database, settings).start("mette")
    work = asyncio.create_task(asyncio.to_thread(_supervisor(settings, LONG).train, run.id))
    child = tmp_path / "child"
    await _until(lambda: child.exists() and child.read_text(encoding="ascii") != "")
    await Trainings(database, settings).cancel(run.id)
    await asyncio.wait_for(work, 10)
    await _until(lambda: _gone(int(child.read_text(encoding="ascii"))))
    ended = await TrainingRuns(database).get(run.id)
    assert (ended.state, ended.message) == ("cancelled", "Træningen blev afbrudt.")
    assert not _folders(tmp_path)


async def test_one_cancelled_while_it_waits_never_begins(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    run = await Trainings(database, settings).start("mette")
    await Trainings(database, settings).cancel(run.id)
    await asyncio.to_thread(_supervisor(settings, LONG).train, run.id)
    assert not (tmp_path / "child").exists()


async def test_a_process_that_dies_leaves_a_run_that_failed_and_says_so(
    settings: Settings, database: Database
) -> None:
    run = await TrainingRuns(database).add(None)
    await asyncio.to_thread(_supervisor(settings, DEAD).train, run.id)
    ended = await TrainingRuns(database).get(run.id)
    assert ended.state == "failed"
    assert "uventet" in ended.message


async def test_a_training_is_ended_when_muni_closes(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    run = await TrainingRuns(database).add(None)
    supervisor = _supervisor(settings, LONG)
    work = threading.Thread(target=supervisor.train, args=(run.id,))
    work.start()
    child = tmp_path / "child"
    await _until(lambda: child.exists() and child.read_text(encoding="ascii") != "")
    supervisor.stop()
    await asyncio.to_thread(work.join, 10)
    assert _gone(int(child.read_text(encoding="ascii")))
    assert "lukket ned" in (await TrainingRuns(database).get(run.id)).message


async def test_muni_jobs_serves_the_queue_and_stops_when_told(
    settings: Settings, database: Database
) -> None:
    run = await Trainings(database, settings).start("mette")
    process = _consumer(settings)
    try:
        ended = await _ended(database, run.id, 90)
        assert ended.state == "failed"
        assert "nowhere" in ended.message
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def test_a_training_whose_supervisor_is_killed_ends_by_itself(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    run = asyncio.run(TrainingRuns(database).add(None))
    asyncio.run(TrainingRuns(database).claim(run.id))
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], check=True, capture_output=True
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.training", str(run.id), str(tmp_path), gone.stdout.decode()],
        start_new_session=True,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "MUNI_DATABASE_URL": settings.database_url},
    )
    assert process.wait(90) == -signal.SIGKILL
