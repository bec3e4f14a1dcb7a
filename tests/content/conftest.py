"""What the tests of layered content share: the real data folder over a database of their own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.content.editing import Editing
from bot.content.importing import Importing
from bot.content.live import LiveContent
from bot.content.revision import Author
from bot.content.rules import Rules, measured_questions
from bot.knowledge import get_masker
from bot.settings import ROOT
from bot.store.database import Database
from tests.databases import filled

ANNE = Author("u1", "Anne Editor")
BENT = Author("u2", "Bent Editor")
DATA = ROOT / "data"


@pytest.fixture(scope="session")
def _read_once() -> LiveContent:
    return LiveContent(DATA)


@pytest.fixture(scope="session")
def rules() -> Rules:
    return Rules(get_masker(), measured_questions(DATA))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(filled(tmp_path / "content.db"), 4)
    yield made
    made.close()


@pytest.fixture
def live(_read_once: LiveContent, database: Database) -> Iterator[LiveContent]:
    stop = _read_once.follow(database, poll_s=0.05)
    yield _read_once
    stop()


@pytest.fixture
def editing(database: Database, live: LiveContent, rules: Rules) -> Editing:
    return Editing(database, live, rules)


@pytest.fixture
def importing(database: Database, live: LiveContent, rules: Rules) -> Importing:
    return Importing(database, live, rules)


def an_answer(**changed: Any) -> dict[str, Any]:
    """An answer that keeps every rule."""
    return {
        "text": "Du søger på borger.dk. Ring til {kommune} på {telefon}, hvis du er i tvivl.",
        "spoken": "Du søger på borger punktum d k.",
        "links": [{"title": "borger.dk", "url": "https://www.borger.dk"}],
        "sources": [
            {"url": "https://www.borger.dk/a", "checked": date.today().isoformat(), "facts": []}
        ],
        "unconfirmed": [],
        "aspects": {},
    } | changed


def a_topic(**changed: Any) -> dict[str, Any]:
    """A topic that keeps every rule."""
    return {
        "category": "kultur_fritid",
        "question": "Hvornår er der havnefest?",
        "title": "Havnefest",
        "local": True,
        "kle": "20.10",
        "scope": "",
    } | changed
