"""A month becomes public once, when it is over, and then stays as it is whatever happens."""

import random
from datetime import date, datetime

import pytest

from bot.open_data.publication import is_due, publish_months
from bot.open_data.reading import OpenCount, read_counts, read_months, read_times
from bot.statistics.roll_up import RollUp, keep_figures
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from tests.open_data.making import MONTHS, NOW, few_talks, publish
from tests.statistics.making import Talk, write


async def _public(database: Database) -> list[OpenCount]:
    return await database.read(lambda session: list(read_counts(session)))


async def test_months_are_made_public_once_and_oldest_first(database: Database) -> None:
    assert await publish(database, *few_talks(1)) == list(MONTHS)
    assert await publish_months(database) == []
    assert list(await database.read(read_months)) == list(MONTHS)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 10, 31, 23, 59), False),
        (datetime(2026, 11, 3, 22, 59), False),
        (datetime(2026, 11, 3, 23), True),
    ],
)
def test_a_month_is_due_three_danish_days_after_its_end(now: datetime, due: bool) -> None:
    assert is_due(date(2026, 10, 1), now) is due


async def test_the_running_month_is_not_public(database: Database) -> None:
    talks = [Talk(began=datetime(2026, 11, 2, 9)) for _ in range(30)]
    assert await publish(database, *talks) == []
    assert await _public(database) == []


async def test_what_comes_late_or_is_deleted_changes_nothing(database: Database) -> None:
    talks = few_talks(2)
    await publish(database, *talks)
    before = await _public(database)
    store = ConversationStore(database, before_wipe=keep_figures)
    for talk in random.Random(1).sample(talks, 20):
        await store.delete(talk.id)
    late = [Talk(began=datetime(2026, 10, 30, 9)) for _ in range(40)]
    await write(database, *late)
    await RollUp(database).fresh(datetime(2026, 11, 6))
    assert await publish_months(database) == []
    assert await _public(database) == before


async def test_a_conversation_deleted_before_counts_like_any_other(database: Database) -> None:
    talks = [Talk(began=datetime(2026, 10, 5, 9)) for _ in range(20)]
    await write(database, *talks)
    store = ConversationStore(database, before_wipe=keep_figures)
    for talk in talks[:7]:
        await store.delete(talk.id)
    await RollUp(database).fresh(NOW)
    await publish_months(database)
    shown = {one.cell.kind: one.count for one in await _public(database)}
    assert shown == {"resolved": 20, "answered": 20}


async def test_a_month_without_conversations_is_public_and_empty(database: Database) -> None:
    talks = [Talk(began=datetime(2026, month, 9, 9)) for month in (8, 10) for _ in range(10)]
    assert await publish(database, *talks) == list(MONTHS)
    assert {one.month for one in await _public(database)} == {MONTHS[0], MONTHS[2]}


async def test_turn_times_need_a_hundred_conversations(database: Database) -> None:
    few = [Talk(began=datetime(2026, 9, 9, 9)) for _ in range(90)]
    many = [Talk(began=datetime(2026, 10, 9, 9)) for _ in range(110)]
    await publish(database, *few, *many)
    times = await database.read(read_times)
    assert [(one.month, one.channel) for one in times] == [(date(2026, 10, 1), "web")]
    assert times[0].median == pytest.approx(20, rel=0.025)
