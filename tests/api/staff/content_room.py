"""The console with real content that can be edited, on the staff room's own database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from fastapi import FastAPI

from bot.content.editing import Editing
from bot.content.importing import Importing
from bot.content.rules import Rules, measured_questions
from bot.knowledge import get_live_content, get_masker
from bot.settings import ROOT
from bot.staff.staff import Staff
from bot.store.database import Database
from tests.api.staff.browsing import console


@dataclass(frozen=True)
class ContentRoom:
    """What the console asks the bot for, as :class:`bot.assembly.Bot` has it."""

    database: Database
    editing: Editing
    importing: Importing


@contextmanager
def content_console(staff: Staff) -> Iterator[FastAPI]:
    """The console; what is published in it is live in this process until the end."""
    live = get_live_content()
    stop = live.follow(staff.database, poll_s=60)
    rules = _rules()
    app = console(staff)
    app.state.bot = ContentRoom(
        staff.database,
        Editing(staff.database, live, rules),
        Importing(staff.database, live, rules),
    )
    yield app
    stop()


@lru_cache(maxsize=1)
def _rules() -> Rules:
    return Rules(get_masker(), measured_questions(ROOT / "data"))
