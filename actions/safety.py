"""Danger to life: 112 or Livslinien at once, and nothing else first."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.replies import remember, say
from bot.answers.phrases import load_phrases
from bot.settings import get_settings
from bot.turn import Message


class ActionSafety(Action):
    """Emergency or crisis."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_safety"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Give the numbers."""
        context = Context.of(tracker)
        phrase = load_phrases(get_settings().data_folder)[context.intent]
        message = Message(
            kind="safety",
            text=phrase.on(context.channel),
            topic=context.intent,
            links=list(phrase.links),
            source=phrase.source,
            municipality=context.municipality,
        )
        return say(dispatcher, context, message) + remember(misses=0, last_danger=context.intent)
