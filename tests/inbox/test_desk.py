"""Handling: by one at a time, where one may, with labels, notes and lines in the audit log."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.inbox.desk import Decision, Desk
from bot.inbox.errors import AlreadyHandledError, InboxRowNotFoundError
from bot.inbox.handling import Note
from bot.inbox.labelled import Labelled, every, held_out
from bot.inbox.wording import is_held_out, wording_of
from bot.knowledge import get_normaliser
from bot.staff.audit import Actor
from bot.staff.tables import AuditRow
from bot.store.database import Database
from bot.store.model_tables import ModelRow, PointerRow, PublicationRow
from tests.inbox.asking import ask, collect, listed

ALL = frozenset({"*"})
ANNE, BENT = Actor("u1", "Anne"), Actor("u2", "Bent")


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database, get_normaliser())


async def _one(database: Database, *places: str | None) -> int:
    for place in places or ("0751",):
        await ask(database, "Udlåner I ladcykler?", place)
    await collect(database)
    return (await listed(database))[0].id


async def _labelled(database: Database) -> list[Labelled]:
    return await database.read(every)


async def test_of_two_who_decide_at_once_one_is_told(desk: Desk, database: Database) -> None:
    for _ in range(20):
        group = await _one(database)
        row = await desk.open(group, ALL, "u1")
        deeds = (
            desk.decide(group, row.version, ALL, ANNE, Decision("ignored")),
            desk.decide(group, row.version, ALL, BENT, Decision("labelled", "pas_pris")),
        )
        done = await asyncio.gather(*deeds, return_exceptions=True)
        assert [type(one) for one in done if one] == [AlreadyHandledError]
        seen = await desk.open(group, ALL, "u1")
        assert seen.shares[0].handled_by == ("Anne" if done[0] is None else "Bent")
        assert await listed(database) == []
        await desk.decide(group, seen.version, ALL, ANNE, Decision("open"))


async def test_who_looks_at_it_is_known_until_they_are_done(desk: Desk, database: Database) -> None:
    group = await _one(database)
    assert await desk.claim(group, ANNE) is None
    assert await desk.claim(group, ANNE) is None
    assert await desk.claim(group, BENT) == "Anne"
    assert [line.claimed_name for line in await listed(database)] == ["Anne"]
    await desk.release(group, BENT)
    assert await desk.claim(group, BENT) == "Anne"
    await desk.release(group, ANNE)
    assert await desk.claim(group, BENT) is None


async def test_one_municipality_handles_its_own_share_alone(desk: Desk, database: Database) -> None:
    group = await _one(database, "0751", "0740")
    local = frozenset({"0751"})
    row = await desk.open(group, local, "u1")
    assert (row.count, len(row.conversation)) == (1, 2)
    await desk.decide(group, row.version, local, ANNE, Decision("ignored"))
    assert await listed(database, "0751") == []
    assert len(await listed(database, "0740")) == len(await listed(database)) == 1
    with pytest.raises(InboxRowNotFoundError):
        await desk.open(group, frozenset({"0101"}), "u1")
    with pytest.raises(InboxRowNotFoundError):
        await desk.decide(group, row.version + 1, frozenset({"0101"}), ANNE, Decision("ignored"))
    lines = await database.read(lambda s: list(s.scalars(select(AuditRow))))
    assert [(one.action, one.municipality) for one in lines] == [("question_ignored", "0751")]


async def test_handled_for_all_is_handled_where_it_is_asked_later(
    desk: Desk, database: Database
) -> None:
    group = await _one(database)
    row = await desk.open(group, ALL, "u1")
    await desk.decide(group, row.version, ALL, ANNE, Decision("out_of_scope"))
    await ask(database, "Udlåner I ladcykler?", "0740")
    await collect(database)
    assert await listed(database) == await listed(database, "0740") == []
    (line,) = await listed(database, handled=True)
    assert (line.count, line.state, line.handled_by) == (2, "out_of_scope", "Anne")


async def test_choosing_a_topic_labels_the_chosen_wordings_of_those_places_alone(
    desk: Desk, database: Database
) -> None:
    _, own, _ = await ask(database, "Udlåner I ladcykler?", "0751")
    _, other, _ = await ask(database, "Udlåner I en ladcykel?", "0740")
    await ask(database, "Udlåner I store ladcykler?", "0751")
    await collect(database)
    group = (await listed(database))[0].id
    chosen = Decision("labelled", "pas_pris", [own, other])
    await desk.decide(group, 0, frozenset({"0751"}), ANNE, chosen)
    (label,) = await _labelled(database)
    assert (label.text, label.topic, label.municipality, label.made_by) == (
        "Udlåner I ladcykler?", "pas_pris", "0751", "Anne",
    )  # fmt: skip
    again = Decision("out_of_scope", None, [other])
    await desk.decide(group, 1, frozenset({"0740"}), BENT, again)
    assert {one.topic for one in await _labelled(database)} == {"pas_pris", "out_of_scope"}


async def test_the_newest_label_of_a_wording_counts(desk: Desk, database: Database) -> None:
    group = await _one(database)
    for version, topic in ((0, "pas_pris"), (2, "pas_tid")):
        row = await desk.open(group, ALL, "u1")
        decision = Decision("labelled", topic, [row.message_id])
        await desk.decide(group, version, ALL, ANNE, decision)
        assert [one.topic for one in await _labelled(database)] == [topic]
        await desk.decide(group, version + 1, ALL, ANNE, Decision("open"))


def test_about_one_wording_in_five_is_held_out_and_always_the_same() -> None:
    normalise = get_normaliser()
    texts = [f"spørgsmål nummer {number} om ladcykler" for number in range(2000)]
    kept = [text for text in texts if is_held_out(wording_of(text, normalise))]
    assert 0.17 < len(kept) / len(texts) < 0.23
    shouted = [text.upper() + " ??" for text in texts]
    again = [text for text in shouted if is_held_out(wording_of(text, normalise))]
    assert len(again) == len(kept)


async def test_only_held_out_labels_are_for_measuring(desk: Desk, database: Database) -> None:
    for number in range(20):
        await ask(database, f"Udlåner I ladcykler nu {number}?")
    await collect(database)
    group = (await listed(database))[0].id
    row = await desk.open(group, ALL, "u1")
    ids = [one.message_id for one in row.wordings]
    await desk.decide(group, 0, ALL, ANNE, Decision("labelled", "pas_pris", ids))
    labels = await _labelled(database)
    apart = await database.read(held_out)
    assert len(labels) == 20
    assert apart == [one for one in labels if one.held_out]
    assert 0 < len(apart) < 20


async def test_a_topic_that_the_new_model_still_misses_comes_back(
    desk: Desk, database: Database
) -> None:
    group = await _one(database)
    await desk.decide(group, 0, ALL, ANNE, Decision("labelled", "pas_pris"))
    await _one_more(database)
    assert await listed(database) == [], "no model has learnt it yet"
    await database.run(_publish)
    await _one_more(database)
    assert [line.count for line in await listed(database)] == [3]


async def test_a_colleague_is_asked_and_answers(desk: Desk, database: Database) -> None:
    group = await _one(database)
    await desk.note(group, ANNE, Note("Er det jer?", "*", BENT))
    assert await desk.asked_of("u2") == [group]
    assert [line.waiting for line in await listed(database)] == [True]
    await desk.note(group, ANNE, Note("Jeg venter", "*"))
    assert await desk.asked_of("u2") == [group], "who asked has not answered"
    await desk.note(group, BENT, Note("Ja", "*"))
    assert await desk.asked_of("u2") == []
    notes = (await desk.open(group, ALL, "u1")).notes
    assert [(one.author_name, one.text, one.to_name) for one in notes] == [
        ("Anne", "Er det jer?", "Bent"), ("Anne", "Jeg venter", None), ("Bent", "Ja", None),
    ]  # fmt: skip


async def test_another_municipalitys_notes_are_not_seen(desk: Desk, database: Database) -> None:
    group = await _one(database, "0751", "0740")
    await desk.note(group, ANNE, Note("Kun os", "0751"))
    await desk.note(group, ANNE, Note("Til Bent", "0751", BENT))
    await desk.note(group, ANNE, Note("Alle", "*"))
    there = frozenset({"0740"})
    assert [one.text for one in (await desk.open(group, there, "u3")).notes] == ["Alle"]
    assert len((await desk.open(group, there, "u2")).notes) == 2
    assert len((await desk.open(group, ALL, "u3")).notes) == 3


async def _one_more(database: Database) -> None:
    await ask(database, "Udlåner I ladcykler?")
    await collect(database)


def _publish(session: Session) -> None:
    now = datetime.utcnow()
    for row in (ModelRow(id="m", file="m"),
                PublicationRow(id=1, model_id="m", kind="first", at=now),
                PointerRow(id=1, version=1, publication_id=1)):  # fmt: skip
        session.add(row)
        session.flush()
