"""What was given and taken back is nowhere: file, training data, open set."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.content.revision import Author
from bot.content.subject import Subject
from bot.content.untrained import untrained_since
from bot.donation.errors import DonationGoneError
from bot.donation.giving import Giving
from bot.donation.open_set import OpenSet, read_open_set
from bot.donation.teaching import DonatedWordings
from bot.inbox.labelled import label
from bot.knowledge import get_live_content, get_normaliser
from bot.staff.audit import Actor
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.donation_tables import DonatedMessageRow, DonationRow
from bot.store.tables import ConversationRow
from bot.training.compose_data import compose_training_data
from bot.training.readiness import with_labelled
from bot.training.staff_questions import read_staff_questions
from tests.databases import kept
from tests.donation.giver import given, let_rest, said
from tests.retaining import purge

WORD = "gulerodsfarvet"
TEXT = f"hvad koster et {WORD} pas til mig"
EDITOR = Actor("u1", "Anne")


async def _opened(database: Database) -> OpenSet:
    return await database.read(lambda session: read_open_set(session, date.today()))


async def _composed(database: Database, folder: Path) -> str:
    """All that the next model would learn from."""
    live = get_live_content()
    live.refresh()
    learnt = (await read_staff_questions(database)).learnt
    compose_training_data(folder, live.base, with_labelled(live.content, learnt))
    return _written(folder)


def _written(folder: Path) -> str:
    return "".join(one.read_text(encoding="utf-8") for one in folder.rglob("*.yml"))


def _files(database: Database) -> bytes:
    return kept(database.url)


async def _used_everywhere(database: Database, wordings: DonatedWordings) -> None:
    """Published, in a colleague's draft with a slip mended, and labelled."""
    (one,) = await wordings.all(["*"])
    subject = Subject("examples", "pas_pris")
    assert await wordings.teach(one, subject, one.text, EDITOR, publish=True)
    editing = wordings._editing
    standing = await editing.open(subject, Author("u2", "Bent"))
    there = (standing.content or {})["examples"]
    mended = [*there, f"hvad koster et {WORD} pas til mig selv"]
    content = await editing.example_change(subject, mended)
    seen = standing.current.id if standing.current else None
    await editing.save_draft(subject, content, Author("u2", "Bent"), seen, 0)
    await database.run(lambda s: label(s, [one.text], "pas_pris", None, "Anne", get_normaliser()))


async def test_it_is_in_no_file_no_training_and_no_open_set(
    database: Database, giving: Giving, wordings: DonatedWordings, tmp_path: Path
) -> None:
    code, conversation = await given(database, giving, TEXT)
    await _used_everywhere(database, wordings)
    await let_rest(database, 8)
    await database.run(lambda s: s.execute(_long_ago(conversation.id)))
    assert await purge(database) == 1
    # The conversation has run out; the gift stays, and is used.
    before = await _opened(database)
    assert WORD.encode() in before.lines
    assert WORD in await _composed(database, tmp_path / "before")
    assert WORD.encode() in _files(database)

    trained = datetime.utcnow()
    await giving.take_back(code)

    untrained = await database.read(lambda session: untrained_since(session, trained))
    assert untrained.examples == 1, "staff are told that the model must be trained"
    after = await _opened(database)
    assert after.lines == b""
    assert len(after.withdrawn) == 1
    assert after.version != before.version
    assert WORD not in await _composed(database, tmp_path / "after")
    assert WORD.encode() not in _files(database)
    assert code.encode() not in _files(database)


async def test_who_deletes_the_conversation_takes_the_gift_back(
    database: Database, giving: Giving, wordings: DonatedWordings, tmp_path: Path
) -> None:
    _, conversation = await given(database, giving, TEXT)
    await _used_everywhere(database, wordings)
    await ConversationStore(database).delete(conversation.id)
    assert WORD.encode() not in _files(database)
    assert WORD not in await _composed(database, tmp_path / "after")
    assert await database.read(lambda s: s.scalar(select(func.count(DonationRow.id)))) == 0
    assert await database.read(lambda s: s.scalars(select(DonatedMessageRow)).all()) == []


async def test_an_example_of_a_gift_that_is_gone_is_not_made(
    database: Database, giving: Giving, wordings: DonatedWordings
) -> None:
    code, conversation = await given(database, giving, TEXT)
    (one,) = await wordings.all(["*"])
    await giving.take_back(code)
    with pytest.raises(DonationGoneError):
        await wordings.teach(one, Subject("examples", "pas_pris"), one.text, EDITOR, True)
    await ConversationStore(database).delete(conversation.id)
    assert WORD.encode() not in _files(database)


async def test_other_examples_and_other_gifts_stay(
    database: Database, giving: Giving, wordings: DonatedWordings
) -> None:
    code, _ = await given(database, giving, TEXT)
    await given(database, giving, "hvad skal en vandkande til forårspas koste")
    subject = Subject("examples", "pas_pris")
    for one in await wordings.all(["*"]):
        await wordings.teach(one, subject, one.text, EDITOR, publish=True)
    await giving.take_back(code)
    get_live_content().refresh()
    left = get_live_content().content.raw.examples["pas_pris"]
    base = get_live_content().base.raw.examples["pas_pris"]
    assert [text for text in left if text not in base] == [
        "hvad skal en vandkande til forårspas koste"
    ]


async def test_only_what_was_given_for_it_is_open_and_only_after_a_week(
    database: Database, giving: Giving
) -> None:
    await given(database, giving, "hvad koster et pas", ("research",))
    await given(database, giving, "kun til robotten", ("train",))
    await said(database, "slet ikke givet")
    await let_rest(database, 6)
    assert (await _opened(database)).lines == b""
    await let_rest(database, 7)
    found = (await _opened(database)).lines.decode()
    assert found.count("\n") == 1
    assert "hvad koster et pas" in found
    assert "kun til robotten" not in found
    assert re.search(r'"month": "\d{4}-\d\d", ', found)


def _long_ago(conversation_id: str) -> Any:
    return (
        update(ConversationRow)
        .where(ConversationRow.id == conversation_id)
        .values(updated=datetime.utcnow() - timedelta(days=60))
    )
