"""Floor and door of an address: "3. tv", "st. th.", "anden sal til venstre", "lejl. 302"."""

from bot.danish.masking.amounts import is_amount_or_time
from bot.danish.masking.numbers import Form, read_number
from bot.danish.masking.tokens import Kind, Token

_HIGHEST_FLOOR = 40
_GROUND = frozenset({
    "st", "stuen", "stue", "kld", "kælder", "kælderen", "parterre", "ground",
})  # fmt: skip
_FLOOR_WORDS = frozenset({"sal", "etage", "sals", "floor"})
_SIDES = (
    ("t", ".", "v", "."), ("t", ".", "h", "."), ("m", ".", "f", "."), ("t", ".", "v"),
    ("t", ".", "h"), ("m", ".", "f"), ("tv", "."), ("th", "."), ("mf", "."), ("t", "v"), ("t", "h"),
    ("til", "venstre"), ("til", "højre"), ("midt", "for"), ("tv",), ("th",), ("mf",), ("venstre",),
    ("højre",),
)  # fmt: skip
"""Longest first."""
_ROOMS = frozenset({
    "dør", "lejlighed", "lejl", "lej", "værelse", "vær", "lejlighedsnr", "bolig", "door",
})  # fmt: skip
_PARTS = frozenset({
    "opgang", "opg", "bygning", "bygn", "blok", "indgang", "hus", "afdeling", "afd",
})  # fmt: skip


def is_ground_floor(word: str) -> bool:
    """Whether ``word`` (lower case) is a floor without a number."""
    return word in _GROUND


def read_floor(tokens: list[Token], at: int) -> int | None:
    """Where floor and door end, or none when none is said."""
    start = _past_comma(tokens, at)
    part = _part(tokens, start)
    if part is not None:
        return read_floor(tokens, part) or part
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
    cellar = tokens[at].lower == "kl"
    if cellar or tokens[at].lower in _GROUND:
        after = at + 1
        dotted = after < len(tokens) and tokens[after].text == "."
        return (after + 1 if dotted else after), not cellar
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
    words = tuple(token.lower for token in tokens[at : at + 4])
    side = next((len(side) for side in _SIDES if words[: len(side)] == side), None)
    if side is not None:
        return at + side
    if words[0] in _ROOMS:
        return _room(tokens, at + 1)
    return at + 1 if numbers and _is_door_number(tokens, at) else None


def _room(tokens: list[Token], at: int) -> int | None:
    while at < len(tokens) and tokens[at].lower in {"nr", "nummer", "."}:
        at += 1
    if at >= len(tokens):
        return None
    named = tokens[at].kind is Kind.NUMBER or len(tokens[at].text) == 1
    return at + 1 if named else None


def _is_door_number(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    bare = token.kind is Kind.NUMBER and len(token.text) <= 3 and "\n" not in token.gap
    return bare and not is_amount_or_time(tokens, at + 1)
