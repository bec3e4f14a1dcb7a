"""A database of one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.databases import filled


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Empty, with every table."""
    made = Database(filled(tmp_path / "muni.db"), 2)
    yield made
    made.close()
