"""MUNI doesn't know: says so, offers the nearest topics and people."""

from datetime import datetime

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import HUMAN, Context
from actions.replies import remember, say
from bot.answers.handover import reach_people
from bot.answers.keys import spoken_keys
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
    names = get_topics()
    buttons = [topic_reply(topic, names) for topic in topics]
    if context.channel == "voice":
        if topics and not tired:
            parts.append(phrases["fallback_topics"].spoken)
            parts.append(spoken_keys([button.title for button in buttons]))
    elif context.municipality:
        place = get_municipalities()[context.municipality]
        parts.append(reach_people(place, datetime.now(COPENHAGEN)))
        links.append(Link(title=f"{place.full_name}s hjemmeside", url=place.website))
    message = Message(
        kind="fallback",
        text=("\n\n" if context.channel == "web" else " ").join(parts),
        links=links,
        quick_replies=[*buttons, fixed_reply("ask_human")],
        municipality=context.municipality,
    )
    # On the telephone a dead end's "ja" means the person that was spoken of.
    offered = [HUMAN] if tired and context.channel == "voice" else topics
    return say(dispatcher, context, message) + remember(offered=offered, misses=misses)
