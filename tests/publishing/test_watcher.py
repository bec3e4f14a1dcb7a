"""A process that answers follows the pointer, and keeps what it has when it can't."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.assembly import Bot
from bot.dialogue.embedded import EmbeddedDialogue
from bot.knowledge import get_topics
from bot.publishing.candidates import candidates
from bot.publishing.signing import opened
from bot.publishing.watcher import ModelWatcher, watch_published_model
from bot.publishing.workers import Workers
from bot.store.conversations import ConversationStore
from bot.turn import Turn, TurnRequest
from tests.publishing.conftest import Desk


@pytest.fixture
async def served(bot: Bot, desk: Desk) -> AsyncIterator[Bot]:
    """The real bot, answering with the copy ``one``."""
    trusted = partial(opened, key_file=desk.settings.model_key_file)
    dialogue = EmbeddedDialogue(desk.file("one"), "actions", get_topics, trusted)
    store = ConversationStore(desk.database)
    turn = Turn(bot.masker, dialogue, store, bot.locks, 10.0)
    yield replace(
        bot,
        settings=desk.settings,
        database=desk.database,
        dialogue=dialogue,
        store=store,
        turn=turn,
    )


async def _asked(bot: Bot) -> None:
    identity, _, _ = await bot.store.begin("0751", "da", "web", {"municipality": "0751"}, ())
    reply = await bot.turn.take(TurnRequest(identity, "hvad koster et pas"))
    assert reply.messages[0].topic == "pas_pris"


async def test_a_worker_follows_within_ten_seconds_and_no_turn_breaks(
    served: Bot, desk: Desk
) -> None:
    watching = asyncio.create_task(watch_published_model(served))
    workers = Workers(desk.database)
    await desk.publisher.publish("two", "mette")
    waiting = asyncio.create_task(workers.wait_for(2, 10.0))
    while not waiting.done() or served.dialogue.model.name != "two.tar.gz":
        await _asked(served)
    assert await waiting == []
    assert [worker.model_id for worker in await workers.all()] == ["two"]
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    assert await workers.all() == []


@pytest.mark.parametrize("harm", ["changed", "gone"])
async def test_a_corrupt_model_is_refused_and_the_old_one_answers_on(
    served: Bot, desk: Desk, harm: str
) -> None:
    watcher = ModelWatcher(served, "web")
    await desk.publisher.publish("two", "mette")
    desk.file("two").unlink()
    if harm == "changed":
        desk.file("two").write_bytes(b"no model")
    await watcher.look()
    assert watcher.note == "Modellen two kunne ikke indlæses. one svarer videre."
    (worker,) = await Workers(desk.database).all()
    assert (worker.model_id, worker.note) == ("one", watcher.note)
    await _asked(served)
    await desk.publisher.roll_back("mette")
    await watcher.look()
    assert watcher.note is None


async def test_a_planned_publication_is_carried_out_by_who_watches(served: Bot, desk: Desk) -> None:
    await desk.publisher.schedule("two", datetime.now(UTC), "mette")
    await ModelWatcher(served, "web").look()
    assert served.dialogue.model == desk.file("two")


async def test_a_process_that_starts_takes_the_published_one_then_those_before(
    desk: Desk,
) -> None:
    await desk.publisher.publish("two", "mette")
    names = [path.name for path in candidates(desk.settings)]
    assert names == ["two.tar.gz", "one.tar.gz"]


def test_before_anything_is_published_the_newest_signed_model_is_taken(
    desk: Desk, tmp_path: Path
) -> None:
    stranger = desk.settings.models_folder / "stranger.tar.gz"
    stranger.write_bytes(b"runs code")
    nowhere = desk.settings.copy(update={"database_url": f"sqlite:///{tmp_path / 'none.db'}"})
    assert {path.name for path in candidates(nowhere)} == {"one.tar.gz", "two.tar.gz"}
    assert not (tmp_path / "none.db").exists()
