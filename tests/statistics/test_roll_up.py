"""Figures follow what happens, cost nothing when nothing does, and outlive the conversations."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.statistics.counting import count
from bot.statistics.periods import Period
from bot.statistics.reading import Report, read_places, read_report
from bot.statistics.roll_up import FRESH, RollUp, keep_figures
from bot.statistics.tables import EVERYWHERE, MONTH, FigureRow
from bot.statistics.tally import total
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from tests.databases import address, plain
from tests.retaining import purge
from tests.statistics.making import ANSWER, FALLBACK, Talk, write

TODAY = datetime(2026, 11, 10, 12, 0)
AUTUMN = Period(date(2026, 9, 1), date(2026, 11, 30))


@pytest.fixture
async def roll_up(database: Database) -> AsyncIterator[RollUp]:
    yield RollUp(database)


async def _report(database: Database, place: str = EVERYWHERE) -> Report:
    return await database.read(lambda session: read_report(session, AUTUMN, place))


async def _counts(database: Database, place: str = EVERYWHERE) -> dict[str, int]:
    counts = (await _report(database, place)).whole.counts
    return {name: number for name, number in counts.items() if number}


async def test_figures_are_those_of_counting_everything(
    database: Database, roll_up: RollUp
) -> None:
    talks = [
        Talk(((ANSWER,), (FALLBACK,)), TODAY - timedelta(days=days), place, channel)
        for days in range(0, 60, 7)
        for place in ("0751", "0101", None)
        for channel in ("web", "voice")
    ]
    await write(database, *talks)
    await roll_up.fresh(TODAY)
    counted = await database.read(count)
    for place in (EVERYWHERE, "0751"):
        report = await _report(database, place)
        assert report.whole == total(one for key, one in counted.items() if key[1] == place)
        assert total(report.steps.values()) == total(report.channels.values()) == report.whole
    places = await database.read(lambda session: read_places(session, AUTUMN))
    assert sorted(places) == ["", "0101", "0751"]
    assert places["0101"].counts["questions"] == 36


async def test_months_that_are_over_are_read_as_one_row(
    database: Database, roll_up: RollUp
) -> None:
    await write(database, *(Talk(began=datetime(2026, 9, day)) for day in range(2, 20)))
    await roll_up.fresh(TODAY)
    rows = await database.read(
        lambda session: session.query(FigureRow).filter_by(span=MONTH, municipality="0751").all()
    )
    assert [(row.day, row.conversations) for row in rows] == [(date(2026, 9, 1), 18)]
    half = Period(date(2026, 9, 10), date(2026, 10, 5))
    report = await database.read(lambda session: read_report(session, half))
    assert report.whole.counts["conversations"] == 10, "part of a month is read by days"


async def test_a_month_is_summed_when_it_is_over_even_if_nothing_else_happened(
    database: Database, roll_up: RollUp
) -> None:
    await write(database, Talk(began=TODAY))
    await roll_up.fresh(TODAY)
    await roll_up.fresh(datetime(2027, 1, 15))
    assert (await _counts(database))["conversations"] == 1


async def test_what_is_new_counts_after_a_minute(database: Database, roll_up: RollUp) -> None:
    await write(database, Talk(began=TODAY))
    await roll_up.fresh(TODAY)
    await write(database, Talk(began=TODAY))
    await roll_up.fresh(TODAY + FRESH / 2)
    assert (await _counts(database))["conversations"] == 1
    await roll_up.fresh(TODAY + FRESH)
    assert (await _counts(database))["conversations"] == 2


async def test_a_late_thumb_counts_on_the_day_of_the_conversation(
    database: Database, roll_up: RollUp
) -> None:
    talk = Talk(began=TODAY - timedelta(days=20))
    await write(database, talk)
    await roll_up.fresh(TODAY)
    await ConversationStore(database).rate(talk.id, f"{talk.id}-0-0", "up", None)
    await roll_up.fresh(datetime.utcnow() + timedelta(seconds=1))
    assert (await _counts(database))["rated_up"] == 1
    await ConversationStore(database).rate(talk.id, f"{talk.id}-0-0", "down", "nej")
    await roll_up.fresh(datetime.utcnow() + 2 * FRESH)
    found = await _counts(database)
    assert (found.get("rated_up"), found["rated_down"]) == (None, 1)
    assert "resolved" not in found


@pytest.mark.parametrize("counted_before", [True, False])
async def test_figures_survive_the_retention(
    database: Database, roll_up: RollUp, counted_before: bool
) -> None:
    now = datetime.utcnow().replace(microsecond=0)
    old = Talk(((ANSWER,), (FALLBACK,)), now - timedelta(days=40), ratings=("down",))
    same_day = Talk(began=old.began, channel="voice", ending="caller")
    await write(database, old, same_day, Talk(began=now))
    period = Period((old.began - timedelta(days=2)).date(), now.date() + timedelta(days=1))

    async def read() -> Report:
        return await database.read(lambda session: read_report(session, period, "0751"))

    if counted_before:
        await roll_up.fresh(now)
        before = await read()
    else:
        found = await database.read(count)
        before = Report(total(one for key, one in found.items() if key.municipality == "0751"))
    assert await purge(database) == 2
    await roll_up.fresh(now)
    after = await read()
    assert after.whole == before.whole
    assert after.whole.counts["conversations"] == 3
    assert await purge(database) == 0
    await roll_up.fresh(now + 2 * FRESH)
    assert (await read()).whole == before.whole


async def test_a_citizen_who_deletes_is_still_counted_and_once(
    database: Database, roll_up: RollUp
) -> None:
    talk, other = Talk(began=TODAY), Talk(began=TODAY)
    await write(database, talk, other)
    await roll_up.fresh(TODAY)
    store = ConversationStore(database, before_wipe=keep_figures)
    await store.delete(talk.id)
    await roll_up.fresh(TODAY)
    assert (await _counts(database, "0751"))["conversations"] == 2
    await store.delete(other.id)
    await roll_up.fresh(TODAY)
    await roll_up.fresh(TODAY + 2 * FRESH)
    assert (await _counts(database, "0751"))["conversations"] == 2


async def test_what_stays_names_no_conversation_and_no_words(
    database: Database, roll_up: RollUp, tmp_path: Path
) -> None:
    talk = Talk(began=TODAY)
    await write(database, talk)
    await roll_up.fresh(TODAY)
    await ConversationStore(database, before_wipe=keep_figures).delete(talk.id)
    await roll_up.fresh(TODAY)
    with plain(tmp_path / "muni.db") as there:
        tables = ("daily_figures", "figures_rolled", "figures_stale_days")
        kept: list[Any] = [there.execute(f"SELECT * FROM {one}").fetchall() for one in tables]  # noqa: S608
    assert talk.id not in str(kept)
    assert "Svend" not in str(kept)


async def test_a_deletion_that_fails_keeps_nothing_twice(
    database: Database, roll_up: RollUp
) -> None:
    talk = Talk(began=TODAY)
    await write(database, talk)

    def fail(session: Any) -> None:
        keep_figures(session, [talk.id])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await database.run(fail)
    await roll_up.fresh(TODAY)
    assert (await _counts(database, "0751"))["conversations"] == 1


async def test_two_processes_may_count_at_once(database: Database, tmp_path: Path) -> None:
    other = Database(address(tmp_path / "muni.db"), 2)
    await write(database, *(Talk(began=TODAY - timedelta(days=day)) for day in range(40)))
    await asyncio.gather(*(RollUp(one).fresh(TODAY) for one in (database, other, database)))
    other.close()
    assert (await _counts(database, "0751"))["conversations"] == 40


async def test_a_page_need_not_wait_for_a_long_count(database: Database, roll_up: RollUp) -> None:
    await write(database, Talk(began=datetime.utcnow()))
    assert not await roll_up.fresh_within(0)
    assert await roll_up.fresh_within(10)


async def test_a_count_that_fails_is_not_hidden(database: Database, roll_up: RollUp) -> None:
    def broken(session: Any) -> None:
        session.execute("DROP TABLE figures_stale_days")

    await database.run(broken)
    with pytest.raises(Exception, match=r"no such table|does not exist"):
        await roll_up.fresh_within(10)
