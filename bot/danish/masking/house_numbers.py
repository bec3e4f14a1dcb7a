"""What follows a street name in an address: number, letter, floor, door, postal code and town."""

from typing import NamedTuple

from bot.danish.masking.cues import is_unit_word
from bot.danish.masking.numbers import Form, read_number
from bot.danish.masking.place_names import PlaceNames
from bot.danish.masking.spoken_numbers import MONTHS
from bot.danish.masking.tokens import Kind, Token

_HIGHEST_FLOOR = 40
_GROUND = frozenset({"st", "stuen", "stue", "kld", "kælder", "kælderen", "parterre", "ground"})
_FLOOR_WORDS = frozenset({"sal", "etage", "sals", "floor"})
_SIDES = frozenset({"tv", "th", "mf", "venstre", "højre"})
_ROOMS = frozenset(
    {"dør", "lejlighed", "lejl", "lej", "værelse", "vær", "lejlighedsnr", "bolig", "door"}
)
_PARTS = frozenset(
    {"opgang", "opg", "bygning", "bygn", "blok", "indgang", "hus", "afdeling", "afd"}
)
_NUMBER_WORDS = frozenset({"nr", "nummer", "no"})
_LETTERS = frozenset("abcdefghjklmnopqrstuvxyzæøå")
_BEFORE_POSTAL = frozenset({"i", "på", "postnummer", "postnr", "in"})


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
    if _is_amount_or_time(tokens, after, letter=letter):
        return None
    floor_after = _floor(tokens, after)
    end = _town(tokens, floor_after or after, places)
    return Tail(end.after, letter, floor_after is not None, end.postal, end.town)


def read_town(tokens: list[Token], at: int, places: PlaceNames) -> int | None:
    """Where a postal code with its town at ``tokens[at]`` ends, or none."""
    end = _town(tokens, at, places)
    return end.after if end.postal else None


def is_postal(tokens: list[Token], at: int, places: PlaceNames) -> bool:
    """Whether ``tokens[at]`` is a postal code with its town after it."""
    if at + 1 >= len(tokens) or tokens[at].text not in places.postal:
        return False
    words = [token.lower for token in tokens[at + 1 : at + 1 + places.longest]]
    return places.town_length(words) > 0


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
    ends = following is None or following.kind is not Kind.WORD or following.lower in _GROUND
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


def _is_amount_or_time(tokens: list[Token], at: int, *, letter: bool) -> bool:
    if at >= len(tokens):
        return False
    token = tokens[at]
    if token.kind is Kind.WORD and (is_unit_word(token.lower) or token.lower in MONTHS):
        return not letter or token.lower not in {"m", "l"}
    if at + 1 >= len(tokens):
        return token.text == "%"
    following = tokens[at + 1]
    if token.text == "." and following.lower in MONTHS:
        return True
    tight = not token.gap and not following.gap and following.kind is Kind.NUMBER
    if token.text in ":/":
        return tight
    if token.text == "." and tight:
        return len(following.text) == 2 and _floor(tokens, at) is None
    if token.text == "-" and tight:
        return True
    return token.text in "%§" or (token.text == "," and following.text == "-")


def _floor(tokens: list[Token], at: int) -> int | None:
    """Where floor and door end, or none when none is said."""
    start = _past_comma(tokens, at)
    part = _part(tokens, start)
    if part is not None:
        return _floor(tokens, part) or part
    after, firm = _floor_number(tokens, start)
    if after is None:
        return _door(tokens, start, numbers=False)
    door = _door(tokens, _past_comma(tokens, after), numbers=firm)
    if door is not None:
        return door
    return after if firm else None


def _past_comma(tokens: list[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].text in {",", "."} and at + 1 < len(tokens):
        at += 1
    return at


def _part(tokens: list[Token], at: int) -> int | None:
    """Past "opgang B", "bygning 3"."""
    if at + 1 < len(tokens) and tokens[at].lower in _PARTS:
        if tokens[at + 1].text == "." and at + 2 < len(tokens):
            at += 1
        following = tokens[at + 1]
        short = following.kind is Kind.WORD and len(following.text) == 1 and following.lower != "i"
        if short or (following.kind is Kind.NUMBER and len(following.text) <= 3):
            return at + 2
    return None


def _floor_number(tokens: list[Token], at: int) -> tuple[int | None, bool]:
    """Past the floor, and whether it is surely one though no door follows."""
    if at >= len(tokens):
        return None, False
    if tokens[at].lower in _GROUND:
        after = at + 1
        dotted = after < len(tokens) and tokens[after].text == "."
        return (after + 1 if dotted else after), True
    number = read_number(tokens, at)
    if number is None or number.form is Form.SUM or int(number.digits) > _HIGHEST_FLOOR:
        return None, False
    after = number.after
    if after < len(tokens) and tokens[after].lower in {"rd", "nd"} and not tokens[after].gap:
        after += 1
    if after < len(tokens) and tokens[after].text == "." and not tokens[after].gap:
        ends = after + 1 == len(tokens) or tokens[after + 1].kind is not Kind.WORD
        follows = after + 1 < len(tokens) and tokens[after + 1].lower in _FLOOR_WORDS
        return (after + 2, True) if follows else (after + 1, ends)
    if after < len(tokens) and tokens[after].lower in _FLOOR_WORDS:
        return after + 1, True
    return after, False


def _door(tokens: list[Token], at: int, *, numbers: bool) -> int | None:
    """Past the door; a bare number counts as one only after a certain floor."""
    if at >= len(tokens):
        return None
    words = [token.lower for token in tokens[at : at + 4]]
    if words[0] in _SIDES:
        dotted = words[0] in {"tv", "th", "mf"} and words[1:2] == ["."]
        return at + 2 if dotted else at + 1
    if words[0] == "til" and words[1:2] and words[1] in {"venstre", "højre"}:
        return at + 2
    if words[0] == "midt" and words[1:2] == ["for"]:
        return at + 2
    if (
        words[0] in {"t", "m"}
        and words[1:2] == ["."]
        and words[2:3]
        and words[2] in {"v", "h", "f"}
    ):
        return at + 4 if words[3:4] == ["."] else at + 3
    if words[0] in {"t"} and words[1:2] and words[1] in {"v", "h"}:
        return at + 2
    if words[0] in _ROOMS:
        after = at + 1
        while after < len(tokens) and tokens[after].lower in {"nr", "nummer", "."}:
            after += 1
        named = after < len(tokens) and (
            tokens[after].kind is Kind.NUMBER or len(tokens[after].text) == 1
        )
        return after + 1 if named else None
    token = tokens[at]
    bare = token.kind is Kind.NUMBER and len(token.text) <= 3 and token.gap.count("\n") == 0
    return (
        at + 1
        if numbers and bare and not _is_amount_or_time(tokens, at + 1, letter=False)
        else None
    )


class _End(NamedTuple):
    after: int
    postal: bool
    town: bool


def _town(tokens: list[Token], at: int, places: PlaceNames) -> _End:
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
        return _End(named or code, True, named is not None)
    apart = marks == 1 and tokens[start - 1].text == ","
    if start == at or apart:
        words = [token.lower for token in tokens[start : start + places.longest + 2]]
        size = places.town_length(words)
        if size:
            return _with_code(tokens, start + size, places)
    return _End(at, False, False)


def _with_code(tokens: list[Token], at: int, places: PlaceNames) -> _End:
    """Past a postal code and its town after a village: "Ejby, 5592 Ejby"."""
    start = at + 1 if at < len(tokens) and tokens[at].text == "," else at
    code = _postal_code(tokens, start, places)
    if code is None:
        return _End(at, False, True)
    return _End(_town_after_code(tokens, code, places) or code, True, True)


def _postal_code(tokens: list[Token], at: int, places: PlaceNames) -> int | None:
    """Past four digits that are a postal code, or were meant as one."""
    if at >= len(tokens):
        return None
    if tokens[at].kind is Kind.NUMBER:
        token = tokens[at]
        if len(token.text) != 4 or (at + 1 < len(tokens) and is_unit_word(tokens[at + 1].lower)):
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
