"""The shape of each kind of content: every field, its type and its length."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError, constr, validator

from bot.answers.content import ASPECTS
from bot.answers.opening_hours import DAYS
from bot.content.errors import ContentRefusedError
from bot.content.raw import to_json
from bot.content.subject import Content, Kind, Subject
from bot.text import clean

LONGEST_EXAMPLE = 500
"""Characters."""
_Line = constr(strip_whitespace=True, min_length=1, max_length=300)
_Url = constr(strip_whitespace=True, regex=r"^(https://|tel:)\S+$", max_length=500)
_Page = constr(strip_whitespace=True, regex=r"^https?://[^\s/]+\.[^\s/]+\S*$", max_length=500)


class _Form(BaseModel):
    class Config:
        extra = "forbid"

    @validator("*", pre=True)
    def _visible(cls, value: Any) -> Any:
        return clean(value) if isinstance(value, str) else value


class _Link(_Form):
    title: _Line  # type: ignore[valid-type]
    url: _Url  # type: ignore[valid-type]


class _Source(_Form):
    url: _Page  # type: ignore[valid-type]
    checked: date
    facts: list[_Line] = []  # type: ignore[valid-type]


class _Answer(_Form):
    text: constr(min_length=1, max_length=4000)  # type: ignore[valid-type]
    spoken: constr(min_length=1, max_length=1000)  # type: ignore[valid-type]
    links: list[_Link]
    sources: list[_Source]
    unconfirmed: list[str] = []
    aspects: dict[str, _Line] = {}  # type: ignore[valid-type]

    @validator("aspects")
    def _known(cls, value: dict[str, str]) -> dict[str, str]:
        if set(value) - set(ASPECTS):
            raise ValueError(f"brug {', '.join(ASPECTS)}")
        return value


class _Examples(_Form):
    added: list[constr(max_length=LONGEST_EXAMPLE)] = []  # type: ignore[valid-type]
    removed: list[constr(max_length=LONGEST_EXAMPLE)] = []  # type: ignore[valid-type]

    @validator("added", "removed", each_item=True)
    def _one_line(cls, value: str) -> str:
        return " ".join(clean(value).split()).removeprefix("- ").strip()

    @validator("added", "removed")
    def _once(cls, value: list[str]) -> list[str]:
        return list(dict.fromkeys(text for text in value if text))


class _Topic(_Form):
    category: _Line  # type: ignore[valid-type]
    question: _Line  # type: ignore[valid-type]
    title: constr(min_length=2, max_length=60)  # type: ignore[valid-type]
    local: bool = False
    kle: constr(regex=r"^\d{2}(\.\d{2}){0,2}$")  # type: ignore[valid-type]
    scope: constr(max_length=1000) = ""  # type: ignore[valid-type]


class _Fact(_Form):
    value: _Line  # type: ignore[valid-type]
    source: _Page  # type: ignore[valid-type]
    checked: date


class _Hours(_Form):
    days: dict[str, list[str]]
    exceptions: dict[date, list[str]] = {}
    source: _Page  # type: ignore[valid-type]
    checked: date

    @validator("days")
    def _week(cls, value: dict[str, list[str]]) -> dict[str, list[str]]:
        if set(value) - set(DAYS):
            raise ValueError(f"brug {', '.join(DAYS)}")
        return {day: value[day] for day in DAYS if value.get(day)}

    @validator("exceptions")
    def _in_order(cls, value: dict[date, list[str]]) -> dict[date, list[str]]:
        return dict(sorted(value.items()))


_FORMS: dict[Kind, type[_Form]] = {
    "answer": _Answer,
    "override": _Answer,
    "examples": _Examples,
    "topic": _Topic,
    "municipality_fact": _Fact,
    "opening_hours": _Hours,
}
_REASONS = {
    "value_error.missing": "mangler",
    "value_error.extra": "kendes ikke",
    "value_error.date": "skal være en dato, fx 2026-11-24",
    "value_error.any_str.min_length": "skal udfyldes",
    "value_error.any_str.max_length": "er for langt",
    "value_error.str.regex": "har ikke den rigtige form",
}


def formed(subject: Subject, content: Content) -> Content:
    """The content in its one form: fields in order, text cleaned, dates as ISO strings.

    Two contents that say the same are equal in this form. None stays none.
    Raises ContentRefusedError that names each field, in Danish.
    """
    if content is None:
        return None
    try:
        form = _FORMS[subject.kind](**content)
    except (ValidationError, TypeError) as wrong:
        raise ContentRefusedError(_told(wrong)) from wrong
    found: Content = to_json(form.dict())
    return found


def _told(wrong: ValidationError | TypeError) -> str:
    if isinstance(wrong, TypeError):
        return "Indholdet har ikke den rigtige form"
    lines = []
    for error in wrong.errors():
        where = ".".join(str(part + 1 if isinstance(part, int) else part) for part in error["loc"])
        reason = _REASONS.get(error["type"]) or f"kan ikke bruges: {error['msg']}"
        lines.append(f"Feltet {where} {reason}")
    return "\n".join(lines)
