"""What an answer must keep: placeholders, sources, amounts, plain words, a form for the ear."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from bot.answers.content import Answer
from bot.answers.placeholders import fill, used
from bot.content.problem import Problem, error, reminder
from bot.content.raw import from_json
from bot.danish.readability import lix

HARDEST_LIX = 40.0
LONGEST_SPOKEN = 60
"""Words."""
OLDEST_SOURCE = timedelta(days=365)

_AMOUNT = re.compile(r"\d[\d.]*(?:,\d+)?\s?(?:kr\b|kroner)")
_YEAR = re.compile(r"\b20\d\d\b")
# What a telephone voice spells out or swallows.
_UNSPEAKABLE = re.compile(r"https?:|www\.|[/()\[\]*#&|<>_]")


def check_answer(
    topic: str, content: dict[str, Any], names: Collection[str], today: date
) -> Iterator[Problem]:
    """All that is wrong with an answer in its one form (see :func:`bot.content.forms.formed`).

    ``names``: the placeholders that can be used in it.
    """
    for field, text in _texts(content):
        yield from _check_placeholders(field, text, names)
        yield from check_amount(field, text)
        if field == "spoken":
            yield from _check_spoken(field, text)
    yield from _check_pages(content, today)
    answer = Answer.parse({"topic": topic, **from_json(content)})
    for field, text in (("text", answer.text), ("spoken", answer.spoken)):
        if not fill(text, {"kommune": "din kommune"}).strip():
            yield error(field, "Mindst én sætning skal kunne siges uden lokale oplysninger")
    hard = lix(answer.text)
    if hard > HARDEST_LIX:
        yield error(
            "text",
            f"Teksten er svær at læse (LIX {hard:.0f}, højst {HARDEST_LIX:.0f}). "
            "Skriv kortere sætninger og korte ord",
        )
    words = len(answer.spoken.split())
    if words > LONGEST_SPOKEN:
        yield error("spoken", f"{words} ord er for mange at høre. Skriv højst {LONGEST_SPOKEN}")


def remind_answer(content: dict[str, Any], today: date) -> Iterator[Problem]:
    """What has grown old: a source nobody has looked at for a year, an amount of last year."""
    for source in content["sources"]:
        if today - date.fromisoformat(source["checked"]) > OLDEST_SOURCE:
            yield reminder("sources", f"{source['url']} er ikke set efter i over et år")
    for field, text in _texts(content):
        yield from remind_amount(field, text, today)


def remind_amount(field: str, text: str, today: date) -> Iterator[Problem]:
    """An amount whose newest year is not this one."""
    years = [int(year) for year in _YEAR.findall(text)]
    if _AMOUNT.search(text) and years and max(years) < today.year:
        yield reminder(field, f"Beløbet gælder {max(years)}. Find {today.year}-tallet")


def check_amount(field: str, text: str) -> Iterator[Problem]:
    """An amount without a year."""
    if _AMOUNT.search(text) and not _YEAR.search(text):
        yield error(field, "Skriv, hvilket år beløbet gælder, fx «1.000 kr. i 2026»")


def check_day(field: str, checked: str, today: date) -> Iterator[Problem]:
    """A day on which something was checked lies not ahead."""
    if date.fromisoformat(checked) > today:
        yield error(field, "Datoen ligger ude i fremtiden")


def _texts(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "text", content["text"]
    yield "spoken", content["spoken"]
    for aspect, text in content["aspects"].items():
        yield f"aspects.{aspect}", text


def _check_placeholders(field: str, text: str, names: Collection[str]) -> Iterator[Problem]:
    if re.search(r"[{}]", re.sub(r"\{\w+\}", "", text)):
        yield error(field, "En pladsholder er ikke hel. Skriv den som {kommune}")
    for name in sorted(used(text) - set(names)):
        known = " ".join(f"{{{one}}}" for one in sorted(names))
        yield error(field, f"Pladsholderen {{{name}}} findes ikke. Brug {known}")


def _check_spoken(field: str, text: str) -> Iterator[Problem]:
    found = _UNSPEAKABLE.search(re.sub(r"\{\w+\}", "", text))
    if found:
        yield error(field, f"«{found[0]}» kan ikke siges i telefonen. Skriv det med ord")


def _check_pages(content: dict[str, Any], today: date) -> Iterator[Problem]:
    if not content["sources"]:
        yield error("sources", "Skriv mindst én kilde, og hvornår den er set efter")
    if not content["links"]:
        yield error("links", "Skriv mindst ét link til en officiel side")
    for source in content["sources"]:
        yield from check_day("sources", source["checked"], today)
