"""Whether what follows a number makes it an amount, a date or a time of day."""

from bot.danish.masking.cues import is_unit
from bot.danish.masking.spoken_numbers import MONTHS
from bot.danish.masking.tokens import Kind, Token

_DOOR_SIDES = frozenset({"tv", "th", "mf"})


def is_amount_or_time(tokens: list[Token], at: int, *, letter: bool = False) -> bool:
    """``tokens[at]`` follows the number, or with ``letter`` the letter after it.

    "12 kr", "12. maj", "12.30", "12/5" and "10:15" are no numbers of houses; "12 m" may be.
    """
    if at >= len(tokens):
        return False
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.kind is Kind.WORD:
        unit = is_unit(tokens, at) or token.lower in MONTHS
        return unit and not (letter and token.lower in {"m", "l"})
    if token.text in "%§" or following is None:
        return token.text in "%§"
    if token.text == ".":
        return following.lower in MONTHS or _is_clock(tokens, at)
    tight = not token.gap and not following.gap and following.kind is Kind.NUMBER
    return (token.text in ":/-" and tight) or (token.text == "," and following.text == "-")


def _is_clock(tokens: list[Token], dot: int) -> bool:
    """Whether a full stop and two digits make a time of day; "1.4" and "3.12 tv" are doors."""
    minutes = tokens[dot + 1]
    tight = not tokens[dot].gap and not minutes.gap and minutes.kind is Kind.NUMBER
    door = dot + 2 < len(tokens) and tokens[dot + 2].lower in _DOOR_SIDES
    return tight and len(minutes.text) == 2 and not door
