"""Opening hours with weekdays, public holidays and days unlike others, told in plain Danish."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

Period = tuple[time, time]


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When something is open, Danish time; a day that is missing is closed."""

    days: dict[str, tuple[Period, ...]]
    exceptions: dict[date, tuple[Period, ...]] = field(default_factory=dict)
    """Days that are unlike their weekday, and holidays that are open; none is closed."""

    @classmethod
    def parse(
        cls, days: dict[str, list[str]], exceptions: Mapping[Any, list[str]] | None = None
    ) -> "OpeningHours":
        """From ``{"mon": ["09:00-15:00"]}`` and ``{"2026-12-23": []}``; raises ValueError."""
        unknown = set(days) - set(DAYS)
        if unknown:
            raise ValueError(f"unknown days {sorted(unknown)}, use {', '.join(DAYS)}")
        return cls(
            {day: tuple(_period(text) for text in texts) for day, texts in days.items()},
            {
                date.fromisoformat(str(day)): tuple(_period(text) for text in texts)
                for day, texts in (exceptions or {}).items()
            },
        )

    def on(self, day: date) -> tuple[Period, ...]:
        """The open periods of one day; none on a holiday that is no exception."""
        if day in self.exceptions:
            return self.exceptions[day]
        if closed_day(day):
            return ()
        return self.days.get(DAYS[day.weekday()], ())

    def open_at(self, moment: datetime) -> bool:
        """Is it open at this moment (aware, any time zone)?"""
        here = moment.astimezone(COPENHAGEN)
        return any(start <= here.time() < end for start, end in self.on(here.date()))

    def next_opening(self, moment: datetime) -> datetime | None:
        """When it next opens after ``moment``, within three weeks."""
        here = moment.astimezone(COPENHAGEN)
        for ahead in range(22):
            day = here.date() + timedelta(days=ahead)
            for start, _ in self.on(day):
                opening = datetime.combine(day, start, COPENHAGEN)
                if opening > here:
                    return opening
        return None

    def week(self) -> str:
        """The whole week, e.g. ``mandag-onsdag kl. 9-15, torsdag kl. 9-17``."""
        groups: list[tuple[int, int, tuple[Period, ...]]] = []
        for index, day in enumerate(DAYS):
            periods = self.days.get(day, ())
            if not periods:
                continue
            if groups and groups[-1][1] == index - 1 and groups[-1][2] == periods:
                groups[-1] = (groups[-1][0], index, periods)
            else:
                groups.append((index, index, periods))
        return ", ".join(
            f"{_span(first, last)} {periods_text(periods)}" for first, last, periods in groups
        )

    def special_days(self, moment: datetime) -> str | None:
        """The exceptions of today and the two weeks after it, as a sentence; none without any."""
        today = moment.astimezone(COPENHAGEN).date()
        ahead = [day for day in sorted(self.exceptions) if 0 <= (day - today).days <= 14]
        told = "; ".join(f"{day_name(day)} {periods_text(self.exceptions[day])}" for day in ahead)
        return f"Særlige åbningstider: {told}." if told else None

    def now(self, moment: datetime) -> str:
        """Open or closed right now, and until when or from when."""
        here = moment.astimezone(COPENHAGEN)
        for start, end in self.on(here.date()):
            if start <= here.time() < end:
                return f"Der er åbent lige nu, til kl. {_clock(end)}."
        again = self.opens_again(moment)
        return f"Der er lukket lige nu. {again}" if again else "Der er lukket lige nu."

    def opens_again(self, moment: datetime) -> str | None:
        """When it next opens, as a sentence; none if that is not within three weeks."""
        opening = self.next_opening(moment)
        if opening is None:
            return None
        return f"Der åbner igen {_when(opening, moment.astimezone(COPENHAGEN).date())}."


def closed_day(day: date) -> bool:
    """A public holiday, or a day on which public offices keep closed all the same."""
    return day in _danish_holidays() or (day.month, day.day) in {(6, 5), (12, 24), (12, 31)}


def day_name(day: date) -> str:
    """``onsdag den 23. december``."""
    return f"{NAMES[day.weekday()]} den {day.day}. {_MONTHS[day.month - 1]}"


def periods_text(periods: tuple[Period, ...]) -> str:
    """``kl. 9-12 og 13-15``, or ``lukket``."""
    return f"kl. {' og '.join(_hours(p) for p in periods)}" if periods else "lukket"


@lru_cache(maxsize=1)
def _danish_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("DK")


def _period(text: str) -> Period:
    start, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    if start >= end:
        raise ValueError(f"{text!r} ends before it begins")
    return start, end


def _clock(moment: time) -> str:
    return f"{moment.hour}" if moment.minute == 0 else f"{moment.hour}.{moment.minute:02}"


def _hours(period: Period) -> str:
    return f"{_clock(period[0])}-{_clock(period[1])}"


def _span(first: int, last: int) -> str:
    if first == last:
        return NAMES[first]
    joint = " og " if last == first + 1 else "-"
    return f"{NAMES[first]}{joint}{NAMES[last]}"


def _when(opening: datetime, today: date) -> str:
    days = (opening.date() - today).days
    clock = f"kl. {_clock(opening.time())}"
    if days == 0:
        return f"i dag {clock}"
    if days == 1:
        return f"i morgen {clock}"
    if days < 7:
        return f"på {NAMES[opening.weekday()]} {clock}"
    return f"{day_name(opening.date())} {clock}"


_MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
