"""A database of one's own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.staff.making import migrated


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once."""
    return migrated(tmp_path_factory.mktemp("statistics"))


@pytest.fixture
def database(empty: Path, tmp_path: Path) -> Iterator[Database]:
    """Empty, with every table."""
    shutil.copy(empty, tmp_path / "muni.db")
    made = Database(f"sqlite:///{tmp_path / 'muni.db'}", 2)
    yield made
    made.close()
