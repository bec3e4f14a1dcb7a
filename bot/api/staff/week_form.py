"""Opening hours as rows of a form, and back: a row each weekday, a row each day unlike others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.answers.opening_hours import (
    COPENHAGEN,
    DAYS,
    NAMES,
    OpeningHours,
    closed_day,
    day_name,
    periods_text,
)
from bot.content.problem import Problem, error

PERIODS = 2
"""A day can close for lunch. What came from elsewhere may have more, and they stay."""
MOST_PERIODS = 6
SPARE = 2
"""Empty rows below the days unlike others."""
MOST_DAYS = 100
SHOWN_DAYS = 10
_TYPED = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")
Times = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the form: ``name`` begins its fields' names."""

    name: str
    label: str
    day: str
    """The date as ``2026-12-23``; empty for a weekday and for a row that is not filled in."""
    times: Times


@dataclass(frozen=True, slots=True)
class Preview:
    """What a citizen would be told."""

    now: str
    week: str
    days: list[tuple[str, str, str]]
    """Day, hours, and why the day is unlike its weekday."""


def week_rows(content: Mapping[str, Any]) -> list[Row]:
    """The seven weekdays."""
    days = content.get("days", {})
    rows = [
        Row(day, name.capitalize(), "", _split(days.get(day, ())))
        for day, name in zip(DAYS, NAMES, strict=True)
    ]
    return _aligned(rows)


def exception_rows(content: Mapping[str, Any]) -> list[Row]:
    """The days unlike others, and some empty rows."""
    found = [(str(day), _split(texts)) for day, texts in content.get("exceptions", {}).items()]
    return _numbered(found)


def read_week(form: Mapping[str, Any]) -> tuple[dict[str, Any], list[Row], tuple[Problem, ...]]:
    """What was typed: the content without source, the rows of days, and what is wrong with those.

    A time without its other half stays in the content, so that it can be shown again.
    """
    days = {day: texts for day in DAYS if (texts := _periods(form, day))}
    rows: list[tuple[str, Times]] = []
    for number in count():
        name = f"dag_{number}"
        if name not in form or number >= MOST_DAYS:
            break
        day, texts = str(form[name]).strip(), _periods(form, name)
        if day or texts:
            rows.append((day, _split(texts)))
    exceptions = {day: [f"{a}-{b}" for a, b in times if a or b] for day, times in rows if day}
    return {"days": days, "exceptions": exceptions}, _numbered(rows), tuple(_check(rows))


def preview(content: Mapping[str, Any], moment: datetime) -> Preview | None:
    """What would be told at ``moment`` (aware); none while the times can't be read."""
    try:
        hours = OpeningHours.parse(content.get("days", {}), content.get("exceptions"))
    except ValueError:
        return None
    today = moment.astimezone(COPENHAGEN).date()
    days = [today + timedelta(days=ahead) for ahead in range(SHOWN_DAYS)]
    return Preview(
        hours.now(moment),
        hours.week(),
        [
            (
                day_name(day).capitalize(),
                periods_text(hours.on(day)),
                "Særlig dag" if day in hours.exceptions else "Helligdag" if closed_day(day) else "",
            )
            for day in days
        ],
    )


def _check(rows: list[tuple[str, Times]]) -> list[Problem]:
    days = [day for day, _ in rows]
    dated = [day for day in days if day]
    found = []
    if len(dated) < len(days):
        found.append(error("exceptions", "Skriv datoen for hver særlig dag"))
    if len(set(dated)) < len(dated):
        found.append(error("exceptions", "En særlig dag står der to gange"))
    return found


def _periods(form: Mapping[str, Any], name: str) -> list[str]:
    found = []
    for number in range(1, MOST_PERIODS + 1):
        start, end = (_clock(str(form.get(f"{name}_{way}_{number}", ""))) for way in ("fra", "til"))
        if start or end:
            found.append(f"{start}-{end}")
    return found


def _clock(typed: str) -> str:
    """``9``, ``9.30`` and ``0930`` as ``09:30``; anything else as it was typed."""
    found = _TYPED.fullmatch(typed.strip())
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else typed.strip()


def _split(texts: Any) -> Times:
    found: Times = []
    for text in texts:
        start, _, end = str(text).partition("-")
        found.append((start.strip(), end.strip()))
    return [*found, *[("", "")] * (PERIODS - len(found))]


def _numbered(rows: list[tuple[str, Times]]) -> list[Row]:
    whole = [*rows, *[("", _split(())) for _ in range(SPARE)]]
    made = [
        Row(f"dag_{number}", f"Særlig dag {number + 1}", day, times)
        for number, (day, times) in enumerate(whole)
    ]
    return _aligned(made)


def _aligned(rows: list[Row]) -> list[Row]:
    """Every row with as many times as the longest."""
    most = max(len(row.times) for row in rows)
    for row in rows:
        row.times.extend([("", "")] * (most - len(row.times)))
    return rows
