"""Telephone and CPR numbers, postal codes, times, dates and amounts as Danes say them.

All words are lower case; without a ``Pick`` each gives its canonical form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice.danish.choice import CANONICAL, Pick
from voice.danish.numbers import cardinal, digits, ordinal, pair, pairs, year

MONTHS: Final = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
    "oktober", "november", "december",
)  # fmt: skip
_QUARTERS: Final = {15: "kvart over", 30: "halv", 45: "kvart i"}
_MINUTES_BOTH: Final = 20
"""So many minutes before or after an hour are counted from it."""


def telephone(figures: str, pick: Pick = CANONICAL, groups: Sequence[int] = ()) -> str:
    """Eight digits, in pairs or as they are grouped in writing (2, 3, 3)."""
    if pick.often("groups", "digits") == "digits":
        return digits(figures, pick)
    if not groups or all(size % 2 == 0 for size in groups):
        return pairs(figures, pick)
    said, at = [], 0
    for size in groups:
        group = figures[at : at + size]
        said.append(pair(group, pick) if size == 2 else digits(group, pick))
        at += size
    return " ".join(said)


def postal_code(code: str, pick: Pick = CANONICAL) -> str:
    """Four digits: 8660 is "seksogfirs tres", 8000 "otte tusind", 2100 "enogtyve hundrede"."""
    style = pick.often("pairs", "digits", "number")
    if style == "digits" or code[0] == "0":
        return digits(code, pick)
    if style == "number" or code[1:] == "000":
        return cardinal(int(code), pick)
    if code[2:] == "00":
        return f"{pair(code[:2], pick)} hundrede"
    return pairs(code, pick)


def cpr(figures: str, pick: Pick = CANONICAL) -> str:
    """Ten digits: "0102901234" is "nul en nul to halvfems tolv fireogtredive"."""
    style = pick.often("pairs", "digits", "ordinals")
    day, month, born, serial = figures[:2], figures[2:4], figures[4:6], figures[6:]
    dash = pick.often("", "streg", "bindestreg", "og så")
    if style == "digits":
        return _joined(digits(figures[:6], pick), dash, digits(serial, pick))
    if style == "ordinals" and int(day) <= 31:
        date = _joined(_birth_day(day, pick), _birth_month(month, pick), _birth_year(born, pick))
    else:
        date = pairs(figures[:6], pick)
    return _joined(date, dash, last_four(serial, pick))


def last_four(serial: str, pick: Pick = CANONICAL) -> str:
    """The four digits after the date: "tolv fireogtredive", "en to tre fire"."""
    if pick.often("pairs", "digits") == "digits":
        return digits(serial, pick)
    if serial[0] != "0" and serial[1:3] != "00" and serial[2:] != "00":
        in_hundreds = f"{pair(serial[:2], pick)} hundrede og {cardinal(int(serial[2:]), pick)}"
        return pick.seldom(pairs(serial, pick), in_hundreds)
    return pairs(serial, pick)


def _birth_day(day: str, pick: Pick) -> str:
    said = pick.often(ordinal(int(day), pick), f"nul {ordinal(int(day), pick)}")
    if day[0] != "0":
        said = ordinal(int(day), pick)
    return pick.often(said, f"den {said}")


def _birth_month(month: str, pick: Pick) -> str:
    place = ordinal(int(month), pick)
    named = MONTHS[int(month) - 1]
    if month[0] == "0":
        return pick.often(place, named, f"i {place}", f"nul {place}")
    return pick.often(place, named, f"i {place}")


def _birth_year(born: str, pick: Pick) -> str:
    if born > "35":
        return pick.often(pair(born, pick), f"nitten {pair(born, pick)}")
    return pair(born, pick)


def date(day: int, month: int, of_year: int | None = None, pick: Pick = CANONICAL) -> str:
    """A date whose month is said by name: "tredje april to tusind og seksogtyve"."""
    said = f"{ordinal(day, pick)} {MONTHS[month - 1]}"
    return said if of_year is None else f"{said} {year(of_year, pick)}"


def short_date(day: int, month: int, of_year: int | None = None, pick: Pick = CANONICAL) -> str:
    """A date whose month is said as a number: 3/4 is "tredje i fjerde"."""
    first, second = ordinal(day, pick), ordinal(month, pick)
    said = pick.often(f"{first} i {second}", f"{first} {MONTHS[month - 1]}", f"{first} {second}")
    return said if of_year is None else f"{said} {year(of_year, pick)}"


def clock(hour: int, minute: int = 0, pick: Pick = CANONICAL) -> str:
    """A time of day: 10.30 is "ti tredive" or "halv elleve", 10.15 "kvart over ti"."""
    if not minute:
        return _hour(hour)
    if 1 <= hour <= 23 and pick.often("figures", "words") == "words":
        return _by_the_hand(hour, minute, pick)
    return f"{_hour(hour)} {pair(f'{minute:02}', pick)}"


def _hour(hour: int) -> str:
    return cardinal(hour, one="et")


def _by_the_hand(hour: int, minute: int, pick: Pick) -> str:
    this, following = _hour((hour - 1) % 12 + 1), _hour(hour % 12 + 1)
    if minute in _QUARTERS:
        return f"{_QUARTERS[minute]} {this if minute < 30 else following}"
    if minute <= _MINUTES_BOTH:
        return f"{_minutes(minute, pick)} over {this}"
    if minute >= 60 - _MINUTES_BOTH:
        return f"{_minutes(60 - minute, pick)} i {following}"
    side = "i" if minute < 30 else "over"
    return f"{_minutes(abs(minute - 30), pick)} {side} halv {following}"


def _minutes(count: int, pick: Pick) -> str:
    if count == 1:
        return "et minut"
    return pick.often(f"{cardinal(count, pick)} minutter", cardinal(count, pick))


def amount(kroner: int, oere: int = 0, pick: Pick = CANONICAL) -> str:
    """Money: 12,50 kr. is "tolv kroner og halvtreds øre", 1 kr. "en krone"."""
    unit = "krone" if kroner == 1 else "kroner"
    counted = f"{cardinal(kroner, pick, one='en')} {unit}"
    if not oere:
        return counted
    small = cardinal(oere, pick, one="en")
    if not kroner:
        return f"{small} øre"
    bare = cardinal(kroner, pick, one="en")
    if oere < 10:
        return f"{counted} og {small} øre"
    return pick.often(f"{counted} og {small} øre", f"{bare} {small}", f"{counted} {small}")


def decimal(whole: int, fraction: str, pick: Pick = CANONICAL) -> str:
    """A number with a comma: "12,5" is "tolv komma fem", "2,05" "to komma nul fem"."""
    if len(fraction) == 2 and fraction[0] != "0":
        after = pair(fraction, pick)
    else:
        after = digits(fraction, pick)
    return f"{cardinal(whole, pick)} komma {after}"


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
