"""Puts the citizen through to people: telephone, opening hours, and when they open."""

from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.replies import remember, say
from bot.answers.handover import reach_people
from bot.answers.opening_hours import COPENHAGEN
from bot.answers.phrases import load_phrases
from bot.knowledge import get_municipalities
from bot.settings import get_settings
from bot.turn import Link, Message, Source


class ActionHandover(Action):
    """The citizen wants to talk to a person."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_handover"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say how people are reached."""
        context = Context.of(tracker)
        return hand_over(dispatcher, context, context.municipality)


def hand_over(
    dispatcher: CollectingDispatcher, context: Context, municipality: str | None
) -> list[EventType]:
    """Say how people in the municipality are reached, or ask which municipality."""
    if municipality is None:
        phrase = load_phrases(get_settings().data_folder)["ask_municipality_for_handover"]
        asked = Message(kind="handover", text=phrase.on(context.channel))
        return say(dispatcher, context, asked) + remember(pending_topic="ask_human", misses=0)
    place = get_municipalities()[municipality]
    phrases = load_phrases(get_settings().data_folder)
    if context.channel == "voice":
        # The call itself puts through, or tells the opening hours.
        text = phrases["handover"].spoken.format(kommune=place.full_name)
    else:
        text = reach_people(place, datetime.now(COPENHAGEN))
    if context.last_danger:
        reminder = phrases["crisis_reminder"]
        text = f"{reminder.on(context.channel)}\n\n{text}"
    told = place.telephone
    message = Message(
        kind="handover",
        text=text,
        links=[Link(title=f"{place.full_name}s hjemmeside", url=place.website)],
        source=Source(url=told.source, checked=told.checked) if told else None,
        municipality=municipality,
    )
    return say(dispatcher, context, message) + remember(pending_topic=None, offered=None, misses=0)
