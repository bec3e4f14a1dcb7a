"""A turn in two halves: nothing is stored by the first, and the second never stores it late."""

import asyncio

import pytest

from bot.assembly import Bot
from bot.errors import ConversationDeletedError, ConversationMovedError, UnknownPayloadError
from bot.turn import TurnRequest


async def _begin(bot: Bot) -> str:
    identity, _, _ = await bot.store.begin("0751", "da", "voice", {"municipality": "0751"}, ())
    return identity


async def test_preparing_stores_nothing(bot: Bot) -> None:
    identity = await _begin(bot)
    before = await bot.store.load(identity)
    prepared = await bot.turn.prepare(TurnRequest(identity, text="hvad koster et pas"))
    assert prepared.said.messages[0].topic == "pas_pris"
    assert await bot.store.messages(identity) == []
    assert await bot.store.load(identity) == before


async def test_what_is_committed_is_what_was_prepared_and_the_talk_goes_on_from_it(
    bot: Bot,
) -> None:
    identity = await _begin(bot)
    # Three guesses while the caller speaks; only the last is kept.
    for text in ("hvad koster", "hvad koster et", "hvad koster et pas"):
        prepared = await bot.turn.prepare(TurnRequest(identity, text=text))
    reply = await bot.turn.commit(prepared)
    assert [m.text for m in reply.messages] == [m.text for m in prepared.said.messages]
    stored = await bot.store.messages(identity)
    assert [m.role for m in stored] == ["citizen", "bot"]
    assert stored[0].text == "hvad koster et pas"
    follow_up = await bot.turn.take(TurnRequest(identity, text="hvor lang tid tager det"))
    assert follow_up.messages[0].topic is not None
    assert follow_up.messages[0].topic.startswith("pas_")


async def test_both_halves_give_what_a_whole_turn_gives(bot: Bot) -> None:
    one, two = await _begin(bot), await _begin(bot)
    for text in ("kørekort", "den anden", "hvad koster det", "gentag"):
        whole = await bot.turn.take(TurnRequest(one, text=text))
        halves = await bot.turn.commit(await bot.turn.prepare(TurnRequest(two, text=text)))
        assert [m.text for m in whole.messages] == [m.text for m in halves.messages]
    assert (await bot.store.load(one)).state == (await bot.store.load(two)).state


async def test_an_answer_from_before_the_conversation_went_on_is_refused(bot: Bot) -> None:
    identity = await _begin(bot)
    prepared = await bot.turn.prepare(TurnRequest(identity, text="hvad koster det"))
    await bot.turn.take(TurnRequest(identity, text="hvad koster et pas"))
    with pytest.raises(ConversationMovedError):
        await bot.turn.commit(prepared)
    assert len(await bot.store.messages(identity)) == 2


async def test_an_answer_to_a_conversation_deleted_meanwhile_is_refused(bot: Bot) -> None:
    identity = await _begin(bot)
    prepared = await bot.turn.prepare(TurnRequest(identity, text="hvad koster et pas"))
    await bot.store.delete(identity)
    with pytest.raises(ConversationDeletedError):
        await bot.turn.commit(prepared)


async def test_what_was_prepared_holds_no_personal_data(bot: Bot) -> None:
    identity = await _begin(bot)
    said = "mit cpr nummer er 010170-1234 hvad koster et pas"
    prepared = await bot.turn.prepare(TurnRequest(identity, text=said))
    assert "1234" not in prepared.question
    assert "1234" not in str(prepared.said)


async def test_a_turn_given_up_leaves_the_conversation_as_it_was(bot: Bot) -> None:
    identity = await _begin(bot)
    for delay in (0.0, 0.001, 0.002, 0.004):
        task = asyncio.create_task(
            bot.turn.prepare(TurnRequest(identity, text="hvor er genbrugspladsen"))
        )
        await asyncio.sleep(delay)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert bot.locks.busy == 0
    reply = await bot.turn.take(TurnRequest(identity, text="hvad koster et pas"))
    assert reply.messages[0].topic == "pas_pris"
    assert len(await bot.store.messages(identity)) == 2


async def test_a_choice_is_prepared_by_its_payload(bot: Bot) -> None:
    identity = await _begin(bot)
    prepared = await bot.turn.prepare(TurnRequest(identity, payload="/pas_pris"))
    assert prepared.said.messages[0].topic == "pas_pris"
    assert not prepared.question.startswith("/")
    with pytest.raises(UnknownPayloadError):
        await bot.turn.prepare(TurnRequest(identity, payload="/restart"))


async def test_a_message_sent_twice_is_committed_once(bot: Bot) -> None:
    identity = await _begin(bot)
    request = TurnRequest(identity, text="hvad koster et pas", client_id="abc-123456")
    prepared = await bot.turn.prepare(request)
    first = await bot.turn.commit(prepared)
    again = await bot.turn.commit(prepared)
    assert (first.repeated, again.repeated) == (False, True)
    assert [m.id for m in first.messages] == [m.id for m in again.messages]
