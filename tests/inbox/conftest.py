"""A database of one's own with every table."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.databases import copied
from tests.staff.making import migrated


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once."""
    return migrated(tmp_path_factory.mktemp("inbox"))


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy."""
    made = Database(copied(empty_database, tmp_path / "inbox.db"))
    yield made
    made.close()
