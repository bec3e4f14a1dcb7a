"""Says the newest answer again, in the shorter spoken words where there are such."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.replies import say
from bot.answers.phrases import load_phrases
from bot.knowledge import get_composer
from bot.settings import get_settings
from bot.turn import Message


class ActionRepeat(Action):
    """ "Hvad sagde du?" """

    def name(self) -> str:
        """As in domain.yml."""
        return "action_repeat"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Repeat."""
        context = Context.of(tracker)
        if context.last_said is None:
            phrase = load_phrases(get_settings().data_folder)["nothing_to_repeat"]
            return say(
                dispatcher, context, Message(kind="smalltalk", text=phrase.on(context.channel))
            )
        before = Message(**context.last_said)
        composer, code = get_composer(), before.municipality
        if before.kind == "answer" and before.topic and composer.answers(before.topic, code):
            short = composer.compose(before.topic, code, "voice")
            before = before.copy(update={"text": short.text})
        return say(dispatcher, context, before)
