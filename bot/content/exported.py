"""What an export holds: everything, or what is shared with some municipalities' own."""

from collections.abc import Collection

from bot.content.layered import LayeredContent
from bot.content.subject import Subject, owner_of


def exported_examples(
    content: LayeredContent, places: Collection[str] | None
) -> dict[str, list[str]]:
    """Topic or dialogue intent to its wordings; ``places`` none is all."""
    return {
        intent: texts
        for intent, texts in content.raw.examples.items()
        if _within(owner_of(intent), places)
    }


def exported_answers(content: LayeredContent, places: Collection[str] | None) -> list[Subject]:
    """The shared answers, then each municipality's own."""
    found = [Subject("answer", topic) for topic in content.raw.answers]
    for code, place in content.raw.municipalities.items():
        if _within(code, places):
            found += [Subject("override", topic, code) for topic in place.get("overrides", {})]
    return found


def _within(owner: str | None, places: Collection[str] | None) -> bool:
    return owner is None or places is None or owner in places
