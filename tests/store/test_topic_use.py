"""How often a topic was answered, and how the answers were rated."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.store.database import Database
from bot.store.tables import ConversationRow, FeedbackRow, MessageRow
from bot.store.topic_use import TopicUse, topic_use
from tests.databases import filled

NOW = datetime(2026, 11, 25, 12)
ANSWER = {"kind": "answer", "role": "bot", "topic": "pas_pris", "municipality": "0751"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(filled(tmp_path / "use.db"), 2)
    yield made
    made.close()


def _message(session: Session, number: int, rating: str = "", **row: Any) -> None:
    entry = ANSWER | {"created": NOW, "text": "x", "number": number} | row
    session.add(MessageRow(id=str(number), conversation_id="c", **entry))
    session.flush()
    if rating:
        session.add(FeedbackRow(message_id=str(number), rating=rating))


def _write(session: Session) -> None:
    session.add(ConversationRow(id="c", token_hash="x"))
    session.flush()
    _message(session, 1, "up")
    _message(session, 2, "down")
    _message(session, 3, municipality="0740")
    _message(session, 4, topic="pas_barn")
    _message(session, 5, kind="clarify")
    _message(session, 6, "up", created=NOW - timedelta(days=40))


async def test_answers_and_ratings_count_in_the_period_and_the_municipality(
    database: Database,
) -> None:
    await database.run(_write)
    use = partial(topic_use, topic="pas_pris", since=NOW - timedelta(days=28))
    assert await database.read(use) == TopicUse(answers=3, up=1, down=1)
    assert await database.read(partial(use, municipality="0740")) == TopicUse(1, 0, 0)
    never = partial(topic_use, topic="pas_foto", since=NOW)
    assert await database.read(never) == TopicUse(0, 0, 0)
