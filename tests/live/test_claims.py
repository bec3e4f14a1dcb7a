"""Exactly one agent has a chat, whatever happens at the same moment."""

import asyncio
import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, update

from bot.errors import ForbiddenError, UnknownMunicipalityError
from bot.knowledge import get_masker
from bot.live.errors import ChatNotFoundError, ChatTakenError, NotYourChatError
from bot.live.room import LiveRoom, build_live_room
from bot.staff.audit import Wanted
from bot.staff.staff import Staff
from bot.staff.tables import GrantRow
from bot.staff.user import User
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.live_tables import AgentPresenceRow
from tests.live.chatting import asked
from tests.staff.making import grant, make_user

ROUNDS = 200


async def _agents(staff: Staff, *places: str) -> list[User]:
    names = ("Anne Holm", "Bo Juul", "Carl Friis")
    return [
        await make_user(staff, name.split()[0], grant("agent", place))
        for name, place in zip(names, places, strict=False)
    ]


async def test_two_agents_at_the_same_moment_200_times(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    """Each agent has a database connection and a thread of their own, as in two processes."""
    anne, bo = await _agents(staff, "0751", "*")
    other = Database(staff.settings.database_url)
    rooms = {anne: live, bo: build_live_room(other, get_masker(), 14)}
    chats = [await asked(live, store) for _ in range(ROUNDS)]
    start = threading.Barrier(2)
    won: dict[str, list[str]] = {chat: [] for chat in chats}
    refused: list[str] = []

    def take_all(agent: User) -> None:
        async def work() -> None:
            for chat in chats:
                start.wait()
                try:
                    await rooms[agent].claims.claim(agent, chat)
                    won[chat].append(agent.id)
                except ChatTakenError:
                    refused.append(chat)

        asyncio.run(work())

    try:
        await asyncio.gather(*(asyncio.to_thread(take_all, agent) for agent in rooms))
    finally:
        other.close()
    assert [len(who) for who in won.values()] == [1] * ROUNDS
    assert sorted(refused) == sorted(chats)
    held = await live.claims.held_by(anne.id), await live.claims.held_by(bo.id)
    assert {chat.conversation_id: chat.agent_id for part in held for chat in part} == {
        chat: who[0] for chat, who in won.items()
    }
    for chat in chats:
        told = [one.text for one in await store.messages(chat) if "er nu med" in one.text]
        assert len(told) == 1, "the citizen is told once who came"


async def test_rights_end_at_the_municipality(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    (anne,) = await _agents(staff, "0740")
    reader = await make_user(staff, "Rita", grant("reader"))
    chat, unknown = await asked(live, store), await asked(live, store, None)
    for who in (anne, reader):
        with pytest.raises(ForbiddenError):
            await live.claims.claim(who, chat)
        with pytest.raises(ForbiddenError):
            await live.claims.get(chat, who.rights)
        assert await live.queue.waiting(who.rights) == []
    with pytest.raises(ChatNotFoundError):
        await live.claims.claim(anne, unknown)
    with pytest.raises(ChatNotFoundError):
        await live.claims.claim(anne, "intet")


async def test_handed_on_to_a_colleague_then_to_another_municipality_and_ended(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne, bo, carl = await _agents(staff, "0751", "0751", "0740")
    chat = await asked(live, store)
    await live.claims.claim(anne, chat)
    with pytest.raises(NotYourChatError):
        await live.claims.end(bo, chat)
    with pytest.raises(ForbiddenError):
        await live.claims.hand_on(anne, chat, colleague_id=carl.id)
    with pytest.raises(UnknownMunicipalityError):
        await live.claims.hand_on(anne, chat, municipality="9999")
    await live.claims.hand_on(anne, chat, colleague_id=bo.id)
    assert (await live.queue.waiting(bo.rights))[0].wanted_id == bo.id
    await live.claims.claim(bo, chat)
    await live.claims.hand_on(bo, chat, municipality="0740")
    with pytest.raises(ForbiddenError):
        await live.claims.claim(anne, chat)
    await live.claims.claim(carl, chat)
    assert (await store.load(chat)).municipality == "0740"
    assert (await store.load(chat)).attended
    await live.claims.end(carl, chat)
    assert not (await store.load(chat)).attended
    told = [one.text for one in await store.messages(chat)][-6:]
    assert told == [
        "Anne, medarbejder i Aarhus Kommune, er nu med i samtalen og svarer i stedet for robotten.",
        "Anne har givet samtalen videre til Bo. Vent her i chatten.",
        "Bo, medarbejder i Aarhus Kommune, er nu med i samtalen og svarer i stedet for robotten.",
        "Bo har givet samtalen videre til en medarbejder i Silkeborg Kommune. Vent her i chatten.",
        "Carl, medarbejder i Silkeborg Kommune, er nu med i samtalen og svarer i stedet for "
        "robotten.",
        "Carl har forladt samtalen. Nu svarer robotten igen.",
    ]
    actions = [one.action for one in await staff.audit.search(Wanted(who=chat))]
    assert actions == [
        "chat_ended", "chat_taken", "chat_handed_on", "chat_taken", "chat_handed_on", "chat_taken",
    ]  # fmt: skip


async def test_an_agent_who_vanishes_gives_the_chat_back(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne, bo = await _agents(staff, "0751", "0751")
    chat = await asked(live, store)
    later = await asked(live, store)
    await live.claims.claim(anne, chat)
    assert await live.claims.return_from_vanished() == []
    long_ago = datetime.utcnow() - timedelta(minutes=2, seconds=1)
    await staff.database.run(
        lambda session: session.execute(update(AgentPresenceRow).values(seen=long_ago))
    )
    assert await live.claims.return_from_vanished() == [chat]
    assert await live.claims.return_from_vanished() == []
    waiting = await live.queue.waiting(bo.rights)
    assert [(one.conversation_id, one.reason) for one in waiting] == [
        (chat, "returned"),
        (later, "asked"),
    ]
    assert "mistet forbindelsen" in (await store.messages(chat))[-1].text
    await live.claims.claim(bo, chat)
    with pytest.raises(NotYourChatError):
        await live.claims.end(anne, chat)


async def test_an_agent_who_loses_the_right_gives_the_chat_back(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    (anne,) = await _agents(staff, "0751")
    chat = await asked(live, store)
    await live.claims.claim(anne, chat)
    gone = delete(GrantRow).where(GrantRow.user_id == anne.id)
    await staff.database.run(lambda session: session.execute(gone))
    assert await live.claims.return_from_vanished() == [chat]


async def test_the_contact_goes_with_a_chat_to_the_other_municipality(
    staff: Staff, live: LiveRoom, store: ConversationStore
) -> None:
    anne, bo = await _agents(staff, "0751", "0740")
    chat = await asked(live, store)
    await live.contacts.leave(chat, "20304050")
    await live.claims.claim(anne, chat)
    await live.claims.hand_on(anne, chat, municipality="0740")
    assert await live.contacts.waiting(anne) == []
    assert [one.conversation_id for one in await live.contacts.waiting(bo)] == [chat]
