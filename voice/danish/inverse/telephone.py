"""Telephone numbers said in words, written in pairs: 70 20 12 01."""

from __future__ import annotations

from typing import Final

from voice.danish.inverse.found import Found, Words, word_at
from voice.danish.inverse.runs import digits_of, read_row, without_articles
from voice.danish.inverse.units import COUNTED

_LENGTH: Final = 8
_CODES: Final = {8: "", 10: "45", 12: "0045"}
"""Denmark's code before the number, by how many digits there are with it."""
_FEWEST_PARTS: Final = 3


def read_telephone(words: Words, at: int) -> Found | None:
    """Eight digits in a row, said in any groups, with or without Denmark's code before them."""
    plus = words[at] == "plus"
    for row in without_articles(words, read_row(words, at + plus)):
        if len(row) < _FEWEST_PARTS or row[0].first != at + plus:
            continue
        digits, after = digits_of(row), row[-1].after
        code, own = digits[:-_LENGTH], digits[-_LENGTH:]
        if len(digits) not in _CODES or code != _CODES[len(digits)] or own[0] in "01":
            continue
        if (plus and not code) or word_at(words, after) in COUNTED:
            continue
        written = " ".join(own[pair : pair + 2] for pair in range(0, _LENGTH, 2))
        return Found(f"+45 {written}" if code else written, after)
    return None
