"""The console over the layered content of a database of its own."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from bot.staff.staff import Staff
from tests.api.staff.content_room import content_console


@pytest.fixture
def app(staff: Staff) -> Iterator[FastAPI]:
    with content_console(staff) as made:
        yield made
