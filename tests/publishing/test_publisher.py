"""Publishing, refusing, going back, and publishing later."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import ModelRefusedError
from bot.publishing.errors import NothingBeforeError, ReasonNeededError, UnknownModelError
from bot.publishing.pointer import history, read_pointer
from bot.publishing.publisher import Publisher
from bot.publishing.scores import Scores
from tests.publishing.conftest import GOOD, Desk

WORSE = {
    "overall": replace(GOOD, overall=0.9399),
    "safety": replace(GOOD, safety_found=37),
    "staff": replace(GOOD, staff_questions=50, staff=0.5),
    "never measured on the same": replace(GOOD, questions_hash="other"),
}


async def _present(desk: Desk) -> str:
    pointer = await read_pointer(desk.database)
    assert pointer is not None
    return pointer.model_id


async def test_publishing_moves_the_pointer_and_retires_the_old(desk: Desk) -> None:
    pointer = await desk.publisher.publish("two", "mette")
    assert (pointer.model_id, pointer.version) == ("two", 2)
    assert (await desk.registry.get("one")).state == "retired"
    assert (await desk.registry.get("two")).state == "published"


async def test_publishing_the_present_one_changes_nothing(desk: Desk) -> None:
    assert (await desk.publisher.publish("one", "mette")).version == 1


@pytest.mark.parametrize("scores", WORSE.values(), ids=WORSE.keys())
async def test_a_worse_model_needs_a_reason_in_writing_and_both_are_kept(
    desk: Desk, scores: Scores
) -> None:
    await desk.registry.measured("one", replace(GOOD, staff_questions=50, staff=0.6))
    await desk.registry.measured("two", scores)
    for empty in (None, "", "  "):
        with pytest.raises(ReasonNeededError) as refused:
            await desk.publisher.publish("two", "mette", empty)
        assert refused.value.why
    assert await _present(desk) == "one"
    await desk.publisher.publish("two", "mette", "Nye regler gælder fra i dag")
    assert (await desk.registry.get("two")).reason == "Nye regler gælder fra i dag"
    kinds = [(row.kind, row.by) for row in await history(desk.database)]
    assert kinds == [("publish", "mette"), *[("refused", "mette")] * 3, ("first", None)]


async def test_exactly_one_point_less_is_allowed(desk: Desk) -> None:
    await desk.registry.measured("two", replace(GOOD, overall=0.94))
    assert (await desk.publisher.publish("two", None)).model_id == "two"


async def test_rolling_back_goes_one_publication_back_each_time(desk: Desk) -> None:
    await desk.publisher.publish("two", "mette")
    assert (await desk.publisher.roll_back("mette", "Den svarede forkert")).model_id == "one"
    assert (await desk.registry.get("two")).state == "retired"
    with pytest.raises(NothingBeforeError):
        await desk.publisher.roll_back("mette")


async def test_a_file_that_was_changed_is_neither_published_nor_gone_back_to(desk: Desk) -> None:
    await desk.publisher.publish("two", "mette")
    with desk.file("one").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelRefusedError):
        await desk.publisher.roll_back("mette")
    with pytest.raises(ModelRefusedError):
        await desk.publisher.publish("one", "mette")
    assert await _present(desk) == "two"
    with pytest.raises(UnknownModelError):
        await desk.publisher.publish("three", "mette")


async def test_a_planned_publication_happens_once_when_its_time_has_come(desk: Desk) -> None:
    now = datetime.now(UTC)
    await desk.publisher.schedule("two", now + timedelta(hours=1), "mette")
    assert await desk.publisher.publish_due() == []
    await desk.publisher.schedule("two", now - timedelta(seconds=1), "mette")
    others = [Publisher(desk.database, desk.settings) for _ in range(5)]
    done = await asyncio.gather(*(other.publish_due() for other in others))
    assert [ids for ids in done if ids] == [["two"]]
    assert await _present(desk) == "two"


async def test_a_planned_publication_can_be_given_up(desk: Desk) -> None:
    await desk.publisher.schedule("two", datetime.now(UTC) - timedelta(seconds=1), "mette")
    await desk.publisher.unschedule("two")
    assert await desk.publisher.publish_due() == []


async def test_a_model_that_became_worse_meanwhile_is_not_published_as_planned(desk: Desk) -> None:
    await desk.publisher.schedule("two", datetime.now(UTC) - timedelta(seconds=1), "mette")
    await desk.registry.measured("two", WORSE["safety"])
    assert await desk.publisher.publish_due() == []
    assert await _present(desk) == "one"
    assert (await history(desk.database))[0].kind == "refused"
