"""How many digits somebody has read out so far, and whether that makes a whole number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice.danish.inverse.number_words import SMALL_WORDS, TEN_WORDS, UNIT_WORDS

POSTAL_CODE, PHONE_NUMBER, CPR_NUMBER = 4, 8, 10
"""Digits of each in Denmark."""
_SCALES: Final = {"hundrede": 2, "tusind": 3, "tusinde": 3}
_MISHEARD: Final = {"sex": "seks"}
_BETWEEN: Final = frozenset({"og", "øh", "øhm", "bindestreg", "streg", "plus", "punktum"})
_ABOVE_UNITS: Final = 10


def trailing_digits(words: Sequence[str]) -> tuple[int, int]:
    """How many digits the number words at the end of ``words`` make, and in how many words.

    "mit nummer er tolv fire" makes 3 digits in 2 words. "fem og tyve" are two, as "femogtyve".
    """
    words = [_MISHEARD.get(word, word) for word in words]
    first = len(words)
    while first and _is_number(words, first - 1):
        first -= 1
    run = [word for word in words[first:] if word in SMALL_WORDS or word in _SCALES]
    while first < len(words) and words[first] in _BETWEEN:
        first += 1
    return _count(words[first:]), len(run)


def _is_number(words: Sequence[str], at: int) -> bool:
    word = words[at]
    if word in SMALL_WORDS or word in _SCALES or word.isdigit():
        return True
    return word in _BETWEEN and at > 0 and at + 1 < len(words) and _is_number(words, at - 1)


def _count(run: Sequence[str]) -> int:
    count = at = 0
    while at < len(run):
        word = run[at]
        ten = run[at + 2] if at + 2 < len(run) else ""
        if word in UNIT_WORDS and run[at + 1 : at + 2] == ["og"] and ten in TEN_WORDS:
            count, at = count + 2, at + 3
            continue
        if word.isdigit():
            count += len(word)
        elif word in SMALL_WORDS:
            count += 2 if SMALL_WORDS[word] >= _ABOVE_UNITS else 1
        elif word in _SCALES:
            # "otte tusind seks hundrede og tres": each scale stands for the zeros not yet said.
            count += 0 if at + 1 < len(run) else _SCALES[word]
        at += 1
    return count
