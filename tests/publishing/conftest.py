"""Two signed copies of the real model, a register that knows them, and a database of its own."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.dialogue.model_files import newest_model
from bot.publishing.publisher import Publisher
from bot.publishing.registry import ModelRegistry
from bot.publishing.scores import Scores
from bot.publishing.signing import sign
from bot.settings import ROOT, Settings
from bot.store.database import Database
from tests.databases import filled

GOOD = Scores("same", 1000, 0.95, 40, 38)


@dataclass(frozen=True)
class Desk:
    """What a publisher works with."""

    settings: Settings
    database: Database
    registry: ModelRegistry
    publisher: Publisher

    def file(self, identity: str) -> Path:
        return self.settings.models_folder / f"{identity}.tar.gz"


@pytest.fixture
def folder_settings(tmp_path: Path) -> Settings:
    return Settings(
        models_folder=tmp_path / "models",
        model_key_file=tmp_path / "model.key",
        database_url=filled(tmp_path / "muni.db"),
    )


@pytest.fixture
def database(folder_settings: Settings) -> Iterator[Database]:
    made = Database(folder_settings.database_url, 2)
    made.migrate()
    yield made
    made.close()


@pytest.fixture
async def desk(folder_settings: Settings, database: Database) -> AsyncIterator[Desk]:
    """Models ``one`` and ``two``, both as good; ``one`` is published."""
    folder_settings.models_folder.mkdir()
    registry, publisher = ModelRegistry(database), Publisher(database, folder_settings)
    made = Desk(folder_settings, database, registry, publisher)
    for name in ("one", "two"):
        shutil.copy(newest_model(ROOT / "models"), made.file(name))
        sign(made.file(name), folder_settings.model_key_file)
        await registry.add(made.file(name), {"data_hash": "h"}, "staff", GOOD)
    await publisher.adopt(made.file("one"))
    yield made
