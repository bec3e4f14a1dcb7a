"""The console with real content that can be edited, on the staff room's own database."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from fastapi import FastAPI

from bot.content.editing import Editing
from bot.content.importing import Importing
from bot.content.rules import Rules, measured_questions
from bot.knowledge import get_live_content, get_masker
from bot.settings import ROOT
from bot.staff.staff import Staff
from tests.api.staff.browsing import Serving, console


class ContentRoom(Serving):
    """What serves the console, and the editing of content beside it."""

    def __init__(self, staff: Staff) -> None:
        super().__init__(staff)
        live, rules = get_live_content(), _rules()
        self.database = staff.database
        self.editing = Editing(staff.database, live, rules)
        self.importing = Importing(staff.database, live, rules)


@contextmanager
def content_console(staff: Staff) -> Iterator[FastAPI]:
    """The console; what is published in it is live in this process until the end."""
    live = get_live_content()
    stop = live.follow(staff.database, poll_s=60)
    app = console(staff)
    app.state.bot = ContentRoom(staff)
    yield app
    stop()


@lru_cache(maxsize=1)
def _rules() -> Rules:
    return Rules(get_masker(), measured_questions(ROOT / "data"))
