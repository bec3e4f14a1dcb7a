"""Chats on a database of their own, with the real masker."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.knowledge import get_masker
from bot.live.room import LiveRoom, build_live_room
from bot.staff.staff import Staff
from bot.store.conversations import ConversationStore
from tests.staff.making import make_staff, migrated


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once."""
    return migrated(tmp_path_factory.mktemp("live"))


@pytest.fixture
def staff(empty_database: Path, tmp_path: Path) -> Iterator[Staff]:
    """The real staff room."""
    room = make_staff(empty_database, tmp_path)
    yield room
    room.database.close()


@pytest.fixture
def live(staff: Staff) -> LiveRoom:
    """The chats of that database."""
    return build_live_room(staff.database, get_masker(), 14)


@pytest.fixture
def store(staff: Staff) -> ConversationStore:
    """The conversations of that database."""
    return ConversationStore(staff.database)
