"""Finding what was said: by words, place and time; and forgetting it when it is deleted."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text, update

from bot.history.listing import PAGE, Page, Wanted, list_conversations
from bot.store.conversations import ConversationStore
from bot.store.database import Database, alembic_config
from bot.store.message_search import find, forget_deleted_words, words_of
from bot.store.tables import ConversationRow, MessageRow
from tests import engines
from tests.databases import address, kept, plain
from tests.inbox.asking import ask


async def _list(database: Database, *places: str, soeg: str = "", **wanted: object) -> Page:
    words = words_of(soeg)
    chosen = Wanted(places or ("*",), words=words, **wanted)  # type: ignore[arg-type]
    return await database.read(partial(list_conversations, wanted=chosen))


async def _found(database: Database, soeg: str, *places: str) -> list[str]:
    return [line.found for line in (await _list(database, *places, soeg=soeg)).lines]


async def test_all_words_are_found_as_beginnings_in_any_order_and_case(database: Database) -> None:
    for said in ("Hvad koster et nyt pas?", "Åbner svømmehallen i dag?", "pasning af barn"):
        await ask(database, said)
    for soeg, found in {
        "PAS": ["pasning af barn", "Hvad koster et nyt pas?"],
        "pas koster": ["Hvad koster et nyt pas?"],
        "svøm åb": ["Åbner svømmehallen i dag?"],
        "abner": [],
        "hallen": [],
        "Svar": [],
        '"pas" OR * NEAR(': [],
        "pas*": ["pasning af barn", "Hvad koster et nyt pas?"],
    }.items():
        assert await _found(database, soeg) == found, soeg


@pytest.mark.parametrize("soeg", ['"', "'", "a'b", "*", "-- ;", "\x00", "(", "NEAR", "æøå' | x"])
async def test_no_search_is_a_command(database: Database, soeg: str) -> None:
    await ask(database, "et spørgsmål")
    assert len((await _list(database, soeg=soeg)).lines) <= 1


async def test_only_the_places_asked_for_are_found(database: Database) -> None:
    for place in ("0751", "0740", None):
        await ask(database, f"ladcykel {place}", place)
    assert await _found(database, "ladcykel", "0751") == ["ladcykel 0751"]
    assert await _found(database, "ladcykel", "") == ["ladcykel None"]
    assert len(await _found(database, "ladcykel")) == 3
    assert [line.municipality for line in (await _list(database, "0740")).lines] == ["0740"]


async def test_outcome_channel_and_period_narrow_the_list(database: Database) -> None:
    answered, asked, _ = await ask(database, "pas", outcome="answer", confidence=0.99)
    await ask(database, "ubåd", channel="voice")
    rated, _, answer = await ask(database, "gave", outcome="answer", confidence=0.99)
    await ConversationStore(database).rate(rated, answer, "down", "øv")
    await ConversationStore(database).begin("0751", "da", "web", {}, ())
    ago = datetime.utcnow() - timedelta(days=9)
    for table, one in ((ConversationRow, answered), (MessageRow, asked)):
        change = update(table).where(table.id == one).values(created=ago)
        await database.run(partial(_execute, statement=change))
    week = datetime.utcnow() - timedelta(days=7)
    for wanted, found in (
        ({}, ["gave", "ubåd", "pas"]),
        ({"outcome": "fallback"}, ["ubåd"]),
        ({"outcome": "down"}, ["gave"]),
        ({"outcome": "safety"}, []),
        ({"channel": "voice"}, ["ubåd"]),
        ({"begins": week}, ["gave", "ubåd"]),
        ({"ends": week}, ["pas"]),
    ):
        lines = (await _list(database, **wanted)).lines
        assert [line.found for line in lines] == found, wanted


async def test_search_keeps_to_the_period(database: Database) -> None:
    await ask(database, "pas før")
    before = datetime.utcnow()
    await ask(database, "pas efter")
    for wanted, found in (
        ({"begins": before}, ["pas efter"]), ({"ends": before}, ["pas før"]),
        ({"begins": datetime.utcnow() + timedelta(days=1)}, []),
    ):  # fmt: skip
        lines = (await _list(database, soeg="pas", **wanted)).lines
        assert [line.found for line in lines] == found


@pytest.mark.parametrize("soeg", ["", "pas"])
async def test_pages_follow_each_other_without_gap_or_repeat(database: Database, soeg: str) -> None:
    for number in range(PAGE * 2 + 3):
        await ask(database, f"pas {number}")
    seen: list[str] = []
    after = None
    while lines := (await _list(database, soeg=soeg, after=after)).lines:
        seen += [line.found for line in lines]
        after = (lines[-1].created, lines[-1].id)
    assert seen == [f"pas {number}" for number in reversed(range(PAGE * 2 + 3))]


async def test_deleted_words_are_found_no_more_and_leave_the_file(database: Database) -> None:
    gone, _, _ = await ask(database, "hemmeligxyz om ladcykel")
    await ask(database, "noget andet om ladcykel")
    store = ConversationStore(database)
    await store.delete(gone)
    assert await _found(database, "hemmeligxyz") == []
    assert await _found(database, "ladcykel") == ["noget andet om ladcykel"]
    await forget_deleted_words(database)
    await database.forget_free_pages()
    if not engines.wanted():
        check = "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)"
        await database.run(partial(_execute, statement=text(check)))
    assert b"hemmeligxyz" not in kept(database.url)
    assert b"ladcykel" in kept(database.url)


async def test_a_changed_text_is_found_as_it_is(database: Database) -> None:
    _, asked, _ = await ask(database, "gammel")
    change = update(MessageRow).where(MessageRow.id == asked).values(text="ny")
    await database.run(partial(_execute, statement=change))
    assert (await _found(database, "gammel"), await _found(database, "ny")) == ([], ["ny"])


def test_the_migration_takes_in_what_is_there_and_goes_back(tmp_path: Path) -> None:
    path = tmp_path / "muni.db"
    config = alembic_config(address(path))
    command.upgrade(config, "0011")
    with plain(path) as there:
        there.execute(
            "INSERT INTO conversations (id, token_hash, language, channel, state, created, updated)"
            " VALUES ('c1', '', 'da', 'web', '{}', '2026-11-25', '2026-11-25')"
        )
        for role in ("citizen", "bot"):
            there.execute(
                "INSERT INTO messages (id, conversation_id, number, role, kind, text, extras,"
                " created) VALUES (?, 'c1', ?, ?, 'question', 'ladcykel', '{}', '2026-11-25')",
                (role, len(role), role),
            )
    for _ in range(2):
        command.upgrade(config, "0012")
        with plain(path) as there:
            assert "message_search" in there.names()
        database = Database(address(path))
        found = database.read_here(partial(find, words=["ladc"], begins=None, ends=None, most=9))
        database.close()
        assert [one.message_id for one in found] == ["citizen"]
        command.downgrade(config, "0011")
        with plain(path) as there:
            assert not [name for name in there.names() if "search" in name]
            assert there.execute("SELECT count(*) FROM messages").fetchone() == (2,)


def _execute(session: object, statement: object) -> None:
    session.execute(statement)  # type: ignore[attr-defined]
