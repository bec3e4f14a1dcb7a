"""No topic is to be answered straight away: a follow-up, a question back, or "det ved jeg ikke"."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clarify import clarify, nearest_topics
from actions.context import Context
from actions.fallback import fall_back
from actions.follow_up import follow_up


class ActionUnsure(Action):
    """Chooses between the three by what the outcome component found."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_unsure"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Follow up, clarify or fall back."""
        context = Context.of(tracker)
        if context.aspect:
            return follow_up(dispatcher, context, context.aspect)
        topics = nearest_topics(context)
        if context.outcome == "clarify" and topics:
            return clarify(dispatcher, context, topics)
        return fall_back(dispatcher, context, "fallback", topics)
