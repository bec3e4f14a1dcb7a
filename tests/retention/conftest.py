"""A database with old and new things in two municipalities."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.retention.enforcing import Retention
from bot.settings import Settings
from bot.store.database import Database
from bot.store.inbox_tables import LabelledQuestionRow
from bot.store.live_tables import LiveContactRow
from bot.store.recordings import Recordings
from bot.store.tables import CallRow, ConversationRow, FeedbackRow, MessageRow
from tests.databases import filled


def ago(days: float) -> datetime:
    """UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None) - timedelta(days=days)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Migrated, empty."""
    made = Database(filled(tmp_path / "muni.db"), 2)
    yield made
    made.close()


@pytest.fixture
def retention(database: Database, tmp_path: Path) -> Retention:
    """With the operator's own defaults: 30 days, contacts 14."""
    settings = Settings(database_url=database.url)
    return Retention(database, Recordings(tmp_path / "recordings"), settings)


def converse(
    session: Session, municipality: str | None, days: float, channel: str = "web", **more: str
) -> str:
    """A conversation with a question ``days`` days old; ``contact`` and ``comment`` if wanted."""
    identity, message, moment = uuid.uuid4().hex, uuid.uuid4().hex, ago(days)
    session.add(ConversationRow(id=identity, token_hash="h", municipality=municipality,
                                channel=channel, created=moment, updated=moment))  # fmt: skip
    session.flush()
    session.add(MessageRow(id=message, conversation_id=identity, number=1, role="citizen",
                           kind="question", text=more.get("text", "hvad koster et pas"),
                           municipality=municipality, created=moment))  # fmt: skip
    session.flush()
    if channel == "voice":
        session.add(CallRow(conversation_id=identity, line="sip", municipality=municipality))
    if "contact" in more:
        session.add(LiveContactRow(conversation_id=identity, municipality=municipality,
                                   contact=more["contact"], created=moment))  # fmt: skip
    if "comment" in more:
        session.add(FeedbackRow(message_id=message, rating="down", comment=more["comment"],
                                created=moment))  # fmt: skip
    return identity


def label(session: Session, municipality: str | None, days: float) -> str:
    """A question with a topic."""
    identity = uuid.uuid4().hex
    session.add(LabelledQuestionRow(id=identity, text="pas", wording=identity, topic="pas_pris",
                                    municipality=municipality, made_by="Ida", created=ago(days),
                                    held_out=True))  # fmt: skip
    return identity
