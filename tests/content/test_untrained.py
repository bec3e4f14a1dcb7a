"""What waits for a training: topics and wordings that were changed since the last."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.content.revisions import current, publish, save_draft, take_back
from bot.content.subject import Kind, Subject
from bot.content.untrained import Untrained, untrained_since
from bot.store.database import Database
from tests.content.conftest import ANNE


async def _published(database: Database, kind: Kind, key: str, place: str | None = None) -> None:
    subject = Subject(kind, key, place)

    def work(session: Session) -> None:
        counts = current(session, subject)
        seen = counts[0].id if counts else None
        draft = save_draft(session, subject, {}, "hash", ANNE, seen, 0)
        publish(session, draft.id, "")

    await database.run(work)


async def _waiting(database: Database, since: datetime) -> Untrained:
    return await database.read(lambda session: untrained_since(session, since))


async def test_topics_and_wordings_wait_and_answers_do_not(database: Database) -> None:
    before = datetime.utcnow() - timedelta(seconds=1)
    assert not await _waiting(database, before)
    await _published(database, "answer", "pas_pris")
    assert not await _waiting(database, before)
    await _published(database, "examples", "pas_pris")
    await _published(database, "examples", "pas_pris")
    await _published(database, "examples", "pas_pris", "0751")
    await _published(database, "topic", "k0751_havnens_dag", "0751")
    assert await _waiting(database, before) == Untrained(topics=1, examples=2)
    assert not await _waiting(database, datetime.utcnow() + timedelta(seconds=1))


async def test_what_was_taken_back_waits_too(database: Database) -> None:
    await _published(database, "examples", "pas_pris")
    between = datetime.utcnow()
    subject = Subject("examples", "pas_pris")
    assert not await _waiting(database, between)
    seen = (await database.read(lambda session: current(session, subject)))[0].id
    await database.run(lambda session: take_back(session, subject, seen, "", to_base=False))
    assert await _waiting(database, between) == Untrained(topics=0, examples=1)
