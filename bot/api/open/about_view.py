"""What MUNI can tell of itself: its content as it is now, and the scores of its model."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from bot.content.layered import LayeredContent
from bot.dialogue.model_files import card_path
from bot.statistics.days import local
from bot.statistics.wording import day, shown, whole

_SCORES: Final = (
    ("top_1", "Rigtigt emne som det første"),
    ("top_3", "Rigtigt emne blandt de tre nærmeste"),
    ("wrong_answers", "Forkert svar givet med sikkerhed"),
    ("out_of_scope_answered", "Spørgsmål om andet end kommunen, som fik et svar alligevel"),
    ("safety_found", "Spørgsmål om nød og krise, som blev opdaget"),
)


@dataclass(frozen=True, slots=True)
class ContentFacts:
    """How much MUNI knows, and from when to when its sources were last checked."""

    topics: str
    categories: str
    municipalities: str
    checked: str
    """With a full stop; empty when no source has a day."""

    @classmethod
    def of(cls, content: LayeredContent) -> "ContentFacts":
        """From the content as it is now."""
        checked: list[date] = [
            source.checked
            for topic in content.topics.topics
            if content.composer.answers(topic, None) and not content.topics[topic].municipality
            and (source := content.composer.source(topic, None))
        ]  # fmt: skip
        return cls(
            whole(len(content.topics.topics)),
            whole(len(content.topics.categories)),
            whole(len(content.municipalities.by_code)),
            _between(checked),
        )


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """The model that answers: its name, the day it was trained, and its scores in words."""

    name: str
    trained: str
    questions: str
    scores: list[tuple[str, str]]

    @classmethod
    def read(cls, model: Path) -> "ModelFacts":
        """From the card beside the model; what it doesn't tell is left out."""
        card = _card(model)
        measured: dict[str, Any] = card.get("validation", {})
        trained = card.get("trained")
        return cls(
            model.name.removesuffix(".tar.gz"),
            day(local(datetime.fromisoformat(trained).replace(tzinfo=None)).date())
            if trained
            else "",
            whole(measured.get("questions", 0)),
            [(title, shown("share", measured[key])) for key, title in _SCORES if key in measured],
        )


def _between(days: list[date]) -> str:
    if not days:
        return ""
    first, last = min(days), max(days)
    return f"{day(first)}." if first == last else f"mellem {day(first)} og {day(last)}."


def _card(model: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(card_path(model).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found
