"""What comes to the inbox, grouped how, and counted where."""

import asyncio
import itertools
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.inbox.collector import Collector
from bot.knowledge import get_live_content, get_normaliser
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.inbox_tables import InboxGroupRow, InboxItemRow, InboxShareRow
from bot.store.tables import MessageRow
from tests.inbox.asking import LADCYKEL, UNSURE, a_collector, ask, collect, listed

WORDS = ("abekat", "ubåd", "citronmåne", "vindmølle", "sølvtøj", "jordbær", "pingvin", "trompet",
         "guldfisk", "hængekøje")  # fmt: skip


async def test_a_new_matter_in_three_wordings_is_one_row_in_any_order(database: Database) -> None:
    collector = a_collector(database)
    for order in itertools.permutations(LADCYKEL):
        made = [await ask(database, text) for text in order]
        await ask(database, "Kan man leje en hal hos kommunen?")
        assert await collect(database, collector) == 4
        lines = await listed(database)
        assert [line.count for line in lines] == [3, 1], order
        assert lines[0].reasons == {"fallback": 3}
        store = ConversationStore(database)
        every = await database.read(lambda s: list(s.scalars(select(MessageRow.conversation_id))))
        for one in {*every, *(ids[0] for ids in made)}:
            await store.delete(one)


async def test_each_reason_brings_a_question_and_nothing_else_does(database: Database) -> None:
    await ask(database, "hvor er ufoerne")
    await ask(database, "hvad koster kørekort", outcome="answer", topic="a", confidence=0.91)
    await ask(database, "hvad koster pas", outcome="answer", topic="b", confidence=0.99)
    await ask(database, "hej med dig", outcome="answer", topic="greet", confidence=0.91)
    _, _, answer = await ask(database, "flytning", outcome="answer", topic="c", confidence=0.99)
    conversation, _, _ = await ask(database, "legeplads", outcome="answer", confidence=0.99)
    store = ConversationStore(database)
    for one in await database.read(
        lambda s: list(s.scalars(select(MessageRow).where(MessageRow.id == answer)))
    ):
        await store.rate(one.conversation_id, answer, "down", None)
    helped, _, _ = await ask(database, "noget om børn", outcome="clarify", offered=("x", "y"))
    await ask(database, "Pasning", outcome="answer", topic="x", confidence=1.0,
              conversation_id=helped)  # fmt: skip
    await ask(database, "noget om biler", outcome="clarify", offered=("v", "w"))
    assert await collect(database) == 4
    assert {(line.text, *line.reasons) for line in await listed(database)} == {
        ("hvor er ufoerne", "fallback"),
        ("hvad koster kørekort", "unsure"),
        ("flytning", "down"),
        ("noget om biler", "clarify"),
    }
    assert conversation


async def test_a_question_that_is_still_being_clarified_waits(database: Database) -> None:
    await ask(database, "noget om biler", outcome="clarify", offered=("v", "w"))
    assert await a_collector(database, False).collect(UNSURE) == 0
    assert await collect(database) == 1


async def test_it_is_collected_once_however_often_and_by_however_many(database: Database) -> None:
    for number in range(450):
        await ask(database, WORDS[number % 10])
    both = a_collector(database, False), a_collector(database, False)
    taken = await asyncio.gather(*(collect(database, one) for one in both))
    assert sum(taken) == 450
    assert await collect(database) == 0
    lines = await listed(database)
    assert [line.count for line in lines] == [45] * 10


async def test_questions_of_the_same_moment_are_all_taken(database: Database) -> None:
    for number in range(430):
        await ask(database, f"{WORDS[number % 10]} {number}")
    moment = datetime.utcnow()
    await database.run(lambda s: s.execute(update(MessageRow).values(created=moment)) and None)
    assert await collect(database) == 430


async def test_only_one_process_takes_a_turn(database: Database) -> None:
    one, other = a_collector(database, False), a_collector(database, False)
    assert [await one.take_turn(60), await other.take_turn(60)] == [True, False]
    assert await other.take_turn(0) is False


async def test_counts_are_kept_for_each_municipality(database: Database) -> None:
    for place in ("0751", "0751", "0740", None):
        await ask(database, LADCYKEL[0], place)
    await collect(database)
    for places, count in {("*",): 4, ("0751",): 2, ("0740",): 1, ("",): 1, ("0751", "0740"): 3,
                          ("0101",): None}.items():  # fmt: skip
        found = [line.count for line in await listed(database, *places)]
        assert found == ([count] if count else []), places


async def test_filters_by_channel_reason_topic_and_period(database: Database) -> None:
    await ask(database, "om abekatte", channel="voice", topic="pas_pris")
    _, old, _ = await ask(database, "om ubåde")
    await ask(database, "om ubåde", channel="voice")
    ago = datetime.utcnow() - timedelta(days=9)
    change = update(MessageRow).where(MessageRow.id == old).values(created=ago)
    await database.run(lambda s: s.execute(change) and None)
    await collect(database)
    week = datetime.utcnow() - timedelta(days=7)
    both = {"om abekatte", "om ubåde"}
    for wanted, texts in (
        ({}, both),
        ({"channel": "voice"}, both),
        ({"channel": "web"}, {"om ubåde"}),
        ({"channel": "web", "begins": week}, set()),
        ({"channel": "voice", "begins": week}, both),
        ({"ends": week}, {"om ubåde"}),
        ({"topics": ["pas_pris"]}, {"om abekatte"}),
        ({"topics": [None]}, {"om ubåde"}),
        ({"reason": "down"}, set()),
    ):
        found = await listed(database, **wanted)
        assert {line.text for line in found} == texts, wanted
    (one,) = await listed(database, begins=week, channel="voice", topics=[None])
    assert (one.count, one.matching) == (2, 1)


async def test_pages_follow_each_other_without_gap_or_repeat(database: Database) -> None:
    for number in range(60):
        await ask(database, f"{WORDS[number % 10]}{WORDS[number // 10]}")
    await collect(database)
    for newest in (False, True):
        seen: list[int] = []
        after = None
        while lines := await listed(database, newest=newest, after=after):
            seen += [line.id for line in lines]
            last = lines[-1]
            key = datetime.fromisoformat(last.key) if newest else int(last.key)
            after = (key, last.id)
        assert len(seen) == len(set(seen)) == await database.read(_count)


async def test_a_deleted_conversation_leaves_no_trace(database: Database) -> None:
    store = ConversationStore(database)
    kept, _, _ = await ask(database, LADCYKEL[0])
    gone, _, _ = await ask(database, LADCYKEL[0])
    alone, _, _ = await ask(database, "om abekatte")
    await collect(database)
    await store.delete(gone)
    await store.delete(alone)
    (line,) = await listed(database)
    assert (line.text, line.count) == (LADCYKEL[0], 1)
    await store.delete(kept)
    assert await listed(database) == []
    for table in (InboxGroupRow, InboxItemRow, InboxShareRow):
        assert await database.read(partial(_count, table=table)) == 0


async def test_a_rating_that_comes_later_becomes_the_reason(database: Database) -> None:
    conversation, _, answer = await ask(
        database, "hvad koster kørekort", outcome="answer", topic="a", confidence=0.91
    )
    await collect(database)
    await ConversationStore(database).rate(conversation, answer, "down", "forkert")
    assert await collect(database) == 0
    assert [line.reasons for line in await listed(database)] == [{"down": 1}]


@pytest.mark.parametrize("texts", [("hvad koster pas", "hvad koster passet til børn")])
async def test_what_was_answered_differently_is_not_one_question(
    database: Database, texts: tuple[str, str]
) -> None:
    for text, topic in zip(texts, ("a", "b"), strict=True):
        await ask(database, text, outcome="answer", topic=topic, confidence=0.91)
    await collect(database)
    assert len(await listed(database)) == 2


async def test_examples_are_read_once(database: Database) -> None:
    read = []

    def examples() -> list[str]:
        read.append(1)
        return list(itertools.chain(*get_live_content().base.raw.examples.values()))[:50]

    collector = Collector(database, get_normaliser(), examples)
    for text in LADCYKEL:
        await ask(database, text)
        await collector.collect(UNSURE)
    assert read == [1]


def _count(session: Session, table: type = InboxGroupRow) -> int:
    return int(session.scalar(select(func.count()).select_from(table)))
