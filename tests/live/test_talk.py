"""What is kept of a chat: masked, once, in order; and who is told what."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.errors import (
    ConversationMovedError,
    ForbiddenError,
    NobodyAskedForError,
    UnusableContactError,
)
from bot.knowledge import get_masker
from bot.live.errors import CannedAnswerError, ChatNotFoundError, NotYourChatError
from bot.live.room import LiveRoom, build_live_room
from bot.live.talk import Line
from bot.staff.audit import Wanted
from bot.staff.staff import Staff
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.live_tables import LiveContactRow
from bot.store.tables import ConversationRow
from bot.turn import Message, Said, TurnReply, TurnRequest
from tests.live.chatting import asked, begin, turn
from tests.retaining import purge
from tests.staff.making import grant, make_user


async def test_staff_write_masked_once_and_in_order(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne = await make_user(staff, "Anne", grant("agent", "0751"))
    bo = await make_user(staff, "Bo", grant("agent", "0751"))
    chat = await asked(live, store)
    with pytest.raises(NotYourChatError):
        await live.talk.say(anne, chat, Line("hej", "a" * 12))
    await live.claims.claim(anne, chat)
    with pytest.raises(NotYourChatError):
        await live.talk.say(bo, chat, Line("hej", "a" * 12))
    first = await live.talk.say(anne, chat, Line("dit CPR er 010190-1234", "b" * 12))
    again = await live.talk.say(anne, chat, Line("dit CPR er 010190-1234", "b" * 12))
    await live.talk.say(anne, chat, Line("ring 89 40 20 00", "c" * 12, checked=True))
    assert first.id == again.id
    said = [one for one in await store.messages(chat) if one.role == "staff"]
    assert "010190" not in said[0].text
    assert said[1].text == "ring 89 40 20 00"
    assert {one.author for one in said} == {"Anne, medarbejder i Aarhus Kommune"}


async def test_a_chat_that_staff_write_in_is_no_old_one(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne = await make_user(staff, "Anne", grant("agent", "0751"))
    chat, silent = await asked(live, store), await asked(live, store)
    await live.claims.claim(anne, chat)
    long_ago = datetime.utcnow() - timedelta(days=31)
    aged = update(ConversationRow).values(updated=long_ago)
    await staff.database.run(lambda session: session.execute(aged))
    await live.talk.say(anne, chat, Line("hej", "a" * 12))
    updated = select(ConversationRow.updated).where(ConversationRow.id == chat)
    now = await staff.database.read(lambda session: session.scalar(updated))
    assert now > datetime.utcnow() - timedelta(minutes=1), "the figures of today count it, too"
    assert await purge(staff.database) == 1
    assert await store.messages(chat)
    assert not await store.messages(silent)


async def test_an_answer_that_was_under_way_when_the_chat_was_taken_is_not_stored(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne = await make_user(staff, "Anne", grant("agent", "0751"))
    chat = await asked(live, store)
    before = await store.load(chat)
    await live.claims.claim(anne, chat)
    said = Said((Message(text="for sent"),), before.state, "0751")
    with pytest.raises(ConversationMovedError):
        await store.save(before, TurnRequest(chat, "hej"), "hej", said, 1.0)


async def test_two_failures_in_a_row_show_the_chat_and_an_answer_hides_it(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne = await make_user(staff, "Anne", grant("agent", "0751"))
    chat = await begin(store)
    await turn(live, store, chat, "fallback", "fallback")
    assert await live.queue.waiting(anne.rights) == []
    await turn(live, store, chat, "fallback", "fallback")
    assert [one.reason for one in await live.queue.waiting(anne.rights)] == ["failed"]
    assert (await live.citizen.status(chat)).state == "none", "the citizen did not ask"
    await turn(live, store, chat, "answer", "answer")
    assert await live.queue.waiting(anne.rights) == []


async def test_the_place_in_the_queue_and_nobody_there(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne = await make_user(staff, "Anne", grant("agent", "0751"))
    first = await begin(store)
    (told,) = await turn(live, store, first, "handover")
    assert "ingen medarbejder" in told.text
    await live.presence.beat(anne.id)
    second = await begin(store)
    (told,) = await turn(live, store, second, "handover")
    assert told.text.startswith("Du er nummer 2 i køen")
    await live.claims.claim(anne, first)
    status = await live.citizen.status(second)
    assert (status.place, status.staffed) == (1, True)
    await live.presence.leave(anne.id)
    assert not (await live.citizen.status(second)).staffed


async def test_contact_is_kept_apart_and_goes_with_the_conversation_and_with_time(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne = await make_user(staff, "Anne", grant("agent", "0751"))
    far = await make_user(staff, "Bo", grant("agent", "0740"))
    chats = [await asked(live, store) for _ in range(3)]
    with pytest.raises(UnusableContactError):
        await live.contacts.leave(chats[0], "ring til mig")
    with pytest.raises(NobodyAskedForError):
        await live.contacts.leave(await begin(store), "20304050")
    for chat in chats:
        await live.contacts.leave(chat, "20 30 40 50", "Ida")
    assert all("20304050" not in one.text for one in await store.messages(chats[0]))
    assert await live.contacts.waiting(far) == []
    with pytest.raises(ForbiddenError):
        await live.contacts.done(far, chats[0])
    assert [one.contact for one in await live.contacts.waiting(anne)] == ["20304050"] * 3
    assert len(await staff.audit.search(Wanted(action="contact_read"))) == 3
    await store.delete(chats[0])
    await live.contacts.done(anne, chats[1])
    await staff.database.run(
        lambda session: session.execute(
            update(LiveContactRow).values(created=datetime.utcnow() - timedelta(days=15))
        )
    )
    assert await live.contacts.purge() == 1
    rows = await staff.database.read(lambda session: list(session.scalars(select(LiveContactRow))))
    assert rows == []


async def test_a_deleted_conversation_is_gone_for_the_agent(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne = await make_user(staff, "Anne", grant("agent", "0751"))
    chat = await asked(live, store)
    await live.claims.claim(anne, chat)
    await store.delete(chat)
    with pytest.raises(ChatNotFoundError):
        await live.talk.say(anne, chat, Line("hej", "a" * 12))
    with pytest.raises(ChatNotFoundError):
        await live.claims.get(chat, anne.rights)


async def test_followers_are_woken_by_what_another_process_did(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne = await make_user(staff, "Anne", grant("agent", "0751"))
    chat = await asked(live, store)
    async with live.wakeups.follow(chat) as news:
        await live.wakeups.look()
        news.clear()
        await live.wakeups.look()
        assert not news.is_set()
        await live.claims.claim(anne, chat)
        await live.wakeups.look()
        assert news.is_set()
        news.clear()
        await store.delete(chat)
        await live.wakeups.look()
        assert news.is_set()


async def test_standard_answers_belong_to_a_municipality_or_to_all(
    staff: Staff, live: LiveRoom
) -> None:
    everywhere = await make_user(staff, "Eva", grant("editor"))
    local = await make_user(staff, "Lis", grant("editor", "0751"))
    await live.canned.keep(everywhere, None, "Hilsen", "Venlig hilsen {kommune}")
    await live.canned.keep(local, "0751", "Tak", "Tak for i dag")
    with pytest.raises(ForbiddenError):
        await live.canned.keep(local, None, "Fælles", "nej")
    with pytest.raises(CannedAnswerError, match=r"\{tlf\} findes ikke"):
        await live.canned.keep(local, "0751", "Ring", "Ring på {tlf}")
    shared, own = await live.canned.for_chat("0751")
    assert shared.filled("0751") == "Venlig hilsen Aarhus Kommune"
    assert [one.title for one in await live.canned.for_chat("0740")] == ["Hilsen"]
    assert [one.id for one in await live.canned.editable(local.rights)] == [own.id]
    with pytest.raises(ForbiddenError):
        await live.canned.remove(local, shared.id)


async def test_signs_of_writing_reach_other_processes_and_end_with_the_message(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne = await make_user(staff, "Anne", grant("agent", "0751"))
    bo = await make_user(staff, "Bo", grant("agent", "0751"))
    other = Database(staff.settings.database_url)
    there = build_live_room(other, get_masker(), 14)
    chat = await asked(live, store)
    assert not await live.writing.set(chat, "citizen", True), "nobody is there to see it"
    await live.claims.claim(anne, chat)
    before = await there.claims.get(chat, anne.rights)
    assert not await live.writing.set(chat, "staff", True, bo.id)
    assert await live.writing.set(chat, "staff", True, anne.id)
    assert await live.writing.set(chat, "citizen", True)
    assert not await live.writing.set(chat, "citizen", True)
    after = await there.claims.get(chat, anne.rights)
    assert after.version == before.version + 2
    assert after.citizen_writes
    assert (await there.citizen.status(chat)).writes
    await live.talk.say(anne, chat, Line("hej", "a" * 12))
    await turn(live, store, chat)
    assert not (await there.citizen.status(chat)).writes
    assert not (await there.claims.get(chat, anne.rights)).citizen_writes
    other.close()


async def test_a_turn_that_was_cut_off_before_the_queue_is_queued_when_sent_again(
    live: LiveRoom, store: ConversationStore
) -> None:
    chat = await begin(store)
    conversation = await store.load(chat)
    answer = Message(kind="handover", text="ring", municipality="0751")
    said = Said((answer,), conversation.state, "0751")
    request = TurnRequest(chat, "et menneske", client_id="a" * 12)
    await store.save(conversation, request, "et menneske", said, 1.0)
    for _ in range(2):
        found = await store.answered(chat, "a" * 12)
        assert found is not None
        await live.queue.after_turn(chat, TurnReply(*found, repeated=True))
    assert (await live.citizen.status(chat)).place == 1
    told = [one for one in await store.messages(chat) if one.role == "system"]
    assert len(told) == 1
