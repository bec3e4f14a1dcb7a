"""What follows a street name in an address: number, letter, floor, door, postal code and town."""

from typing import NamedTuple

from bot.danish.masking.amounts import is_amount_or_time
from bot.danish.masking.floors import is_ground_floor, read_floor
from bot.danish.masking.numbers import Form, read_number
from bot.danish.masking.place_names import PlaceNames
from bot.danish.masking.postal_towns import read_town_end
from bot.danish.masking.tokens import Kind, Token

_LETTERS = frozenset("abcdefghjklmnopqrstuvxyzæøå")


class Tail(NamedTuple):
    """Where the address ends, and how much more than a number there was."""

    after: int
    letter: bool
    floor: bool
    postal: bool
    town: bool


def read_tail(tokens: list[Token], at: int, places: PlaceNames) -> Tail | None:
    """The tail whose house number stands at ``tokens[at]``, or none when it is another number."""
    number = read_number(tokens, at)
    if number is None or not _is_house_number(number.digits, number.form):
        return None
    after = number.after
    letter = _letter(tokens, after)
    if letter:
        after += 1
    after = _past_range(tokens, after)
    if is_amount_or_time(tokens, after, letter=letter):
        return None
    floor_after = read_floor(tokens, after)
    end = read_town_end(tokens, floor_after or after, places)
    return Tail(end.after, letter, floor_after is not None, end.postal, end.town)


def _is_house_number(digits: str, form: Form) -> bool:
    return form not in {Form.ORDINAL, Form.MONTH} and len(digits) <= 3 and digits[0] != "0"


def _letter(tokens: list[Token], at: int) -> bool:
    if at >= len(tokens) or tokens[at].lower not in _LETTERS or tokens[at].kind is not Kind.WORD:
        return False
    token = tokens[at]
    if not token.gap:
        return True
    if "\n" in token.gap:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    ends = following is None or following.kind is not Kind.WORD or is_ground_floor(following.lower)
    ends = ends or read_floor(tokens, at + 1) is not None
    return token.text.isupper() or (
        len(token.gap) == 1 and ends and token.lower not in {"å", "ø", "d"}
    )


def _past_range(tokens: list[Token], at: int) -> int:
    """Past the second number of "12-14" and its letter."""
    if at + 1 < len(tokens) and tokens[at].text == "-" and not tokens[at].gap:
        second = tokens[at + 1]
        if second.kind is Kind.NUMBER and not second.gap and len(second.text) <= 3:
            after = at + 2
            return after + 1 if _letter(tokens, after) else after
    return at
