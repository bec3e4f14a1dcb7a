"""What the model makes of one message, outside any conversation: `muni parse`."""

from typing import Any

from bot.answers.topics import OUT_OF_SCOPE
from bot.dialogue.embedded import EmbeddedDialogue
from bot.errors import EmptyTextError
from bot.knowledge import get_municipalities, get_places
from bot.text import clean
from bot.turn import Masker


async def understand(
    masker: Masker, dialogue: EmbeddedDialogue, text: str, municipality: str | None
) -> dict[str, Any]:
    """Topic, confidence, the ten likeliest, outcome and municipality.

    Raises EmptyTextError, UnknownMunicipalityError.
    """
    get_municipalities().get(municipality)
    masked = masker.mask(clean(text)).text
    if not masked:
        raise EmptyTextError
    parsed = await dialogue.parse(masked)
    ranking = [
        {"topic": intent["name"], "confidence": round(intent["confidence"], 4)}
        for intent in parsed.get("intent_ranking", [])
    ]
    topic = parsed.get("topic") or OUT_OF_SCOPE
    return {
        "text": masked,
        "topic": topic,
        "confidence": next((r["confidence"] for r in ranking if r["topic"] == topic), 0.0),
        "ranking": ranking,
        "outcome": parsed.get("outcome", "fallback"),
        "municipality": get_places().municipality(masked) or municipality,
    }
