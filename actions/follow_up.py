"""A follow-up question without a subject, understood from the topic just talked about."""

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clarify import clarify
from actions.context import HUMAN, Context
from actions.fallback import fall_back
from actions.replies import remember, say
from actions.topic_answer import answer_topic
from bot.answers.compose import phone_sentence
from bot.answers.phrases import load_phrases
from bot.dialogue.follow_up import FollowUps
from bot.knowledge import get_composer, get_municipalities
from bot.settings import get_settings
from bot.turn import Message


def follow_up(dispatcher: CollectingDispatcher, context: Context, aspect: str) -> list[EventType]:
    """Answer from another topic, from the answer's own aspects, or say it isn't known."""
    topic = context.last_topic
    if topic is None and context.offered:
        return clarify(dispatcher, context, list(context.offered))
    if topic is None:
        likeliest = context.ranking[0]
        if context.outcome == "answer" and likeliest in get_composer().topics.topics:
            return answer_topic(dispatcher, context, likeliest, context.municipality)
        return fall_back(dispatcher, context, "follow_up_of_what", [])
    if get_composer().topics[topic].municipality not in {None, context.municipality}:
        return answer_topic(dispatcher, context, topic, context.municipality)
    category = get_composer().topics[topic].category
    follow_ups = FollowUps.load(get_settings().data_folder)
    other = follow_ups.topic(topic, category, aspect)
    if other:
        # The next follow-up is about the first topic again: "... og hvad skal jeg have med?"
        side = answer_topic(dispatcher, context, other, context.municipality)
        return side + remember(last_topic=topic)
    told = _aspect(context, topic, aspect)
    # The spoken words of not knowing ask whether to talk to a person.
    asked = {"offered": [HUMAN]} if told.kind == "fallback" and context.channel == "voice" else {}
    return say(dispatcher, context, told) + remember(misses=0, **asked)


def _aspect(context: Context, topic: str, aspect: str) -> Message:
    composer, code = get_composer(), context.municipality
    text = composer.aspect(topic, aspect, code)
    if text:
        return Message(
            kind="answer",
            text=text,
            topic=topic,
            links=list(composer.links(topic, code)),
            source=composer.source(topic, code),
            municipality=code,
        )
    phrase = load_phrases(get_settings().data_folder)["follow_up_unknown"]
    title = composer.topics[topic].title
    parts = [phrase.on(context.channel).format(emne=title)]
    if code and context.channel == "web":
        parts.append(phone_sentence(get_municipalities()[code]))
    return Message(
        kind="fallback",
        text=" ".join(parts),
        topic=topic,
        links=list(composer.links(topic, code)),
        municipality=code,
    )
