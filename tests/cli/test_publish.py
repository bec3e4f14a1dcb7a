"""``muni train``, ``muni publish`` and ``muni rollback``, as an operator types them."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.publishing.publisher import Publisher
from bot.publishing.registry import ModelRegistry
from bot.publishing.scores import Scores
from bot.publishing.signing import sign
from bot.settings import Settings
from bot.store.database import Database
from bot.training.runs import TrainingRuns
from tests.databases import address

GOOD = Scores("same", 1000, 0.95, 40, 38)
WORSE = replace(GOOD, overall=0.9, safety_found=36)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        database_url=address(tmp_path / "muni.db"),
        jobs_file=tmp_path / "jobs" / "jobs.db",
        models_folder=tmp_path / "models",
        model_key_file=tmp_path / "model.key",
    )


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """``one`` answers, ``worse`` is a candidate."""
    made = Database(settings.database_url, 2)
    made.migrate()
    settings.models_folder.mkdir()
    asyncio.run(_register(settings, made))
    yield made
    made.close()


async def _register(settings: Settings, database: Database) -> None:
    registry = ModelRegistry(database)
    for name, scores in (("one", GOOD), ("worse", WORSE)):
        file = settings.models_folder / f"{name}.tar.gz"
        file.write_bytes(name.encode())
        sign(file, settings.model_key_file)
        await registry.add(file, {}, None, scores)
    await Publisher(database, settings).adopt(settings.models_folder / "one.tar.gz")


def _muni(
    settings: Settings, *arguments: str, **more: str
) -> tuple[int, list[dict[str, Any]], str]:
    named = ("database_url", "jobs_file", "models_folder", "model_key_file")
    environment = {f"MUNI_{name.upper()}": str(getattr(settings, name)) for name in named}
    done = subprocess.run(
        [str(Path(sys.executable).parent / "muni"), *arguments],
        env={**os.environ, **environment, **more},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_a_worse_model_needs_a_reason_and_can_be_gone_back_from(
    settings: Settings, database: Database
) -> None:
    status, said, why = _muni(settings, "publish", "worse")
    assert (status, said) == (1, [])
    assert "2 færre spørgsmål om fare" in why
    assert "5,0 point færre" in why
    status, said, _ = _muni(settings, "publish", "worse", "--reason", "Nye takster fra i dag")
    assert (status, said[0]["model"], said[0]["version"]) == (0, "worse", 2)
    status, said, _ = _muni(settings, "rollback")
    assert (status, said[0]["model"]) == (0, "one")
    assert _muni(settings, "publish", "nobody")[0] == 1


def test_a_training_that_cannot_be_says_why(settings: Settings, database: Database) -> None:
    status, said, why = _muni(settings, "train", MUNI_DATA_FOLDER="/nowhere")
    assert (status, said) == (1, [])
    assert "Der er fejl i indholdet: /nowhere" in why
    assert "training.log" in why
    asyncio.run(TrainingRuns(database).add("mette"))
    status, said, why = _muni(settings, "train", "--publish")
    assert (status, said) == (1, [])
    assert "allerede en træning i gang" in why
