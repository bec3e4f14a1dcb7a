"""What topics, local facts and opening hours must keep."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from bot.answers.opening_hours import OpeningHours
from bot.content.answer_rules import OLDEST_SOURCE, check_amount, check_day, remind_amount
from bot.content.layered import LayeredContent
from bot.content.problem import Problem, error, reminder
from bot.content.subject import Subject
from bot.danish.normalise import fold

RESERVED = frozenset({"nlu_fallback", "nyt"})
"""An intent that MUNI sets itself, and the word for a new topic in the console's addresses."""
_WEBSITE = re.compile(r"https://[\w-]+(\.[\w-]+)+(/[\w./-]*)?")
_TELEPHONE = re.compile(r"(\+45 ?)?\d( ?\d){7}")


def check_topic(
    subject: Subject, content: dict[str, Any], layered: LayeredContent
) -> Iterator[Problem]:
    """A topic's id, category and names, beside those of all the others."""
    topics = layered.topics
    if subject.key in topics.dialogue or subject.key in RESERVED:
        yield error("id", f"{subject.key} er et navn, MUNI selv bruger. Vælg et andet")
    if content["category"] not in topics.categories:
        known = ", ".join(topics.categories)
        yield error("category", f"Kategorien findes ikke. Brug en af {known}")
    for topic in topics.topics.values():
        met = topic.municipality in {None, subject.municipality} or subject.municipality is None
        if topic.id == subject.key or not met:
            continue
        if fold(topic.question) == fold(content["question"]):
            yield error("question", f"Spørgsmålet er allerede emnet «{topic.title}»")
        if fold(topic.title) == fold(content["title"]):
            yield error("title", f"Der er allerede et emne, der hedder «{topic.title}»")


def check_fact(subject: Subject, content: dict[str, Any], today: date) -> Iterator[Problem]:
    """A local fact's value and date."""
    if re.search(r"[{}]", content["value"]):
        yield error("value", "En lokal oplysning kan ikke selv have pladsholdere")
    if subject.key == "telephone" and not _TELEPHONE.fullmatch(content["value"]):
        yield error("value", "Skriv telefonnummeret med otte cifre, fx 89 40 20 00")
    if subject.key == "website" and not _WEBSITE.fullmatch(content["value"]):
        yield error("value", "Skriv adressen på kommunens hjemmeside, fx https://www.aarhus.dk")
    yield from check_amount("value", content["value"])
    yield from check_day("checked", content["checked"], today)


def check_hours(content: dict[str, Any], today: date) -> Iterator[Problem]:
    """Opening hours that can be read, and whose periods don't overlap."""
    if not content["days"]:
        yield error("days", "Skriv åbningstiden for mindst én dag")
    try:
        hours = OpeningHours.parse(content["days"], content["exceptions"])
    except ValueError:
        yield error("days", "Skriv tiderne som 09:00-15:00, med den tidligste først")
        return
    for periods in (*hours.days.values(), *hours.exceptions.values()):
        ordered = sorted(periods)
        if any(before[1] > after[0] for before, after in pairwise(ordered)):
            yield error("days", "To åbningstider på samme dag overlapper hinanden")
    yield from check_day("checked", content["checked"], today)


def remind_local(content: dict[str, Any], today: date) -> Iterator[Problem]:
    """A fact or opening hours that nobody has looked at for a year."""
    if today - date.fromisoformat(content["checked"]) > OLDEST_SOURCE:
        yield reminder("checked", f"{content['source']} er ikke set efter i over et år")
    yield from remind_amount("value", content.get("value", ""), today)
