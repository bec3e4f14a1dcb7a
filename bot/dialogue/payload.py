"""Quick replies: the payload a button sends, and what the conversation shows for it.

A payload is Rasa's own notation for an intent, so the same button works in `rasa run`.
"""

import json
import re

from bot.answers.topics import TopicList
from bot.errors import UnknownPayloadError
from bot.knowledge import get_municipalities
from bot.turn import QuickReply

_PAYLOAD = re.compile(r"/(\w+)(\{.*\})?", re.DOTALL)
CHOOSE = "choose_municipality"
_SHOWN = {
    "affirm": "Ja",
    "deny": "Nej",
    "ask_human": "Tal med et menneske",
    "stop_cancel": "Begynd forfra",
    "ask_what_can_you_do": "Hvad kan du hjælpe med?",
    "ask_repeat": "Gentag",
}


def topic_reply(topic: str, topics: TopicList) -> QuickReply:
    """A button that asks a topic's question."""
    return QuickReply(title=topics[topic].title, payload=f"/{topic}")


def fixed_reply(intent: str) -> QuickReply:
    """A button for one of the dialogue intents above."""
    return QuickReply(title=_SHOWN[intent], payload=f"/{intent}")


def municipality_reply(code: str) -> QuickReply:
    """A button that says which municipality."""
    return QuickReply(
        title=get_municipalities()[code].full_name,
        payload=f"/{CHOOSE}{json.dumps({'municipality': code})}",
    )


def shown_payload(payload: str, topics: TopicList) -> str:
    """What the citizen pressed, in words; raises UnknownPayloadError."""
    match = _PAYLOAD.fullmatch(payload)
    if match is None:
        raise UnknownPayloadError(payload)
    intent, entities = match.groups()
    if entities:
        return _municipality(intent, entities)
    if intent in topics.topics:
        return topics[intent].title
    if intent in _SHOWN:
        return _SHOWN[intent]
    raise UnknownPayloadError(payload)


def _municipality(intent: str, entities: str) -> str:
    try:
        code = json.loads(entities)["municipality"]
        if intent == CHOOSE:
            return get_municipalities().by_code[code].full_name
    except (ValueError, KeyError, TypeError):
        pass
    raise UnknownPayloadError(intent)
