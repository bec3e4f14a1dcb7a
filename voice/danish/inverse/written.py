"""Recognised words as a citizen would write them in a chat: inverse text normalisation."""

from __future__ import annotations

from typing import Final

from voice.danish.inverse.amounts import read_quantity, read_span
from voice.danish.inverse.clock_times import read_time
from voice.danish.inverse.dates import read_date, read_year
from voice.danish.inverse.fixed_phrases import read_phrase
from voice.danish.inverse.found import Found, Reader, Words
from voice.danish.inverse.identity import read_cpr
from voice.danish.inverse.places import read_place
from voice.danish.inverse.rows import read_number, read_row_of_numbers
from voice.danish.inverse.telephone import read_telephone

_READERS: Final[tuple[Reader, ...]] = (
    read_phrase, read_cpr, read_telephone, read_time, read_date, read_place, read_span,
    read_quantity, read_year, read_row_of_numbers, read_number,
)  # fmt: skip
"""In order: the first that finds something at a word writes it."""


def written(text: str) -> str:
    """``text``, recognised words in lower case, with numbers as they are written.

    Words that are no numbers stay as they are and where they are, and so does what could mean
    something else: "en" and "et" alone, "den anden dag", "tusind tak", small numbers without a
    unit. Hesitations fall away inside a number only.
    """
    words = text.split()
    said: list[str] = []
    at = 0
    while at < len(words):
        found = _read(words, at)
        said.append(found.text if found else words[at])
        at = found.after if found else at + 1
    return " ".join(said)


def _read(words: Words, at: int) -> Found | None:
    return next((found for read in _READERS if (found := read(words, at)) is not None), None)
