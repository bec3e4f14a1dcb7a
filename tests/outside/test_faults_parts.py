"""A part fails while citizens write: they are told so, health names it, and all comes back."""

import asyncio
import json
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.dialogue.model_files import newest_model
from bot.publishing.publisher import Publisher
from bot.publishing.registry import ModelRegistry
from bot.publishing.signing import sign
from bot.settings import ROOT, Settings
from bot.store.database import Database
from tests.outside.conftest import Server
from tests.outside.ledger import Ledger, whole
from tests.outside.telephone.ports import HOST, free_ports

SMALL_DISK = "24m"


class Redis:
    """A real redis-server that can be killed and started again with what it held."""

    def __init__(self, folder: Path) -> None:
        self.port = free_ports()
        self.url = f"redis://{HOST}:{self.port}/0"
        self._folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = shutil.which("redis-server")
        assert program is not None, "apt-get install redis-server"
        self.process = subprocess.Popen(
            [program, "--port", str(self.port), "--bind", HOST, "--dir", str(self._folder),
             "--appendonly", "yes"],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of a few megabytes of its own."""
    place = tmp_path_factory.mktemp("disk")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(place)],
        check=False, capture_output=True,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("a disk of its own can only be mounted by root")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    """Running."""
    running = Redis(tmp_path_factory.mktemp("redis"))
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the real model in it, signed with a key of its own."""
    folder = tmp_path_factory.mktemp("models")
    real = newest_model(ROOT / "models")
    for path in real.parent.glob(f"{real.name.removesuffix('.tar.gz')}.*"):
        if path.is_file():
            shutil.copy(path, folder)
    sign(folder / real.name, folder / "model.key")
    return folder


@pytest.fixture(scope="module")
def server(disk: Path, redis: Redis, models: Path) -> Iterator[Server]:
    """One for all faults here: each must leave it as it found it."""
    running = Server(
        disk,
        MUNI_REDIS_URL=redis.url,
        MUNI_MODELS_FOLDER=str(models),
        MUNI_MODEL_KEY_FILE=str(models / "model.key"),
        MUNI_LINES="",
    )
    running.log = models.parent / "faults.log"
    running.start()
    yield running
    running.stop()


def _health(server: Server) -> tuple[int, dict[str, Any]]:
    answer = httpx.get(f"{server.url}/readyz", timeout=10)
    return answer.status_code, answer.json()


def _until(what: str, true: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def _is_honest(problem: dict[str, Any]) -> bool:
    return problem["status"] == 503 and "MUNI kan ikke" in problem["title"]


def test_a_full_disk_is_told_and_nothing_is_lost_or_doubled(server: Server, disk: Path) -> None:
    citizen = Ledger.open(server)
    assert citizen.say() == 200
    with _filled(disk):
        _until("a message is refused", lambda: citizen.say() != 200)
        assert all(map(_is_honest, citizen.refused))
        status, said = _health(server)
        assert (status, said["parts"]["database"]) == (503, "Disken er fuld")
        assert said["title"] == "Disken er fuld"
        # What is stored can be read all the while.
        assert citizen.account().lost == 0
    _until("it is well again", lambda: _health(server)[0] == 200)
    citizen.send_again()
    assert citizen.account() == whole(len(citizen.sent))


@contextmanager
def _filled(disk: Path) -> Iterator[None]:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        size = 1 << 20
        while size:
            try:
                file.write(b"x" * size)
            except OSError:
                size //= 2
    try:
        yield
    finally:
        ballast.unlink()


def test_a_locked_database_delays_answers_and_loses_none(server: Server) -> None:
    citizen = Ledger.open(server)
    lock = sqlite3.connect(server.database, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    writers = [threading.Thread(target=citizen.say) for _ in range(3)]
    for writer in writers:
        writer.start()
    status, said = _health(server)
    assert (status, said["parts"]["database"][:21]) == (503, "Databasen svarer ikke")
    # Who only reads is served.
    assert httpx.get(f"{server.url}/api/v1/topics").status_code == 200
    lock.execute("ROLLBACK")
    lock.close()
    for writer in writers:
        writer.join()
    assert citizen.account() == whole(3)
    assert _health(server)[0] == 200


def test_a_corrupt_model_is_refused_and_the_present_one_answers_on(
    server: Server, models: Path
) -> None:
    citizen = Ledger.open(server)
    broken = models / "muni-corrupt.tar.gz"
    broken.write_bytes(newest_model(ROOT / "models").read_bytes()[:100_000])
    sign(broken, models / "model.key")
    present = _health(server)[1]["model"]
    _publish(server, models, broken)
    _until("it is refused", lambda: _health(server)[1]["parts"]["model"] != "ok")
    status, said = _health(server)
    assert (status, said["status"], said["model"]) == (200, "degraded", present)
    assert "muni-corrupt kunne ikke indlæses" in said["parts"]["model"]
    assert citizen.say() == 200
    _publish(server, models, None)
    _until("it is well again", lambda: _health(server)[1]["parts"]["model"] == "ok")
    assert citizen.say() == 200
    assert citizen.account() == whole(2)


def _publish(server: Server, models: Path, model: Path | None) -> None:
    """In a process of its own, as an operator does; None goes back to the one before."""
    own = Settings(
        database_url=f"sqlite:///{server.database}",
        models_folder=models,
        model_key_file=models / "model.key",
    )
    database = Database(own.database_url, 1)

    async def work() -> None:
        publisher = Publisher(database, own)
        if model is None:
            await publisher.roll_back(None, "Den er i stykker")
        else:
            await ModelRegistry(database).add(model, {})
            await publisher.publish(model.name.removesuffix(".tar.gz"), None, "Prøve")

    asyncio.run(work())
    database.close()


def test_citizens_are_answered_or_told_while_redis_is_away(server: Server, redis: Redis) -> None:
    citizen = Ledger.open(server)
    assert citizen.say() == 200
    redis.kill()
    _, said = _health(server)
    assert said["parts"]["redis"] == "Redis svarer ikke (ConnectionError)"
    for _ in range(3):
        citizen.say()
    assert all(map(_is_honest, citizen.refused))
    redis.start()
    _until("it is well again", lambda: _health(server)[1]["parts"]["redis"] == "ok")
    citizen.send_again()
    assert citizen.account() == whole(4)


def test_the_log_of_all_this_is_structured_and_holds_no_words(server: Server) -> None:
    lines = server.log.read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines if line.startswith("{")]
    refused = [one for one in events if one["event"] == "not_stored"]
    assert refused
    assert all(one["request_id"] for one in refused)
    assert "hvad koster" not in "\n".join(lines)
    assert {"model_refused", "turn"} <= {one["event"] for one in events}
