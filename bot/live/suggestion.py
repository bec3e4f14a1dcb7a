"""What MUNI would answer, for the agent to send."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.errors import UnknownTopicError
from bot.knowledge import get_composer, get_topics
from bot.turn import Link, Source

Parse = Callable[[str], Awaitable[dict[str, Any]]]
"""Gives what the model makes of masked text: ``topic`` and ``intent_ranking``."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The answer of one topic to citizens of the municipality."""

    topic: str
    title: str
    text: str
    links: tuple[Link, ...]
    source: Source | None


def suggestion_of(topic: str, municipality: str | None) -> Suggestion:
    """The topic's answer as it is now; raises UnknownTopicError."""
    if topic not in get_topics().topics:
        raise UnknownTopicError(topic)
    made = get_composer().compose(topic, municipality)
    return Suggestion(topic, get_topics()[topic].title, made.text, made.links, made.source)


async def suggest(parse: Parse, text: str, municipality: str | None) -> Suggestion | None:
    """What MUNI would answer to ``text`` (masked); None where nothing it knows comes near."""
    parsed = await parse(text)
    ranked = [one["name"] for one in parsed.get("intent_ranking", ())]
    if ranked and ranked[0] not in get_topics().topics:
        # A greeting, or asking for a person: no question whose answer could be near.
        return None
    composer = get_composer()
    for topic in [parsed.get("topic"), *ranked[:3]]:
        if topic and composer.answers(topic, municipality):
            return suggestion_of(topic, municipality)
    return None
