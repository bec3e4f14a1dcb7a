"""Stop, cancel, start over: forgets the question under way and keeps the municipality."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.replies import remember, say
from bot.answers.phrases import load_phrases
from bot.settings import get_settings
from bot.turn import Message


class ActionStartOver(Action):
    """ "Forfra" """

    def name(self) -> str:
        """As in domain.yml."""
        return "action_start_over"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Begin anew."""
        context = Context.of(tracker)
        phrase = load_phrases(get_settings().data_folder)["stop_cancel"]
        message = Message(kind="smalltalk", text=phrase.on(context.channel))
        return say(dispatcher, context, message) + remember(
            last_topic=None, pending_topic=None, offered=None, misses=0
        )
