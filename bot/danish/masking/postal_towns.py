"""Postal code and town after an address."""

from typing import NamedTuple

from bot.danish.masking.cues import is_unit
from bot.danish.masking.numbers import Form, read_number
from bot.danish.masking.place_names import PlaceNames
from bot.danish.masking.tokens import Kind, Token

_BEFORE_POSTAL = frozenset({"i", "på", "postnummer", "postnr", "in"})


def is_postal(tokens: list[Token], at: int, places: PlaceNames) -> bool:
    """Whether ``tokens[at]`` is a postal code with its town after it."""
    if at + 1 >= len(tokens) or tokens[at].text not in places.postal:
        return False
    words = [token.lower for token in tokens[at + 1 : at + 2 + places.longest]]
    return places.town_length(words) > 0


class TownEnd(NamedTuple):
    """Where postal code and town end, and which of them there are."""

    after: int
    postal: bool
    town: bool


def read_town_end(tokens: list[Token], at: int, places: PlaceNames) -> TownEnd:
    """Past postal code and town, as far as they follow."""
    start, marks = at, 0
    while start < len(tokens) and tokens[start].text in {",", ".", "-", ";"} and marks < 2:
        start, marks = start + 1, marks + 1
    if start < len(tokens) and tokens[start].lower in _BEFORE_POSTAL:
        start += 1
    if start + 1 < len(tokens) and tokens[start].lower == "dk" and tokens[start + 1].text == "-":
        start += 2
    code = _postal_code(tokens, start, places)
    if code is not None:
        named = _town_after_code(tokens, code, places)
        return TownEnd(named or code, True, named is not None)
    apart = start > at and (tokens[start - 1].text == "," or tokens[start - 1].lower == "i")
    if start == at or apart:
        words = [token.lower for token in tokens[start : start + places.longest + 2]]
        size = places.town_length(words)
        if size:
            return _with_code(tokens, start + size, places)
    return TownEnd(at, False, False)


def _with_code(tokens: list[Token], at: int, places: PlaceNames) -> TownEnd:
    """Past a postal code and its town after a village: "Ejby, 5592 Ejby"."""
    start = at + 1 if at < len(tokens) and tokens[at].text == "," else at
    code = _postal_code(tokens, start, places)
    if code is None:
        return TownEnd(at, False, True)
    return TownEnd(_town_after_code(tokens, code, places) or code, True, True)


def _postal_code(tokens: list[Token], at: int, places: PlaceNames) -> int | None:
    """Past four digits that are a postal code, or were meant as one."""
    if at >= len(tokens):
        return None
    if tokens[at].kind is Kind.NUMBER:
        token = tokens[at]
        if len(token.text) != 4 or is_unit(tokens, at + 1):
            return None
        meant = at + 1 < len(tokens) and tokens[at + 1].kind is Kind.WORD and tokens[at + 1].capital
        return at + 1 if token.text in places.postal or meant else None
    digits, after = "", at
    while len(digits) < 4 and (number := read_number(tokens, after)):
        if number.form not in {Form.WORD, Form.SUM}:
            return None
        digits, after = digits + number.digits, number.after
    words = [token.lower for token in tokens[after : after + places.longest]]
    return after if len(digits) == 4 and places.town_length(words) else None


def _town_after_code(tokens: list[Token], at: int, places: PlaceNames) -> int | None:
    if at < len(tokens) and tokens[at].text == ",":
        at += 1
    words = [token.lower for token in tokens[at : at + places.longest + 2]]
    size = places.town_length(words)
    if size:
        return at + size
    after = at
    while after < len(tokens) and after - at < 3:
        token = tokens[after]
        if token.kind is not Kind.WORD or not token.capital or token.opens:
            break
        after += 1
    return after if after > at else None
