"""Conversations that wait for a person, without a model."""

from bot.live.room import LiveRoom
from bot.store.conversations import ConversationStore
from bot.turn import Kind, Message, Outcome, Said, TurnReply, TurnRequest


async def begin(store: ConversationStore, municipality: str | None = "0751") -> str:
    """A conversation with a greeting."""
    hello = (Message(kind="smalltalk", text="Hej"),)
    state = {"municipality": municipality} if municipality else {}
    identity, _, _ = await store.begin(municipality, "da", "web", state, hello)
    return identity


async def turn(
    live: LiveRoom,
    store: ConversationStore,
    identity: str,
    kind: Kind = "answer",
    outcome: Outcome | None = None,
    municipality: str | None = "0751",
) -> tuple[Message, ...]:
    """The citizen writes, MUNI answers with ``kind``; gives what else the citizen is told."""
    conversation = await store.load(identity)
    answer = Message(kind=kind, text="svar", municipality=municipality)
    said = Said((answer,), conversation.state, municipality, outcome=outcome)
    request = TurnRequest(identity, "spørgsmål")
    citizen, messages = await store.save(conversation, request, "spørgsmål", said, 1.0)
    return await live.queue.after_turn(identity, TurnReply(citizen, messages))


async def asked(live: LiveRoom, store: ConversationStore, municipality: str | None = "0751") -> str:
    """A conversation that waits for a person."""
    identity = await begin(store, municipality)
    await turn(live, store, identity, "handover", municipality=municipality)
    return identity
