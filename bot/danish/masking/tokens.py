"""Words, numbers and marks of a folded text, with what a recogniser asks about each."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.danish.masking.spans import PLACEHOLDER

_TOKEN = re.compile(rf"{PLACEHOLDER.pattern}|[^\W\d_]+|\d+|[^\w\s]|_")
_ABBREVIATIONS = frozenset({
    "gl", "nr", "sdr", "ndr", "st", "skt", "sct", "kgs", "dr", "hr", "frk", "fr", "prof", "tlf",
    "kl", "ca", "bl", "evt", "pr", "jf", "adr", "vedr", "ang", "kbh", "ll", "mr", "mrs", "ms",
})  # fmt: skip
_SENTENCE_END = frozenset(".!?:;•*|")


class Kind(Enum):
    """What a token is made of."""

    WORD = auto()
    NUMBER = auto()
    MARK = auto()
    PLACEHOLDER = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` stands at ``start`` to ``end`` of the folded text, after ``gap``."""

    text: str
    lower: str
    start: int
    end: int
    kind: Kind
    gap: str
    """The white space before it."""
    opens: bool
    """Whether a sentence or line begins here, where a capital letter says nothing."""

    @property
    def capital(self) -> bool:
        """Whether it is a word with a capital first letter, not one in capitals throughout."""
        return self.text[0].isupper() and (len(self.text) == 1 or not self.text.isupper())


def tokenise(text: str) -> list[Token]:
    """The tokens of a folded text; linear in its length."""
    tokens: list[Token] = []
    at = 0
    opens = True
    for match in _TOKEN.finditer(text):
        word = match.group()
        gap = text[at : match.start()]
        kind = _kind(word)
        opens = opens or "\n" in gap
        tokens.append(Token(word, word.lower(), match.start(), match.end(), kind, gap, opens))
        at = match.end()
        opens = kind is Kind.MARK and _opens_after(tokens, opened=opens)
    return tokens


def _opens_after(tokens: list[Token], *, opened: bool) -> bool:
    """Whether a sentence may begin after the mark that ends ``tokens``."""
    mark = tokens[-1].text
    if mark not in _SENTENCE_END:
        return opened and mark not in ",/"
    before = tokens[-2].lower if len(tokens) > 1 else ""
    return not (
        mark == "." and (before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha()))
    )


def _kind(word: str) -> Kind:
    if word.isdecimal():
        return Kind.NUMBER
    if word[0].isalnum():
        return Kind.WORD
    return Kind.PLACEHOLDER if len(word) > 1 else Kind.MARK
