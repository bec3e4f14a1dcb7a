"""Yes and no to what was offered."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clarify import clarify
from actions.context import Context
from actions.replies import remember, say
from actions.topic_answer import answer_topic
from bot.answers.phrases import load_phrases
from bot.dialogue.payload import fixed_reply
from bot.settings import get_settings
from bot.turn import Message


class ActionAffirm(Action):
    """Yes: the one topic offered, or which of several."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_affirm"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Go on with what was offered."""
        context = Context.of(tracker)
        if len(context.offered) == 1:
            return answer_topic(dispatcher, context, context.offered[0], context.municipality)
        if context.offered:
            return clarify(dispatcher, context, list(context.offered))
        phrase = load_phrases(get_settings().data_folder)["affirm"]
        return say(dispatcher, context, Message(kind="smalltalk", text=phrase.on(context.channel)))


class ActionDeny(Action):
    """No: asks for other words, and offers people."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_deny"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask for other words."""
        context = Context.of(tracker)
        phrases = load_phrases(get_settings().data_folder)
        if context.pending_topic:
            help_text = phrases["municipality_help"].on(context.channel)
            return say(dispatcher, context, Message(kind="clarify", text=help_text))
        phrase = phrases["deny"]
        message = Message(
            kind="smalltalk",
            text=phrase.on(context.channel),
            quick_replies=[fixed_reply("ask_human")],
        )
        return say(dispatcher, context, message) + remember(offered=None, pending_topic=None)
