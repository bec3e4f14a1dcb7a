"""Yes and no to what was offered."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clarify import clarify
from actions.context import Context
from actions.handover import hand_over
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
        return affirm(dispatcher, Context.of(tracker))


class ActionDeny(Action):
    """No: asks for other words, and offers people."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_deny"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask for other words."""
        return deny(dispatcher, Context.of(tracker))


def affirm(dispatcher: CollectingDispatcher, context: Context) -> list[EventType]:
    """Go on with what was offered."""
    if context.offered_people:
        return hand_over(dispatcher, context, context.municipality)
    if len(context.offered) == 1:
        return answer_topic(dispatcher, context, context.offered[0], context.municipality)
    if context.offered:
        return clarify(dispatcher, context, list(context.offered))
    phrase = load_phrases(get_settings().data_folder)["affirm"]
    return say(dispatcher, context, Message(kind="smalltalk", text=phrase.on(context.channel)))


def deny(dispatcher: CollectingDispatcher, context: Context) -> list[EventType]:
    """Ask for other words; on the telephone, say goodbye to one who needs no more."""
    phrases = load_phrases(get_settings().data_folder)
    if context.pending_topic:
        help_text = phrases["municipality_help"].on(context.channel)
        return say(dispatcher, context, Message(kind="clarify", text=help_text))
    offered = bool(context.offered) or context.offered_people
    if context.channel == "voice" and context.last_said and not offered:
        # "Er der mere, jeg kan hjælpe med?" - "Nej tak."
        farewell = Message(kind="smalltalk", text=phrases["goodbye"].spoken, topic="goodbye")
        return say(dispatcher, context, farewell)
    message = Message(
        kind="smalltalk",
        text=phrases["deny"].on(context.channel),
        quick_replies=[fixed_reply("ask_human")],
    )
    return say(dispatcher, context, message) + remember(offered=None, pending_topic=None)
