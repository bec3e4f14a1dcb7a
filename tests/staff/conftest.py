"""A staff room for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.staff.staff import Staff
from tests.staff.making import make_staff, migrated


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once."""
    return migrated(tmp_path_factory.mktemp("staff"))


@pytest.fixture
def staff(empty_database: Path, tmp_path: Path) -> Iterator[Staff]:
    """The real staff room on SQLite."""
    room = make_staff(empty_database, tmp_path)
    yield room
    room.database.close()
