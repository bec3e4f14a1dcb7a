"""Amounts, percentages, decimals and counts with their unit: 250 kr., 2,5 procent, 5 minutter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from voice.danish.inverse.found import Found, Words, past_hesitations, word_at
from voice.danish.inverse.number_words import ONES, Number, cardinal_number, small_number
from voice.danish.inverse.units import COUNTED, MONEY, UNITS, VAGUE, YEARLY

_SCALES: Final = {
    "million": "mio.", "millioner": "mio.", "milliard": "mia.", "milliarder": "mia.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Quantity:
    written: str
    number: Number
    after: int
    decimal: bool = False


def read_quantity(words: Words, at: int) -> Found | None:
    """A number with what it counts; alone or vaguely said ("et par hundrede") it is none."""
    if word_at(words, at - 1) in VAGUE or word_at(words, at - 1) == "komma":
        return None
    quantity = _decimal(words, at) or _whole(words, at)
    if quantity is None:
        return None
    unit = word_at(words, quantity.after)
    if word_at(words, quantity.after + 1) in MONEY and unit in _SCALES:
        return Found(f"{quantity.written} {_SCALES[unit]} kr.", quantity.after + 2)
    if quantity.decimal and unit not in MONEY:
        return Found(quantity.written, quantity.after)
    if words[at] in ONES and quantity.number.words == 1 and not quantity.decimal:
        return None
    return _counted(words, quantity, unit)


def read_span(words: Words, at: int) -> Found | None:
    """A count between two: "en til to uger", "tre fire dage", "ti tolv kroner"."""
    first = cardinal_number(words, at)
    if first is None:
        return None
    joined = word_at(words, first.after) == "til"
    last = cardinal_number(words, first.after + joined)
    if last is None or not first.value < last.value:
        return None
    unit = word_at(words, last.after)
    near = last.value <= max(2 * first.value, first.value + 2)
    if unit not in COUNTED or not (joined or near) or last.value >= 1_000_000:
        return None
    if word_at(words, at - 1) in {"fra", *VAGUE}:
        return None
    counted = f"{_dotted(first.value, unit)}-{_dotted(last.value, unit)}"
    if unit in MONEY:
        return Found(f"{counted} kr.", last.after + 1)
    return Found(counted, last.after)


def plain(value: int) -> str:
    """As a citizen writes a number on its own: 1250, 12.500."""
    return str(value) if value < 10_000 else f"{value:,}".replace(",", ".")


def _dotted(value: int, unit: str) -> str:
    return f"{value:,}".replace(",", ".") if unit in MONEY else plain(value)


def _whole(words: Words, at: int) -> _Quantity | None:
    number = cardinal_number(words, at)
    if number is None:
        return None
    scale = words[number.after - 1]
    if scale in _SCALES and number.words > 1:
        millions = Number(number.value // 1_000_000, number.first, number.after - 1)
        return _Quantity(str(millions.value), millions, number.after - 1)
    unit = word_at(words, number.after)
    return _Quantity(_dotted(number.value, unit), number, number.after)


def _decimal(words: Words, at: int) -> _Quantity | None:
    """ "tolv komma fem", "nul komma nul fem"."""
    number = cardinal_number(words, at)
    if number is None or word_at(words, number.after) != "komma":
        return None
    digits, after = "", number.after + 1
    while (digit := small_number(words, after)) is not None and len(digits) < 3:
        digits += str(digit.value)
        after = digit.after
    return _Quantity(f"{number.value},{digits}", number, after, decimal=True) if digits else None


def _counted(words: Words, quantity: _Quantity, unit: str) -> Found | None:
    if unit in MONEY:
        return _money(words, quantity)
    if unit in YEARLY:
        return Found(f"{quantity.written}-{unit}", quantity.after + 1)
    return Found(quantity.written, quantity.after) if unit in UNITS else None


def _money(words: Words, quantity: _Quantity) -> Found:
    after = quantity.after + 1
    at = past_hesitations(words, after)
    joined = word_at(words, at) == "og"
    oere = small_number(words, at + joined)
    if oere is None or quantity.decimal:
        return Found(f"{quantity.written} kr.", after)
    named = word_at(words, oere.after) == "øre"
    ends = not joined and oere.value >= 10 and oere.after >= len(words)
    if named or ends:
        return Found(f"{quantity.written},{oere.value:02} kr.", oere.after + named)
    return Found(f"{quantity.written} kr.", after)
