"""How an action says something, and what the conversation remembers of it."""

import json
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from bot.turn import Message

_WORTH_REPEATING = {"answer", "handover", "safety"}


def say(dispatcher: CollectingDispatcher, context: Context, *messages: Message) -> list[EventType]:
    """Utter the messages; gives the events that remember the newest for "gentag".

    Text and buttons are Rasa's own, so that any Rasa channel shows them; the rest of the
    message travels in ``json_message``.
    """
    for message in messages:
        dispatcher.utter_message(
            text=message.text,
            buttons=[reply.dict() for reply in message.quick_replies],
            json_message={"muni": as_json(message), "understood": context.understood},
        )
    worth_repeating = [m for m in messages if m.kind in _WORTH_REPEATING]
    return [SlotSet("last_said", as_json(message)) for message in worth_repeating[-1:]]


def remember(**slots: Any) -> list[EventType]:
    """Set slots."""
    return [SlotSet(name, value) for name, value in slots.items()]


def as_json(message: Message) -> dict[str, Any]:
    """The message without what the store adds."""
    plain: dict[str, Any] = json.loads(message.json(exclude={"id", "created", "role"}))
    return plain
