"""Text in one alphabet of digits, dashes and spaces, with the way back to its own offsets."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = dict.fromkeys("\u2018\u2019\u02bc\u00b4`\u2032", "'")
_NEWLINES = dict.fromkeys("\r\n\v\f\u0085\u2028\u2029", "\n")
_OTHERS = {"\u2212": "-", "\u2043": "-", "\u0130": "I", "\u2044": "/", "\u2215": "/",
           "\u00b7": ".", "\u2219": ".", "\u2027": "."}  # fmt: skip
_BY_CATEGORY = {"Cf": "", "Mn": "", "Me": "", "Cc": "", "Pd": "-", "Cs": "\ufffd"}
"""Categories (UAX 44, table 12) of characters without room of their own, of dashes, and of
half characters, which no library takes for text."""
_MIXED = re.compile(r"(?<![^\W_])(?=[\dOo]*\d[\dOo]*\d)[\dOo]{4,}(?![^\W_])")
_NOUGHTS = str.maketrans("Oo", "00")
_AS_IS = {**_QUOTES, **_NEWLINES, **_OTHERS}


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` as it is searched; ``origins[i]`` is where its character ``i`` began."""

    text: str
    origins: tuple[int, ...] | range
    """One longer than ``text``: the last is the length of the text given."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text given of ``text[start:end]``."""
        return self.origins[start], self.origins[end]


def fold(text: str) -> Folded:
    """Digits of all scripts as 0-9, dashes as ``-``, white space as space or newline.

    Characters that take no room (zero-width joiners, soft hyphens) are dropped and loose
    accents join their letter, so that neither hides a number or a name. Case is kept.
    """
    if text.isascii() and "\r" not in text and "`" not in text:
        return Folded(_noughts(text.replace("\t", " ")), range(len(text) + 1))
    out: list[str] = []
    origins: list[int] = []
    for position, char in enumerate(text):
        folded = _fold_char(char)
        if folded == "":
            if out and unicodedata.combining(char):
                whole = unicodedata.normalize("NFC", out[-1] + char)
                out[-1] = whole if len(whole) == 1 else out[-1]
            continue
        out.append(folded)
        origins.append(position)
    origins.append(len(text))
    return Folded(_noughts("".join(out)), tuple(origins))


def _noughts(text: str) -> str:
    """The letter O typed for a nought within digits: O1O190 as 010190."""
    return _MIXED.sub(lambda match: match.group().translate(_NOUGHTS), text)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """One character, or none for what takes no room."""
    if char in _AS_IS:
        return _AS_IS[char]
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if category == "Nd":
        return str(unicodedata.decimal(char))
    wide = unicodedata.normalize("NFKC", char)
    return wide if len(wide) == 1 and not char.isnumeric() else char
