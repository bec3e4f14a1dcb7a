"""What a page shows beside a form: the answer as a citizen gets it, and advice on examples."""

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.answers.compose import Composed
from bot.answers.municipalities import Municipality
from bot.answers.topics import Topic
from bot.content.advice import likeness
from bot.content.difference import FieldDifference, content_difference
from bot.content.errors import ContentRefusedError
from bot.content.example_advice import ExampleAdvice, advise
from bot.content.forms import formed
from bot.content.preview import preview
from bot.content.subject import Content, Subject
from bot.knowledge import get_live_content, get_municipalities
from bot.settings import get_settings
from bot.turn import Channel


def previews(subject: Subject, content: Content, about: Topic, shown: str) -> dict[str, Any]:
    """``chat`` and ``voice`` for a citizen of ``shown`` (kommunekode, "" for nobody knows where).

    Either is none as long as there is no text to show; ``place`` is the municipality.
    """
    place = get_municipalities().get(shown or None)
    return {
        "place": place,
        "chat": _composed(subject, content, about, place, "web"),
        "voice": _composed(subject, content, about, place, "voice"),
    }


def _composed(
    subject: Subject, content: Content, about: Topic, place: Municipality | None, channel: Channel
) -> Composed | None:
    text = (content or {}).get("text" if channel == "web" else "spoken", "")
    # What is being written is shown before its links and sources have been, too.
    alone = {"text": text, "spoken": text[:1000], "links": [], "sources": []}
    for tried in (content, alone):
        try:
            return preview(subject, tried, about, place, channel) if text.strip() else None
        except ContentRefusedError:
            continue
    return None


def changes(subject: Subject, before: Content, typed: Content) -> list[FieldDifference]:
    """What ``typed`` would change, in the form in which it would be kept if it has one yet."""
    try:
        return content_difference(before, formed(subject, typed))
    except ContentRefusedError:
        return content_difference(before, typed)


async def advice_on(topic: str, wanted: Sequence[str], added: Sequence[str]) -> ExampleAdvice:
    """Advice on the list as it would be, and on what is new in it."""
    content = get_live_content().content
    alike = await asyncio.to_thread(likeness, content)
    model = get_settings().speech_model
    return await asyncio.to_thread(advise, topic, wanted, added, alike, content.topics, model)
