"""Dates said in words: "tredje april totusind og seksogtyve" is 3. april 2026."""

from __future__ import annotations

from typing import Final

from voice.danish.inverse.found import Found, Words, past_hesitations, word_at
from voice.danish.inverse.number_words import (
    MONTH_WORDS,
    Number,
    cardinal_number,
    ordinal_number,
    small_number,
)
from voice.danish.inverse.units import COUNTED

_LAST_DAY: Final = 31
_LAST_MONTH: Final = 12
_YEARS: Final = range(1700, 2100)
_CENTURIES: Final = frozenset({18, 19, 20})
_NO_MONTH_AFTER: Final = frozenset({
    "klasse", "række", "gang", "division", "sal", "forsøg", "del", "omgang", "kvartal", "halvleg",
    "ledd", "led", "semester", "trimester", "runde",
})  # fmt: skip
_YEARLY: Final = frozenset({"i", "år", "siden"})
_DATING: Final = frozenset({"den", "født", "til", "fra"})


def read_date(words: Words, at: int) -> Found | None:
    """A day with its month by name or number, and the year if one is said."""
    day = _place(words, at, _LAST_DAY)
    if day is None:
        return None
    at_month = past_hesitations(words, day.after)
    named = MONTH_WORDS.get(word_at(words, at_month))
    if named is not None:
        born = _year(words, at_month + 1)
        if born is None:
            return Found(f"{day.value}. {words[at_month]}", at_month + 1)
        return Found(f"{day.value}. {words[at_month]} {born[0]}", born[1])
    month = _month(words, at, at_month)
    if month is None:
        return None
    born = _year(words, month.after)
    if born is None:
        return Found(f"{day.value}/{month.value}", month.after)
    return Found(f"{day.value}/{month.value}-{born[0]}", born[1])


def read_year(words: Words, at: int) -> Found | None:
    """A year in pairs: "nitten femoghalvfems", "tyve seksogtyve"."""
    return _year_in_pairs(words, at, certain=word_at(words, at - 1) in _YEARLY)


def _year_in_pairs(words: Words, at: int, *, certain: bool) -> Found | None:
    century = small_number(words, at)
    if century is None or century.value not in _CENTURIES:
        return None
    rest = small_number(words, century.after)
    if rest is None or rest.value < 10 or word_at(words, rest.after) in COUNTED:
        return None
    if small_number(words, rest.after) is not None:
        return None
    guess = century.value < rest.value <= century.value + 5 and century.value != 20
    if guess and not certain:
        return None
    return Found(f"{century.value}{rest.value}", rest.after)


def _place(words: Words, at: int, last: int) -> Number | None:
    """An ordinal up to ``last``, also "nul tredje"."""
    nought = word_at(words, at) == "nul"
    place = ordinal_number(words, at + nought)
    if place is None or not 1 <= place.value <= last:
        return None
    return Number(place.value, at, place.after)


def _month(words: Words, day: int, at: int) -> Number | None:
    joined = word_at(words, at) == "i"
    month = _place(words, past_hesitations(words, at + 1) if joined else at, _LAST_MONTH)
    if month is None or word_at(words, month.after) in _NO_MONTH_AFTER:
        return None
    return month if joined or word_at(words, day - 1) in _DATING else None


def _year(words: Words, at: int) -> tuple[str, int] | None:
    """The year as it is written, and where it ends."""
    at = past_hesitations(words, at)
    if word_at(words, at) == "i":
        return None
    pairs = _year_in_pairs(words, at, certain=True)
    if pairs is not None:
        return pairs.text, pairs.after
    number = cardinal_number(words, at)
    if number is None or word_at(words, number.after) in COUNTED:
        return None
    if number.value in _YEARS:
        return str(number.value), number.after
    more = small_number(words, number.after) is not None
    short = 10 <= number.value <= 99 and not more
    return (str(number.value), number.after) if short else None
