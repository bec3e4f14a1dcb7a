"""Answers the topic that was understood."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.topic_answer import answer_topic


class ActionAnswer(Action):
    """One topic, understood with confidence or chosen by a button."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer it."""
        context = Context.of(tracker)
        return answer_topic(dispatcher, context, context.intent, context.municipality)
