"""What the tests of donations share: conversations, their gifts, and content that is edited."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content.editing import Editing
from bot.content.rules import Rules, measured_questions
from bot.danish.masking.lexicon import load_lexicon
from bot.donation.giving import Giving
from bot.donation.strict import StrictMasker
from bot.donation.teaching import DonatedWordings
from bot.knowledge import get_live_content, get_masker
from bot.settings import ROOT
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from tests.databases import filled


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Its own, whose published content is live in this process."""
    made = Database(filled(tmp_path / "muni.db"))
    stop = get_live_content().follow(made, poll_s=60)
    yield made
    stop()
    made.close()


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The content's rules."""
    return Rules(get_masker(), measured_questions(ROOT / "data"))


@pytest.fixture
def giving(database: Database) -> Giving:
    """The donations."""
    masker = get_masker()
    strict = StrictMasker(lambda text: masker.mask(text).text, load_lexicon())
    return Giving(database, ConversationStore(database), strict)


@pytest.fixture
def wordings(database: Database, rules: Rules) -> DonatedWordings:
    """What editors make of them."""
    return DonatedWordings(database, Editing(database, get_live_content(), rules))
