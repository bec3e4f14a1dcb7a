"""Fixed texts: greeting, thanks, who MUNI is, privacy, complaints and the like."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import HUMAN, Context
from actions.replies import remember, say
from bot.answers.phrases import load_phrases
from bot.dialogue.payload import fixed_reply
from bot.settings import get_settings
from bot.turn import Message

_WANT_PEOPLE = {"complaint_about_bot", "insult"}


class ActionSmalltalk(Action):
    """One phrase an intent, named as the intent in data/answers/dialogue/phrases.yml."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_smalltalk"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say it."""
        context = Context.of(tracker)
        phrase = load_phrases(get_settings().data_folder)[context.intent]
        people = [fixed_reply("ask_human")] if context.intent in _WANT_PEOPLE else []
        message = Message(
            kind="smalltalk",
            text=phrase.on(context.channel),
            links=list(phrase.links),
            source=phrase.source,
            quick_replies=people,
            municipality=context.municipality,
        )
        # The spoken words ask "Vil du tale med et menneske?", where the chat has a button.
        asked = {"offered": [HUMAN] if people else None} if context.channel == "voice" else {}
        return say(dispatcher, context, message) + remember(misses=0, **asked)
