"""Whole numbers as Danes say them: cardinals, ordinals, years, digit by digit and in pairs.

Every function takes a ``Pick``; without one it gives the canonical form, in the words of
Retskrivningsordbogen. All words are lower case.
"""

from __future__ import annotations

from typing import Final

from voice.danish.choice import CANONICAL, Pick, outcomes

LARGEST: Final = 999_999_999
DIGITS: Final = ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
BELOW_TWENTY: Final = (
    *DIGITS, "ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten",
    "nitten",
)  # fmt: skip
TENS: Final = {
    20: "tyve", 30: "tredive", 40: "fyrre", 50: "halvtreds", 60: "tres", 70: "halvfjerds",
    80: "firs", 90: "halvfems",
}  # fmt: skip
LONG_TENS: Final = {
    40: "fyrretyve", 50: "halvtredsindstyve", 60: "tresindstyve", 70: "halvfjerdsindstyve",
    80: "firsindstyve", 90: "halvfemsindstyve",
}  # fmt: skip
"""As people of age and wedding cards say them."""
ORDINALS_BELOW_TWENTY: Final = (
    "nulte", "første", "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende",
    "niende", "tiende", "ellevte", "tolvte", "trettende", "fjortende", "femtende", "sekstende",
    "syttende", "attende", "nittende",
)  # fmt: skip
ORDINAL_TENS: Final = {
    20: "tyvende", 30: "tredivte", 40: "fyrretyvende", 50: "halvtredsindstyvende",
    60: "tresindstyvende", 70: "halvfjerdsindstyvende", 80: "firsindstyvende",
    90: "halvfemsindstyvende",
}  # fmt: skip
_MOST_VARIANTS: Final = 1000
_LONGEST_JOINED: Final = 20
_SMALLEST_YEAR, _LARGEST_YEAR = 1100, 2099


def cardinal(number: int, pick: Pick = CANONICAL, *, one: str = "") -> str:
    """``number`` (0 to 999,999,999) in words: 1250 is "et tusind to hundrede og halvtreds".

    ``one``: "en" or "et" where the noun after it settles which. Raises ``ValueError`` for
    another number.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no number from 0 to {LARGEST}: {number}")
    if number < 100:
        return _below_hundred(number, pick, one)
    millions, rest = divmod(number, 1_000_000)
    if not millions:
        return _below_million(rest, pick, one, leading=True)
    counted = "en million" if millions == 1 else f"{cardinal(millions, pick)} millioner"
    if not rest:
        return counted
    if rest < 100:
        return f"{counted}{_og(pick)}{_below_hundred(rest, pick, one)}"
    return f"{counted} {_below_million(rest, pick, one, leading=False)}"


def variants(number: int) -> tuple[str, ...]:
    """All the ways to say ``number``, the canonical first; of a long one the first thousand."""
    return tuple(outcomes(lambda pick: cardinal(number, pick), _MOST_VARIANTS))


def ordinal(number: int, pick: Pick = CANONICAL) -> str:
    """``number`` (0 to 999) as a place in a row: 31 is "enogtredivte".

    Raises ``ValueError`` for another number.
    """
    if not 0 <= number <= 999:
        raise ValueError(f"no place from 0 to 999: {number}")
    hundreds, rest = divmod(number, 100)
    if hundreds:
        counted = _hundreds(hundreds, pick, leading=not rest)
        return f"{counted} og {ordinal(rest, pick)}" if rest else counted
    if rest == 2:
        return pick.seldom("anden", "andet")
    if rest < 20:
        return ORDINALS_BELOW_TWENTY[rest]
    ten = ORDINAL_TENS[rest // 10 * 10]
    unit = DIGITS[rest % 10]
    return pick.seldom(f"{unit}og{ten}", f"{unit} og {ten}") if rest % 10 else ten


def year(number: int, pick: Pick = CANONICAL) -> str:
    """A year: 1995 is "nitten hundrede femoghalvfems", 2026 "to tusind og seksogtyve"."""
    if not _SMALLEST_YEAR <= number <= _LARGEST_YEAR:
        return cardinal(number, pick)
    century, rest = divmod(number, 100)
    if century in {10, 20}:
        whole = pick.often("to tusind", "totusind", "to tusinde")
        joint = pick.often(" og ", " ")
    else:
        hundreds = BELOW_TWENTY[century]
        whole = pick.often(f"{hundreds} hundrede", f"{hundreds}hundrede")
        joint = pick.often(" ", " og ")
    if not rest:
        return whole
    if rest >= 10 and pick.often("whole", "pairs") == "pairs":
        return f"{cardinal(century)} {_below_hundred(rest, pick, '')}"
    return f"{whole}{joint}{_below_hundred(rest, pick, '')}"


def digits(figures: str, pick: Pick = CANONICAL) -> str:
    """One digit at a time: "8660" is "otte seks seks nul"."""
    one = pick.often("en", "et")
    return " ".join(one if figure == "1" else DIGITS[int(figure)] for figure in figures)


def pairs(figures: str, pick: Pick = CANONICAL) -> str:
    """Two digits at a time: "86600105" is "seksogfirs tres nul en nul fem".

    Raises ``ValueError`` for an odd number of digits.
    """
    if len(figures) % 2:
        raise ValueError(f"no pairs in {len(figures)} digits")
    twos = (figures[at : at + 2] for at in range(0, len(figures), 2))
    return " ".join(pair(two, pick) for two in twos)


def pair(two: str, pick: Pick = CANONICAL) -> str:
    """Two digits: "86" is "seksogfirs", "05" is "nul fem", "00" is "nul nul"."""
    if two[0] == "0":
        return digits(two, pick)
    return _below_hundred(int(two), pick, "")


def _below_hundred(number: int, pick: Pick, one: str) -> str:
    if number == 1:
        return one or pick.often("en", "et")
    if number < 20:
        return BELOW_TWENTY[number]
    tens = number // 10 * 10
    ten = pick.seldom(TENS[tens], LONG_TENS[tens]) if tens in LONG_TENS else TENS[tens]
    if number == tens:
        return ten
    unit = DIGITS[number % 10]
    return pick.often(f"{unit}og{ten}", f"{unit} og {ten}")


def _hundreds(count: int, pick: Pick, *, leading: bool) -> str:
    if count == 1:
        bare, counted = "hundrede", "et hundrede"
        return pick.often(bare, counted) if leading else counted
    unit = DIGITS[count]
    return pick.often(f"{unit} hundrede", f"{unit}hundrede")


def _below_thousand(number: int, pick: Pick, one: str, *, leading: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest, pick, one)
    counted = _hundreds(hundreds, pick, leading=leading)
    return f"{counted}{_og(pick)}{_below_hundred(rest, pick, one)}" if rest else counted


def _below_million(number: int, pick: Pick, one: str, *, leading: bool) -> str:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest, pick, one, leading=leading)
    if _may_count_hundreds(number, pick):
        return _in_hundreds(number, pick, one)
    counted = _thousands(thousands, pick, leading=leading and rest < 100)
    if not rest:
        return counted
    if rest < 100:
        return f"{counted}{_og(pick)}{_below_hundred(rest, pick, one)}"
    return f"{counted} {_below_thousand(rest, pick, one, leading=False)}"


def _thousands(count: int, pick: Pick, *, leading: bool) -> str:
    thousand = pick.often("tusind", "tusinde")
    if count == 1:
        return pick.often(thousand, f"et {thousand}") if leading else f"et {thousand}"
    counted = _below_thousand(count, pick, "et", leading=leading)
    if count < _LONGEST_JOINED:
        return pick.often(f"{counted} {thousand}", f"{counted}{thousand}")
    return f"{counted} {thousand}"


def _may_count_hundreds(number: int, pick: Pick) -> bool:
    """Whether 1250 is "tolv hundrede og halvtreds"; of larger ones only 2500 and its like."""
    if 1100 <= number < 2000:
        return pick.often("thousands", "hundreds") == "hundreds"
    whole = 2000 < number < 10_000 and number % 100 == 0 and number % 1000 != 0
    return whole and pick.seldom("thousands", "hundreds") == "hundreds"


def _in_hundreds(number: int, pick: Pick, one: str) -> str:
    hundreds, rest = divmod(number, 100)
    counted = f"{_below_hundred(hundreds, pick, '')} hundrede"
    return f"{counted}{_og(pick)}{_below_hundred(rest, pick, one)}" if rest else counted


def _og(pick: Pick) -> str:
    return pick.often(" og ", " ")
