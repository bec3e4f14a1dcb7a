"""Times of day said in words: "klokken halv elleve" is kl. 10.30."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from voice.danish.inverse.found import Found, Words, past_hesitations, word_at
from voice.danish.inverse.number_words import SMALL_WORDS, small_number
from voice.danish.inverse.units import COUNTED

_QUARTERS: Final = {"over": 15, "i": -15}
_SIGNS: Final = {"over": 1, "i": -1}
_LAST_HOUR: Final = 24
_CENTURIES: Final = frozenset({18, 19, 20})
_NEAR: Final = 10
_TIMING: Final = frozenset({"fra", "til", "åbent", "før", "efter", "omkring", "inden", "mellem"})
_MINUTE_WORDS: Final = frozenset({"minut", "minutter"})


@dataclass(frozen=True, slots=True)
class _Clock:
    """Minutes after midnight, said up to, not including, ``after``."""

    minutes: int
    after: int
    to_the_minute: bool
    """Whether the minutes were said."""

    def __str__(self) -> str:
        hour, minute = divmod(self.minutes, 60)
        return f"{hour}.{minute:02}" if self.to_the_minute else str(hour)


def read_time(words: Words, at: int) -> Found | None:
    """A time after "klokken", or one that can be nothing else: "kvart over ti", "halv elleve"."""
    if words[at] == "klokken":
        return _after_klokken(words, at + 1, word_at(words, at - 1))
    before = word_at(words, at - 1)
    if before in {"en", "et"} and words[at] == "halv":
        return None
    if before in _TIMING:
        figures = _in_figures(words, at)
        if figures is not None:
            return Found(str(figures), figures.after)
    clock = _by_the_hand(words, at, announced=False)
    return None if clock is None else Found(str(clock), clock.after)


def _after_klokken(words: Words, at: int, before: str) -> Found | None:
    start = _clock(words, past_hesitations(words, at))
    if start is None:
        return None
    joint = word_at(words, start.after)
    if joint == "til" or (joint == "og" and before == "mellem"):
        again = 2 if word_at(words, start.after + 1) == "klokken" else 1
        until = _clock(words, start.after + again)
        if until is not None and word_at(words, until.after) not in COUNTED:
            dash = f" {joint} " if before in {"fra", "mellem"} else "-"
            return Found(f"kl. {start}{dash}{until}", until.after)
    return Found(f"kl. {start}", start.after)


def _clock(words: Words, at: int) -> _Clock | None:
    hand = _by_the_hand(words, at, announced=True)
    if hand is not None:
        return hand
    hour = _hour(words, at, _LAST_HOUR)
    if hour is None:
        return None
    minute = _minute(words, hour.after)
    if minute is None:
        return hour
    return _Clock(hour.minutes + minute.minutes, minute.after, to_the_minute=True)


def _hour(words: Words, at: int, last: int) -> _Clock | None:
    number = small_number(words, at)
    if number is None or number.value > last or words[at] == "en":
        return None
    return _Clock(number.value * 60, number.after, to_the_minute=False)


def _minute(words: Words, at: int) -> _Clock | None:
    """ "tredive", "nul fem" or "nul nul" after an hour."""
    number = small_number(words, at)
    if number is None:
        return None
    if number.value == 0:
        number = small_number(words, number.after)
        if number is None or number.value > 9:
            return None
    elif number.value < 10:
        return None
    if number.value > 59 or word_at(words, number.after) in COUNTED:
        return None
    return _Clock(number.value, number.after, to_the_minute=True)


def _in_figures(words: Words, at: int) -> _Clock | None:
    """ "elleve tredive" after "fra": an hour and minutes that can be no year and no guess."""
    clock = _clock(words, at)
    if clock is None or not clock.to_the_minute or words[at] in {"halv", "kvart"}:
        return None
    hour, minute = divmod(clock.minutes, 60)
    guess = 0 < minute - hour <= _NEAR
    if hour in _CENTURIES or guess or minute % 5 or small_number(words, clock.after):
        return None
    return clock


def _by_the_hand(words: Words, at: int, *, announced: bool) -> _Clock | None:
    word = words[at] if at < len(words) else ""
    if word == "halv":
        return _relative(words, at + 1, -30, announced=announced)
    if word == "kvart":
        offset = _QUARTERS.get(word_at(words, at + 1))
        return None if offset is None else _relative(words, at + 2, offset, announced=announced)
    return _minutes_from(words, at, announced=announced)


def _minutes_from(words: Words, at: int, *, announced: bool) -> _Clock | None:
    """ "fem minutter i ti", "ti over halv elleve"."""
    count = small_number(words, at)
    if count is None or not 1 <= count.value <= 29:
        return None
    named = word_at(words, count.after) in _MINUTE_WORDS
    after = count.after + named
    sign = _SIGNS.get(word_at(words, after))
    if sign is None:
        return None
    half = word_at(words, after + 1) == "halv"
    if not (announced or half or (named and count.value % 5 == 0)):
        return None
    offset = sign * count.value - 30 * half
    return _relative(words, after + 1 + half, offset, announced=announced)


def _relative(words: Words, at: int, offset: int, *, announced: bool) -> _Clock | None:
    """So many minutes from the hour of twelve at ``at``."""
    hour = _hour(words, at, 12)
    lone = hour is not None and words[at] in {"et", "én", "ét"} and not announced
    if hour is None or hour.minutes == 0 or lone:
        return None
    following = word_at(words, hour.after)
    if not announced and (following in COUNTED or following in SMALL_WORDS):
        return None
    minutes = (hour.minutes + offset) % (12 * 60)
    if minutes < 60:
        minutes += 12 * 60
    return _Clock(minutes, hour.after, to_the_minute=True)
