"""Giving a conversation: what is shown is what is given, and what cannot be given is refused."""

import pytest

from bot.donation.errors import (
    AlreadyGivenError,
    ConversationChangedError,
    NotForResearchError,
    NothingToGiveError,
    UnknownCodeError,
)
from bot.donation.giving import Giving
from bot.errors import ConversationDeletedError
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.message_rows import append_message
from bot.turn import Message
from tests.donation.giver import BOTH, given, said


async def test_what_is_shown_is_what_is_given(database: Database, giving: Giving) -> None:
    conversation = await said(database, "min nabo i Tirstrup vil have et pas")
    offer = await giving.offer(conversation)
    assert "Tirstrup" not in offer.gift.messages[0].text
    assert offer.given == ()
    _, gift = await giving.give(conversation, ["train"], offer.gift.seal)
    assert gift == offer.gift
    assert (await giving.offer(conversation)).given == ("train",)


async def test_a_conversation_that_went_on_must_be_looked_at_again(
    database: Database, giving: Giving
) -> None:
    conversation = await said(database, "hvad koster et pas")
    seal = (await giving.offer(conversation)).gift.seal
    more = Message(role="citizen", kind="question", text="og for et barn?")
    await database.run(lambda session: append_message(session, conversation.id, more))
    with pytest.raises(ConversationChangedError):
        await giving.give(conversation, BOTH, seal)


async def test_acute_help_is_never_laid_open(database: Database, giving: Giving) -> None:
    conversation = await said(database, "jeg kan ikke mere")
    acute = Message(kind="safety", text="Ring 112")
    await database.run(lambda session: append_message(session, conversation.id, acute))
    with pytest.raises(NotForResearchError):
        await giving.give(conversation, BOTH, None)
    assert (await giving.offer(conversation)).given == ()
    await giving.give(conversation, ["train"], None)


async def test_what_staff_wrote_is_not_the_citizens_to_give(
    database: Database, giving: Giving
) -> None:
    conversation = await said(database, "hvad koster et pas")
    text = "Hej, her er Kirsten fra borgerservice"
    wrote = (
        Message(role="staff", kind="notice", text=text),
        Message(role="system", kind="notice", text=text),
    )
    await database.run(
        lambda session: [append_message(session, conversation.id, one) for one in wrote]
    )
    _, gift = await giving.give(conversation, BOTH, None)
    assert {one.role for one in gift.messages} == {"citizen", "bot"}
    assert "Kirsten" not in str(gift)


async def test_nothing_is_given_without_a_question_or_a_purpose_or_twice(
    database: Database, giving: Giving
) -> None:
    store = ConversationStore(database)
    greeting = (Message(text="Hej, jeg er en robot"),)
    empty, _, _ = await store.begin("0751", "da", "web", {}, greeting)
    with pytest.raises(NothingToGiveError):
        await giving.give(await store.load(empty), BOTH, None)
    conversation = await said(database, "hvad koster et pas")
    with pytest.raises(NothingToGiveError):
        await giving.give(conversation, [], None)
    await giving.give(conversation, BOTH, None)
    with pytest.raises(AlreadyGivenError):
        await giving.give(conversation, BOTH, None)


async def test_a_deleted_conversation_cannot_be_given(database: Database, giving: Giving) -> None:
    conversation = await said(database, "hvad koster et pas")
    await ConversationStore(database).delete(conversation.id)
    with pytest.raises((ConversationDeletedError, NothingToGiveError)):
        await giving.give(conversation, BOTH, None)


async def test_a_code_works_once_and_however_it_is_written(
    database: Database, giving: Giving
) -> None:
    code, conversation = await given(database, giving, "hvad koster et pas")
    with pytest.raises(UnknownCodeError):
        await giving.take_back("0000-0000-0000-0000")
    await giving.take_back(code.lower().replace("-", " "))
    with pytest.raises(UnknownCodeError):
        await giving.take_back(code)
    assert (await giving.offer(conversation)).given == ()
