"""What counts as what, by the very definitions that pages show."""

from datetime import date, datetime

import pytest

from bot.statistics.counting import count
from bot.statistics.definitions import BY_ID
from bot.statistics.tables import EVERYWHERE, UNKNOWN
from bot.statistics.tally import Key, Tally, total
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from tests.statistics.making import (
    ANSWER,
    CLARIFY,
    FALLBACK,
    GREETING,
    HANDOVER,
    SAFETY,
    Talk,
    write,
)


async def _figures(database: Database, *talks: Talk) -> dict[str, float | None]:
    await write(database, *talks)
    found = await database.read(count)
    whole = total(tally for key, tally in found.items() if key.municipality == EVERYWHERE)
    return {figure.id: figure.value(whole) for figure in BY_ID.values()}


@pytest.mark.parametrize(
    ("talk", "resolved"),
    [
        (Talk(), 1),
        (Talk(((ANSWER,), (GREETING,))), 1),
        (Talk(((CLARIFY,), (ANSWER,))), 1),
        (Talk(((GREETING, ANSWER),)), 1),
        (Talk(((FALLBACK,), (ANSWER,)), ratings=("down",)), 0),
        (Talk(ratings=("up",)), 1),
        (Talk(ratings=("down",)), 0),
        (Talk(((GREETING,),)), 0),
        (Talk(((ANSWER,), (FALLBACK,))), 0),
        (Talk(((ANSWER,), (CLARIFY,))), 0),
        (Talk(((ANSWER,), (HANDOVER,))), 0),
        (Talk(((SAFETY,), (ANSWER,))), 0),
        (Talk(staff_wrote=True), 0),
        (Talk(channel="voice", ending="caller"), 1),
        (Talk(channel="voice", ending="transferred"), 0),
    ],
)
async def test_resolved_is_when_the_last_question_was_answered_and_nobody_stepped_in(
    database: Database, talk: Talk, resolved: float
) -> None:
    assert (await _figures(database, talk))["resolved"] == resolved


async def test_questions_are_what_was_answered_asked_back_or_unanswered(database: Database) -> None:
    turns = ((GREETING,), (ANSWER,), (CLARIFY,), (FALLBACK,), (SAFETY,), (HANDOVER,))
    found = await _figures(database, Talk(turns))
    assert found["conversations"] == 1
    assert found["questions"] == 4
    assert found["unanswered"] == found["clarified"] == 0.25
    assert found["safety"] == 1
    assert found["handed_over"] == 1


async def test_a_window_without_words_is_no_conversation_but_a_silent_call_is_a_call(
    database: Database,
) -> None:
    silent = [Talk((), channel="voice", ending=how) for how in ("silence", "transferred")]
    found = await _figures(database, Talk(()), *silent, Talk(channel="voice", ending="caller"))
    assert found["conversations"] == 1
    assert found["calls"] == 3
    assert found["transferred"] == pytest.approx(1 / 3)
    assert found["handed_over"] == 0, "a share of the conversations"


async def test_ratings_are_counted_up_and_down(database: Database) -> None:
    found = await _figures(database, Talk(((ANSWER,),) * 3, ratings=("up", "up", "down")))
    assert (found["ratings"], found["rated_down"]) == (3, 1)
    assert found["liked"] == pytest.approx(2 / 3)


async def test_where_nothing_happened_a_share_is_none_and_not_zero(database: Database) -> None:
    found = await _figures(database)
    assert found["conversations"] == 0
    assert [found[one] for one in ("resolved", "unanswered", "liked", "turn_median")] == [None] * 4


async def test_a_conversation_counts_in_its_place_and_in_the_sum(database: Database) -> None:
    await write(database, Talk(), Talk(municipality="0101"), Talk(municipality=None))
    found = await database.read(count)
    places = {key.municipality: tally.counts["conversations"] for key, tally in found.items()}
    assert places == {"0751": 1, "0101": 1, UNKNOWN: 1, EVERYWHERE: 3}


async def test_the_day_and_the_hour_are_danish(database: Database) -> None:
    await write(database, Talk(began=datetime(2026, 6, 30, 22, 30)))
    found = await database.read(count)
    tally = found[Key(date(2026, 7, 1), "0751", "web")]
    wednesday_after_midnight = 2 * 24
    assert dict(tally.hours) == {wednesday_after_midnight: 1}
    assert dict(tally.topics) == {"pas_pris": 1}


async def test_a_deleted_conversation_is_not_counted_again(database: Database) -> None:
    talk = Talk()
    await write(database, talk)
    await ConversationStore(database).delete(talk.id)
    assert await database.read(count) == {}


def test_counts_can_be_added() -> None:
    one, other = Tally(), Tally()
    one.counts["questions"], other.counts["questions"] = 2, 3
    other.topics["pas_pris"] = 1
    assert total([one, other]).counts["questions"] == 5
    assert total([one, other]).topics == {"pas_pris": 1}
