"""Drafts, publishing, taking back and history, and that nobody overwrites another."""

import asyncio
from pathlib import Path

import pytest
from alembic import command

from bot.content import revisions
from bot.content.editing import Editing
from bot.content.errors import ContentConflictError, ContentRefusedError, RevisionNotFoundError
from bot.content.live import LiveContent
from bot.content.subject import Subject
from bot.store.database import Database, alembic_config
from tests.content.conftest import ANNE, BENT, an_answer
from tests.databases import address, plain

PRICE = Subject("answer", "pas_pris")


async def _published(editing: Editing, text: str, seen: str | None = None) -> str:
    content = an_answer(text=text)
    draft = await editing.save_draft(PRICE, content, ANNE, seen, 0)
    (done,) = await editing.publish({draft.id: draft.saved}, "rettet")
    return done.id


def _said(live: LiveContent) -> str:
    return live.content.composer.compose("pas_pris", None).text


async def test_a_draft_says_nothing_until_it_is_published_and_is_live_at_once(
    editing: Editing, live: LiveContent
) -> None:
    before, version = _said(live), live.content.version
    draft = await editing.save_draft(PRICE, an_answer(text="Ny pris."), ANNE, None, 0)
    assert _said(live) == before
    (done,) = await editing.publish({draft.id: 1}, "ny takst")
    assert _said(live) == "Ny pris."
    assert live.content.version > version
    assert (done.state, done.number, done.note, done.author) == ("published", 1, "ny takst", ANNE)


async def test_taking_back_gives_the_version_before_and_then_the_files(
    editing: Editing, live: LiveContent
) -> None:
    files = _said(live)
    first = await _published(editing, "Den første.")
    second = await _published(editing, "Den anden.", first)
    await editing.take_back(PRICE, second, "forkert")
    assert _said(live) == "Den første."
    await editing.take_back(PRICE, first)
    assert _said(live) == files
    history = await editing.history(PRICE)
    assert [(one.number, one.state, one.note) for one in history] == [
        (2, "withdrawn", "rettet\nforkert"),
        (1, "withdrawn", "rettet"),
    ]


async def test_taking_back_to_the_files_withdraws_all(editing: Editing, live: LiveContent) -> None:
    files = _said(live)
    first = await _published(editing, "Den første.")
    second = await _published(editing, "Den anden.", first)
    await editing.take_back(PRICE, second, to_base=True)
    assert _said(live) == files
    with pytest.raises(ContentConflictError):
        await editing.take_back(PRICE, first)


async def test_two_editors_who_began_from_the_same_version_cannot_both_publish(
    editing: Editing, live: LiveContent
) -> None:
    anne = await editing.save_draft(PRICE, an_answer(text="Annes."), ANNE, None, 0)
    bent = await editing.save_draft(PRICE, an_answer(text="Bents."), BENT, None, 0)
    standing = await editing.open(PRICE, ANNE)
    assert standing.draft == anne
    assert standing.others == (bent,)
    await editing.publish({anne.id: 1})
    with pytest.raises(ContentConflictError):
        await editing.publish({bent.id: 1})
    with pytest.raises(ContentConflictError):
        await editing.save_draft(PRICE, an_answer(text="Bents igen."), BENT, None, 1)
    seen = (await editing.open(PRICE, BENT)).current
    assert seen is not None
    again = await editing.save_draft(PRICE, an_answer(text="Bents."), BENT, seen.id, 1)
    await editing.publish({again.id: 2})
    assert _said(live) == "Bents."


async def test_of_two_who_publish_at_the_same_moment_one_is_told(editing: Editing) -> None:
    for _ in range(20):
        seen = (await editing.open(PRICE, ANNE)).current
        at = seen.id if seen else None
        drafts = [
            await editing.save_draft(PRICE, an_answer(text=who.name), who, at, 0)
            for who in (ANNE, BENT)
        ]
        done = await asyncio.gather(
            *(editing.publish({draft.id: 1}) for draft in drafts), return_exceptions=True
        )
        assert sorted(type(one).__name__ for one in done) == ["ContentConflictError", "list"]
        for draft in await editing.drafts():
            await editing.discard(draft.id)


async def test_the_same_draft_in_two_windows_is_not_overwritten(editing: Editing) -> None:
    await editing.save_draft(PRICE, an_answer(text="En."), ANNE, None, 0)
    await editing.save_draft(PRICE, an_answer(text="To."), ANNE, None, 1)
    with pytest.raises(ContentConflictError):
        await editing.save_draft(PRICE, an_answer(text="Den er fra før."), ANNE, None, 1)
    (draft,) = await editing.drafts(ANNE)
    assert draft.content is not None
    assert draft.content["text"] == "To."
    with pytest.raises(ContentConflictError):
        await editing.publish({draft.id: 1})


async def test_a_draft_that_was_thrown_away_or_published_is_not_there(editing: Editing) -> None:
    draft = await editing.save_draft(PRICE, an_answer(), ANNE, None, 0)
    await editing.discard(draft.id)
    with pytest.raises(RevisionNotFoundError):
        await editing.publish({draft.id: 1})
    await _published(editing, "Den er ny.")
    (done,) = await editing.history(PRICE)
    with pytest.raises(RevisionNotFoundError):
        await editing.discard(done.id)


async def test_what_breaks_a_rule_is_neither_saved_nor_published(
    editing: Editing, database: Database
) -> None:
    with pytest.raises(ContentRefusedError, match="findes ikke"):
        await editing.save_draft(PRICE, an_answer(text="Til {ukendt}."), ANNE, None, 0)
    assert await database.read(revisions.drafts) == []


async def test_the_difference_is_told_against_the_version_before(editing: Editing) -> None:
    first = await _published(editing, "Det koster ikke noget.")
    draft = await editing.save_draft(PRICE, an_answer(text="Det koster lidt."), ANNE, first, 0)
    (field,) = await editing.difference(draft)
    assert field.field == "text"
    assert [(piece.kind, piece.text) for piece in field.pieces] == [
        ("same", "Det koster "),
        ("removed", "ikke noget"),
        ("added", "lidt"),
        ("same", "."),
    ]


def test_revisions_come_and_go_with_their_migration_and_nothing_else_does(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    url = address(path)
    command.upgrade(alembic_config(url), "0002")
    with plain(path) as there:
        there.execute(
            "INSERT INTO conversations (id, token_hash, language, channel, state, created, updated)"
            " VALUES ('c1', '', 'da', 'web', '{}', '2026-11-25', '2026-11-25')"
        )
    command.upgrade(alembic_config(url), "0004")
    with plain(path) as there:
        assert there.execute("SELECT number FROM content_version").fetchall() == [(0,)]
        there.execute(
            "INSERT INTO revisions (id, kind, key, base_hash, state, author_id, author_name,"
            " saved, created, changed, note) VALUES ('r1', 'answer', 'pas_pris', '', 'draft',"
            " 'u1', 'Anne', 1, '2026-11-25', '2026-11-25', '')"
        )
    command.downgrade(alembic_config(url), "0003")
    with plain(path) as there:
        assert not {"revisions", "content_version", "revisions_by_subject"} & there.names()
        assert there.execute("SELECT id FROM conversations").fetchall() == [("c1",)]
    command.upgrade(alembic_config(url), "head")
    with plain(path) as there:
        assert there.execute("SELECT * FROM revisions").fetchall() == []
