"""Other numbers: house numbers, postal codes, digits in a row and numbers on their own."""

from __future__ import annotations

from typing import Final

from voice.danish.inverse.amounts import plain
from voice.danish.inverse.found import Found, Words, word_at
from voice.danish.inverse.number_words import (
    NO_NOUNS,
    ONES,
    SMALL_WORDS,
    cardinal_number,
    ordinal_number,
)
from voice.danish.inverse.runs import Part, digits_of, is_article, read_row, without_articles
from voice.danish.inverse.units import COUNTED, CUES, VAGUE

_STREETS: Final = (
    "vej", "gade", "allé", "alle", "stræde", "torv", "plads", "vænge", "parken", "vejen", "gaden",
    "boulevard", "toften", "bakken", "vangen", "lunden", "marken", "stien", "haven", "engen",
    "gården", "højen", "svinget", "krogen", "kaj", "toft", "bakke", "vang", "skrænten", "dalen",
    "ageren", "løkken", "brinken", "hegnet", "kæret", "pladsen", "vænget", "strædet", "torvet",
)  # fmt: skip
"""How names of streets end."""
_STREET_WORDS: Final = frozenset({
    "vej", "gade", "allé", "stræde", "torv", "plads", "vænge", "boulevard", "landevej",
})  # fmt: skip
"""These make a street of the name before them: "nørre allé"."""
_NO_NAMES: Final = frozenset({
    "", "på", "en", "et", "min", "vores", "den", "det", "i", "af", "har", "til", "ingen", "nogen",
    "hver", "anden", "ny", "fra", "ad", "om", "er", "og", "at", "som", "få", "for", "under",
    "god", "lang", "samme", "hele", "egen", "ledig", "fri", "mere", "mangler", "nok",
})  # fmt: skip
_LETTERS: Final = frozenset("abcdefghjklmnopqrstuvwxyz")
_FROM_FIGURES: Final = 13
"""From here on a number alone is written in figures."""
_ROUND: Final = frozenset({100, 1000})
_POSTAL: Final = 4
_TELEPHONE: Final = 8
_FEW: Final = 20
_ALARMS: Final = frozenset({"112", "114"})
_MOST_HOUSE_DIGITS: Final = 3
_CALLED: Final = frozenset({
    "ring", "ringe", "ringer", "kode", "koden", "pinkode", "nummer", "nummeret", "postnummer",
    "postnummeret", "venstre", "højre", "sal", "stuen",
})  # fmt: skip
"""Before several numbers these show that they are one."""


def read_row_of_numbers(words: Words, at: int) -> Found | None:
    """Several numbers in a row, or a house number."""
    row = read_row(words, at)
    if not row:
        return None
    if _follows_street(words, at):
        house = _house(words, row)
        if house is not None:
            return house
    if word_at(words, row[-1].after) in COUNTED:
        row = row[:-1]
    rows = list(without_articles(words, row))
    exact = [each for each in rows if _is_whole(digits_of(each))]
    meant = (exact or rows or [[]])[0]
    return _several(words, at, meant) if meant and meant[0].first == at else None


def _is_whole(digits: str) -> bool:
    """Whether they are as many as a postal code or a telephone number has."""
    return len(digits) == _POSTAL or (len(digits) == _TELEPHONE and digits[0] not in "01")


def read_number(words: Words, at: int) -> Found | None:
    """A number on its own: from 13 up in figures, smaller ones only after "gruppe" or its like."""
    number = cardinal_number(words, at)
    if number is None:
        return None
    named = word_at(words, at - 1) in CUES
    article = words[at] in ONES and number.words == 1
    following = word_at(words, number.after)
    ends = following in ({"", "og", "eller"} if words[at] == "en" else {"", *NO_NOUNS})
    if named and (ends or not article):
        return Found(str(number.value), number.after)
    vague = word_at(words, at - 1) in VAGUE or (number.words == 1 and number.value in _ROUND)
    if number.value < _FROM_FIGURES or vague or _is_million(number.value, number.words):
        return None
    return Found(plain(number.value), number.after)


def _is_million(value: int, words: int) -> bool:
    """Whether it is "en million", which is rarely meant to the last digit."""
    return value == 1_000_000 and words <= 2


def _follows_street(words: Words, at: int) -> bool:
    before = word_at(words, at - 1)
    if before in {"nummer", "husnummer", "nr"}:
        before = word_at(words, at - 2)
    if before in _STREET_WORDS:
        return word_at(words, at - 2) not in _NO_NAMES
    return before.endswith(_STREETS) and before not in _STREETS


def _house(words: Words, row: list[Part]) -> Found | None:
    """The house number that begins the row; a postal code may follow."""
    first = row[0]
    digits = digits_of(row)
    taken = 1
    singles = all(part.value < 10 for part in row)
    if singles and len(row) <= _MOST_HOUSE_DIGITS:
        taken = len(row)
    elif len(digits) > _POSTAL:
        while taken < len(row) and len(digits_of(row[taken:])) > _POSTAL:
            taken += 1
    number = digits_of(row[:taken])
    if len(number) > _MOST_HOUSE_DIGITS or number[0] == "0":
        return None
    after = row[taken - 1].after
    if taken == 1 and is_article(words, first) and not _may_end_house(words, after):
        return None
    letter = word_at(words, after)
    spelled = len(word_at(words, after + 1)) == 1
    if letter in _LETTERS and not spelled:
        return Found(number + letter, after + 1)
    return Found(number, after)


def _may_end_house(words: Words, after: int) -> bool:
    """Whether the text ends, or a floor or a postal code follows."""
    if after >= len(words) or words[after] in {"stuen", "st", *(_LETTERS - {"a", "e"})}:
        return True
    return ordinal_number(words, after) is not None or bool(read_row(words, after))


def _several(words: Words, at: int, row: list[Part]) -> Found | None:
    if len(row) < 2:
        return None
    before = word_at(words, at - 1)
    called = before in _CALLED or before in SMALL_WORDS
    if all(part.value < 10 for part in row):
        text = _single_digits(digits_of(row), called=called)
    elif len(digits_of(row)) == _POSTAL and all(part.value < 100 for part in row):
        text = digits_of(row) if called or not _is_guess(row) else _between(row)
    else:
        text = _grouped(row) if len(row) > 2 else ""
    return Found(text, row[-1].after) if text else None


def _single_digits(digits: str, *, called: bool) -> str:
    """Put together, if they are likely one number; "en to tre" is not."""
    few = len(digits) == _POSTAL - 1 and (called or "0" in digits[1:])
    return digits if len(digits) >= _POSTAL or few or digits in _ALARMS else ""


def _between(row: list[Part]) -> str:
    """A guess in figures: 15-20; of small numbers it stays in words."""
    return f"{row[0].value}-{row[1].value}" if row[0].value >= _FROM_FIGURES else ""


def _is_guess(row: list[Part]) -> bool:
    """Whether it is "femten tyve", somewhere between the two."""
    if len(row) != 2:
        return False
    first, last = row[0].value, row[1].value
    round_ones = first % 5 == 0 and last % 5 == 0 and last - first in {5, 10}
    return round_ones or (first < _FEW and last - first in {1, 2})


def _grouped(row: list[Part]) -> str:
    """Digits that stand alone are put together, larger numbers stay apart."""
    groups: list[str] = []
    open_group = False
    for part in row:
        single = part.value < 10
        if single and open_group:
            groups[-1] += part.digits
        else:
            groups.append(part.digits)
        open_group = single
    return " ".join(groups)
