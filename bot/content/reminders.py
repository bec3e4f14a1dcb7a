"""What has grown old in all the content: sources and amounts somebody should look at."""

from datetime import date

from bot.content.forms import formed
from bot.content.layered import LayeredContent
from bot.content.problem import Problem
from bot.content.rules import reminders
from bot.content.subject import OWN_FACTS, Subject


def content_reminders(
    content: LayeredContent, municipality: str | None, today: date
) -> dict[Subject, list[Problem]]:
    """The reminders of :func:`bot.content.rules.reminders`, by subject; only what has any."""
    found = {}
    for subject in local_subjects(content, municipality):
        ready = formed(subject, content.raw.at(subject))
        problems = list(reminders(subject, ready, today)) if ready else []
        if problems:
            found[subject] = problems
    return found


def local_subjects(content: LayeredContent, municipality: str | None) -> list[Subject]:
    """Every shared answer, or everything that a municipality has of its own."""
    if municipality is None:
        return [Subject("answer", topic) for topic in content.raw.answers]
    place = content.raw.municipalities[municipality]
    own = [key for key in OWN_FACTS if isinstance(place.get(key), dict)]
    facts = own + list(place.get("facts", {}))
    return [
        *(Subject("municipality_fact", key, municipality) for key in facts),
        *(Subject("opening_hours", key, municipality) for key in place.get("hours", {})),
        *(Subject("override", key, municipality) for key in place.get("overrides", {})),
    ]
