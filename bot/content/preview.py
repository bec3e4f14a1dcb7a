"""An answer that is still being written, as a citizen would get it."""

from dataclasses import replace

from bot.answers.compose import Composed, Composer
from bot.answers.content import Answer
from bot.answers.municipalities import Municipalities, Municipality
from bot.answers.topics import Topic, TopicList
from bot.content.forms import formed
from bot.content.raw import from_json
from bot.content.subject import Content, Subject
from bot.turn import Channel


def preview(
    subject: Subject, content: Content, topic: Topic, place: Municipality | None, channel: Channel
) -> Composed:
    """The answer or override composed for a citizen of ``place``, or of nobody knows where.

    Raises ContentRefusedError when the content has not the form of an answer.
    """
    ready = from_json(formed(subject, content) or {})
    overrides = {topic.id: ready} if subject.kind == "override" else {}
    places = {place.code: replace(place, overrides=overrides)} if place else {}
    answers = {topic.id: Answer.parse({"topic": topic.id, **ready})} if ready else {}
    composer = Composer(
        TopicList({topic.id: topic}, {}, frozenset()), answers, Municipalities(places)
    )
    return composer.compose(topic.id, place.code if place else None, channel)
