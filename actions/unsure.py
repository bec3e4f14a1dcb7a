"""No topic is to be answered straight away: a follow-up, a question back, or "det ved jeg ikke"."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.affirm_deny import affirm, deny
from actions.clarify import clarify, nearest_topics
from actions.context import Context
from actions.fallback import fall_back
from actions.follow_up import follow_up
from actions.where import ask_again_where, unknown_place

_PLAIN = {"affirm": affirm, "deny": deny}


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
        if context.outcome == "clarify" and context.ranking[0] in _PLAIN:
            # "Ja tak" is a yes, though not so surely that a topic would be answered.
            return _PLAIN[context.ranking[0]](dispatcher, context)
        if unknown_place(context):
            return ask_again_where(dispatcher, context)
        topics = nearest_topics(context)
        if context.outcome == "clarify" and topics:
            return clarify(dispatcher, context, topics)
        return fall_back(dispatcher, context, "fallback", topics)
