"""Danish as citizens write it, brought to one form before it is understood.

Used for features and lists only: what is shown, masked and stored is the text as written.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from bot.answers.yaml_files import read_yaml

_DIGRAPHS = re.compile(r"aa|ae|oe")
_LETTER = {"aa": "å", "ae": "æ", "oe": "ø"}
_NOT_WORD = re.compile(r"[^\w%<>]+|_")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_PLACEHOLDER = re.compile(r"<[\w-]+>")


class Normaliser:
    """Lower case, one alphabet, no punctuation, haste spelt out."""

    def __init__(self, spelling: dict[str, str]) -> None:
        """``spelling`` maps what is written in haste to what is meant, in normal form."""
        self._spelling = spelling
        longest_first = sorted(map(re.escape, spelling), key=len, reverse=True)
        self._haste = re.compile(rf"\b(?:{'|'.join(longest_first)})\b") if spelling else None

    @classmethod
    def load(cls, data_folder: Path) -> "Normaliser":
        """With the list in data/lists/spelling.yml; raises ContentError."""
        return _load(data_folder)

    def __call__(self, text: str) -> str:
        """The normal form: words with one space between."""
        folded = fold(text)
        if self._haste is None:
            return folded
        return self._haste.sub(lambda match: self._spelling[match.group()], folded)


def fold(text: str) -> str:
    """Lower case, composed letters, aa/ae/oe as å/æ/ø, no punctuation, no stretched letters."""
    composed = unicodedata.normalize("NFKC", text).lower().translate(_FOREIGN)
    without = _STRETCHED.sub(r"\1\1", _PLACEHOLDER.sub(" ", composed))
    danish = _DIGRAPHS.sub(lambda match: _LETTER[match.group()], without)
    # Once more: "aaåå" has become three of a kind.
    return " ".join(_NOT_WORD.sub(" ", _STRETCHED.sub(r"\1\1", danish)).split())


_FOREIGN = str.maketrans({"ä": "æ", "ö": "ø", "é": "e", "è": "e", "ü": "y"})


@lru_cache(maxsize=4)
def _load(data_folder: Path) -> Normaliser:
    raw = read_yaml(data_folder / "lists" / "spelling.yml")
    return Normaliser({fold(key): value for key, value in raw.items()})
