"""Answers one topic in a conversation: asks for the municipality first where it matters."""

from collections.abc import Sequence

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import HUMAN, Context
from actions.fallback import fall_back
from actions.handover import hand_over
from actions.replies import remember, say
from bot.answers.phrases import load_phrases
from bot.knowledge import get_composer
from bot.settings import get_settings
from bot.turn import Message


def answer_topic(
    dispatcher: CollectingDispatcher, context: Context, topic: str, municipality: str | None
) -> list[EventType]:
    """Say the answer, or ask which municipality."""
    if topic == HUMAN:
        return hand_over(dispatcher, context, municipality)
    composer = get_composer()
    if not composer.answers(topic, municipality):
        return fall_back(dispatcher, context, "fallback", [])
    if composer.topics[topic].local and municipality is None:
        return ask_municipality(dispatcher, context, topic)
    composed = composer.compose(topic, municipality, context.channel)
    message = Message(
        kind="answer",
        text=composed.text,
        topic=topic,
        links=list(composed.links),
        source=composed.source,
        municipality=municipality,
    )
    return say(dispatcher, context, message) + remember(
        last_topic=topic, pending_topic=None, offered=None, misses=0
    )


def ask_municipality(
    dispatcher: CollectingDispatcher, context: Context, topic: str, opening: Sequence[str] = ()
) -> list[EventType]:
    """Ask which municipality, and keep the question until it is told."""
    phrase = load_phrases(get_settings().data_folder)["ask_municipality"]
    text = "\n\n".join([*opening, phrase.on(context.channel)])
    asked = Message(kind="clarify", text=text, topic=topic if topic != HUMAN else None)
    return say(dispatcher, context, asked) + remember(
        pending_topic=topic, last_topic=topic if topic != HUMAN else context.last_topic, misses=0
    )
