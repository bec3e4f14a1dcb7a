"""What an action needs to know of the turn, read from Rasa's tracker."""

from dataclasses import dataclass
from typing import Any, cast

from rasa_sdk import Tracker

from bot.errors import UnknownMunicipalityError
from bot.knowledge import get_municipalities, get_topics
from bot.turn import Channel

HUMAN = "ask_human"
"""The intent of one who wants a person; it may be offered as topics are."""


@dataclass(frozen=True, slots=True)
class Context:
    """One turn, as the actions see it."""

    text: str
    intent: str
    ranking: tuple[str, ...]
    """Intents, likeliest first."""
    understood: dict[str, Any]
    """topic, outcome and confidence, for the store."""
    outcome: str
    """answer, clarify, fallback or safety."""
    aspect: str | None
    """What a follow-up question without a subject asks for, e.g. ``pris``."""
    municipality: str | None
    named_municipality: str | None
    """The municipality named in this very message."""
    channel: Channel
    last_topic: str | None
    pending_topic: str | None
    offered: tuple[str, ...]
    """Topics offered in the turn before."""
    offered_people: bool
    """The turn before asked whether to talk to a person."""
    last_said: dict[str, Any] | None
    last_danger: str | None
    """A danger met earlier in the conversation."""
    misses: int

    @classmethod
    def of(cls, tracker: Tracker) -> "Context":
        """Read the tracker."""
        latest = tracker.latest_message
        metadata = latest.get("metadata") or {}
        slots = tracker.slots
        intent = latest["intent"]["name"]
        offered = slots.get("offered") or ()
        named = next(
            (e["value"] for e in latest.get("entities", []) if e["entity"] == "municipality"), None
        )
        return cls(
            text=latest.get("text") or "",
            intent=intent,
            ranking=tuple(r["name"] for r in latest.get("intent_ranking", [])),
            understood={
                "topic": latest.get("topic") or intent,
                "outcome": latest.get("outcome") or "answer",
                "confidence": latest["intent"].get("confidence"),
            },
            outcome=latest.get("outcome") or "answer",
            aspect=latest.get("aspect"),
            municipality=_known(slots.get("municipality") or metadata.get("municipality")),
            named_municipality=named,
            channel=cast(Channel, metadata.get("channel") or "web"),
            last_topic=_still_there(slots.get("last_topic")),
            pending_topic=_still_there(slots.get("pending_topic")),
            offered=tuple(topic for topic in offered if topic != HUMAN and _still_there(topic)),
            offered_people=HUMAN in offered,
            last_said=slots.get("last_said"),
            last_danger=slots.get("last_danger"),
            misses=int(slots.get("misses") or 0),
        )


def _still_there(topic: str | None) -> str | None:
    """A topic that staff have taken back since the turn before is as if never spoken of."""
    return topic if topic == HUMAN or topic in get_topics().topics else None


def _known(code: str | None) -> str | None:
    """A code that another client sent may be anything; an unknown one is no municipality."""
    try:
        get_municipalities().get(code)
    except UnknownMunicipalityError:
        return None
    return code
