"""Two or three topics are close: asks which was meant."""

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.replies import remember, say
from bot.answers.keys import spoken_keys
from bot.answers.phrases import load_phrases
from bot.dialogue.decision import OFFERED
from bot.dialogue.payload import fixed_reply, topic_reply
from bot.knowledge import get_composer, get_topics
from bot.settings import get_settings
from bot.turn import Message


def clarify(
    dispatcher: CollectingDispatcher, context: Context, topics: list[str]
) -> list[EventType]:
    """Offer ``topics`` as buttons."""
    names = get_topics()
    phrase = load_phrases(get_settings().data_folder)["clarify"]
    listed = spoken_keys([names[topic].title for topic in topics])
    text = phrase.text if context.channel == "web" else f"{phrase.spoken} {listed}"
    buttons = [topic_reply(topic, names) for topic in topics]
    asked = Message(kind="clarify", text=text, quick_replies=[*buttons, fixed_reply("deny")])
    return say(dispatcher, context, asked) + remember(offered=topics)


def nearest_topics(context: Context) -> list[str]:
    """The likeliest topics, as many as fit on buttons."""
    composer, code = get_composer(), context.municipality
    return [intent for intent in context.ranking if composer.answers(intent, code)][:OFFERED]
