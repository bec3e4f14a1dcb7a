"""Citizens who ask, as the service stores it, and a collector that reads it."""

from datetime import datetime, timedelta

from bot.inbox.collector import Collector
from bot.inbox.finding import Unsure
from bot.inbox.listing import Asked, Line, list_groups
from bot.knowledge import get_live_content, get_normaliser
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.turn import Channel, Message, Outcome, QuickReply, Said, TurnRequest

UNSURE = Unsure(0.93, frozenset({"greet"}))
LADCYKEL = (
    "Hvor kan jeg låne en ladcykel?",
    "Kan man leje en ladcykel hos kommunen?",
    "Udlåner I ladcykler?",
)


async def ask(
    database: Database,
    text: str,
    place: str | None = "0751",
    outcome: Outcome = "fallback",
    topic: str | None = None,
    confidence: float = 0.2,
    channel: Channel = "web",
    offered: tuple[str, ...] = (),
    conversation_id: str | None = None,
) -> tuple[str, str, str]:
    """One question and its answer; gives the ids of conversation, question and answer."""
    store = ConversationStore(database)
    if conversation_id is None:
        conversation_id, _, _ = await store.begin(place, "da", channel, {}, ())
    replies = [QuickReply(title=one, payload=f"/{one}") for one in offered]
    answer = Message(text=f"Svar på {text}", kind="answer", topic=topic, quick_replies=replies)
    said = Said((answer,), {}, place, topic, outcome, confidence)
    conversation = await store.load(conversation_id)
    request = TurnRequest(conversation_id, text)
    asked, (answered,) = await store.save(conversation, request, text, said, 5.0)
    return conversation_id, asked.id, answered.id


def a_collector(database: Database, examples: bool = True) -> Collector:
    """With the real examples, or for speed with none."""
    every = get_live_content().base.raw.examples
    texts = [text for one in every.values() for text in one] if examples else []
    return Collector(database, get_normaliser(), lambda: texts)


async def collect(database: Database, collector: Collector | None = None) -> int:
    """Take everything in, as it will be a quarter of an hour from now."""
    later = datetime.utcnow() + timedelta(minutes=15)
    return await (collector or a_collector(database, False)).collect(UNSURE, later)


async def listed(database: Database, *places: str, **asked: object) -> list[Line]:
    """The list as it is read in ``places``; all if none."""
    wanted = Asked(places or ("*",), **asked)  # type: ignore[arg-type]
    return await database.read(lambda s: list_groups(s, wanted, datetime.utcnow()))
