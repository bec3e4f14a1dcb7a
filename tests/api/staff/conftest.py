"""The console of a staff room of one's own, and browsers at it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from bot.staff.staff import Staff
from tests.api.staff.browsing import Browser, console
from tests.staff.making import make_staff, migrated


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once."""
    return migrated(tmp_path_factory.mktemp("console"))


@pytest.fixture
def staff(empty_database: Path, tmp_path: Path) -> Iterator[Staff]:
    """The real staff room."""
    room = make_staff(empty_database, tmp_path)
    yield room
    room.database.close()


@pytest.fixture
def app(staff: Staff) -> FastAPI:
    """The console."""
    return console(staff)


@pytest.fixture
def browser(app: FastAPI) -> Callable[..., Browser]:
    """Opens browsers."""
    return lambda address="192.0.2.1": Browser(app, address)
