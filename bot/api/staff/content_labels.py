"""What kinds, fields and problems of content are called in Danish."""

import re
from collections.abc import Iterable

from bot.content.problem import Problem
from bot.content.subject import Kind

KINDS: dict[Kind, str] = {
    "answer": "Fælles svar",
    "override": "Kommunens eget svar",
    "examples": "Eksempler",
    "topic": "Emnets navn og kategori",
    "municipality_fact": "Lokal oplysning",
    "opening_hours": "Åbningstider",
}
ASPECT_NAMES = {
    "pris": "Hvad koster det?",
    "tid": "Hvor lang tid tager det?",
    "frist": "Hvad er fristen?",
    "medbring": "Hvad skal jeg have med?",
    "hvor": "Hvor gør jeg det?",
    "hvem": "Hvem kan det?",
    "barn": "Hvad med mit barn?",
    "online": "Kan jeg gøre det på nettet?",
    "klage": "Kan jeg klage?",
}
_FIELDS = {
    "text": "Svar i chatten",
    "spoken": "Svar i telefonen",
    "links": "Links",
    "sources": "Kilder",
    "aspects": "Korte svar på opfølgende spørgsmål",
    "unconfirmed": "Mangler at blive bekræftet",
    "added": "Tilføjede eksempler",
    "removed": "Fjernede eksempler",
    "category": "Kategori",
    "question": "Spørgsmål",
    "title": "Kort navn",
    "local": "Svaret afhænger af kommunen",
    "kle": "KLE-nummer",
    "scope": "Afgrænsning",
    "value": "Værdi",
    "source": "Kilde",
    "checked": "Set efter",
    "days": "Dage",
    "url": "adresse",
    "facts": "det, den viser",
}
_SHAPELESS = "har ikke den rigtige form"
_SHAPES = {
    "url": "skal begynde med https://",
    "kle": "skal være tal som 23.05.02",
}
"""How it is to be written, by the last part of a field's name."""
_TOLD = re.compile(r"Feltet (\w+)\.?(\d*)\.?(\w*)\S* (.*)")


def kind_label(kind: Kind) -> str:
    """A kind of content."""
    return KINDS[kind]


def field_label(field: str) -> str:
    """A field by its path, e.g. ``aspects.pris``."""
    whole, _, part = field.partition(".")
    name = _FIELDS.get(whole, whole)
    if part in ASPECT_NAMES:
        return f"Kort svar på «{ASPECT_NAMES[part]}»"
    return f"{name}: {part}" if part else name


def by_field(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Problems under the outermost field they are about; "" has those about the whole."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        field, text = problem.field, problem.text
        told = _TOLD.fullmatch(text) if not field else None
        if told and told[1] in _FIELDS:
            field = told[1]
            number = f" {told[2]}" if told[2] else ""
            part = f", {_FIELDS.get(told[3], told[3]).lower()}" if told[3] else ""
            reason = told[4].replace(_SHAPELESS, _SHAPES.get(told[3] or field, _SHAPELESS))
            text = f"{_FIELDS[field]}{number}{part} {reason}"
        whole, _, part = field.partition(".")
        if part in ASPECT_NAMES:
            text = f"«{ASPECT_NAMES[part]}»: {text}"
        found.setdefault(whole, []).append(Problem(problem.level, whole, text))
    return found
