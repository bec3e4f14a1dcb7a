"""MUNI doesn't know: says so, offers the nearest topics and people."""

from datetime import datetime

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.replies import remember, say
from bot.answers.handover import reach_people
from bot.answers.opening_hours import COPENHAGEN
from bot.answers.phrases import load_phrases
from bot.dialogue.payload import fixed_reply, topic_reply
from bot.knowledge import get_municipalities, get_topics
from bot.settings import get_settings
from bot.turn import Link, Message

PATIENCE = 2
"""After so many turns in a row that were not understood, people come first."""


def fall_back(
    dispatcher: CollectingDispatcher, context: Context, phrase: str, topics: list[str]
) -> list[EventType]:
    """Say ``phrase``, offer ``topics`` as buttons, and say how people are reached."""
    misses = context.misses + 1
    phrases = load_phrases(get_settings().data_folder)
    tired = misses >= PATIENCE
    parts = [phrases["fallback_again" if tired else phrase].on(context.channel)]
    links = []
    if context.last_danger:
        parts.insert(0, phrases["crisis_reminder"].on(context.channel))
    if context.municipality:
        place = get_municipalities()[context.municipality]
        parts.append(reach_people(place, datetime.now(COPENHAGEN)))
        links.append(Link(title=f"{place.full_name}s hjemmeside", url=place.website))
    names = get_topics()
    buttons = [topic_reply(topic, names) for topic in topics]
    message = Message(
        kind="fallback",
        text="\n\n".join(parts),
        links=links,
        quick_replies=[*buttons, fixed_reply("ask_human")],
        municipality=context.municipality,
    )
    return say(dispatcher, context, message) + remember(offered=topics, misses=misses)
