"""The citizen says which municipality: goes on with what waited for it."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.clarify import clarify
from actions.context import Context
from actions.replies import say
from actions.topic_answer import answer_topic
from bot.answers.phrases import load_phrases
from bot.knowledge import get_composer, get_municipalities
from bot.settings import get_settings
from bot.turn import Message


class ActionChooseMunicipality(Action):
    """Keeps the municipality, and repeats the newest question for it."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_choose_municipality"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Go on with the waiting question, or repeat a local one, or ask what it is about."""
        context = Context.of(tracker)
        phrases = load_phrases(get_settings().data_folder)
        code = context.named_municipality
        if code is None:
            unknown = phrases["municipality_not_found"].on(context.channel)
            return say(dispatcher, context, Message(kind="clarify", text=unknown))
        chosen: list[EventType] = [SlotSet("municipality", code)]
        waiting = context.pending_topic or _repeatable(context.last_topic)
        if waiting:
            return chosen + answer_topic(dispatcher, context, waiting, code)
        if context.offered:
            return chosen + clarify(dispatcher, context, list(context.offered))
        name = get_municipalities()[code].full_name
        text = phrases["municipality_chosen"].on(context.channel).format(kommune=name)
        kept = Message(kind="smalltalk", text=text, municipality=code)
        return chosen + say(dispatcher, context, kept)


def _repeatable(topic: str | None) -> str | None:
    """The topic just talked about, if its answer is another in another municipality."""
    return topic if topic and get_composer().topics[topic].local else None
