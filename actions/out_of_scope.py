"""Asked for what no municipality does: says kindly who does, where that is known."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.replies import remember, say
from actions.where import ask_again_where, unknown_place
from bot.answers.phrases import load_phrases
from bot.dialogue.payload import fixed_reply
from bot.dialogue.referrals import find_referral, load_referrals
from bot.settings import get_settings
from bot.turn import Message


class ActionOutOfScope(Action):
    """Refers on."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_out_of_scope"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Name who helps, or what MUNI can help with."""
        context = Context.of(tracker)
        if unknown_place(context):
            return ask_again_where(dispatcher, context)
        folder = get_settings().data_folder
        phrases = load_phrases(folder)
        referral = find_referral(context.text, load_referrals(folder))
        if referral:
            opening = phrases["out_of_scope_referral"].on(context.channel)
            message = Message(
                kind="fallback", text=f"{opening} {referral.text}", links=[referral.link]
            )
        else:
            message = Message(
                kind="fallback",
                text=phrases["out_of_scope"].on(context.channel),
                quick_replies=[fixed_reply("ask_what_can_you_do"), fixed_reply("ask_human")],
            )
        return say(dispatcher, context, message) + remember(misses=context.misses + 1)
