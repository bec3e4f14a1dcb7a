"""Words, short forms, addresses of the net and signs of Danish texts, and how each is read."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from voice.danish.abbreviations import (
    ABBREVIATIONS,
    NEEDS_STOP,
    OWN_FORMS,
    SAID_AS_WORDS,
    SPELLED,
    SYMBOLS,
)
from voice.danish.choice import Pick
from voice.danish.numbers import cardinal, digits
from voice.danish.written_rule import Rule

_LONGEST_ACRONYM: Final = 4
_FOREIGN: Final = str.maketrans({
    "ä": "æ", "ö": "ø", "ü": "y", "ß": "ss", "ð": "d", "þ": "th", "œ": "ø", "ł": "l",
})  # fmt: skip
_KEPT_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzæøåé")
_VOWELS: Final = frozenset("aeiouyæøåé")
_LONGEST_NUMBER: Final = 4
_IN_ADDRESSES: Final = {
    ".": "punktum", "-": "bindestreg", "_": "underscore", "/": "skråstreg", "@": "snabel a",
    "+": "plus",
}  # fmt: skip


def _short_form(match: re.Match[str], pick: Pick) -> str:
    written = match.group()
    if written.isupper() and len(written) > 1 and written.rstrip(".").isalpha():
        return _word_said(written, pick, shouted=False)
    lower = re.sub(r"\s", "", written.lower())
    return ABBREVIATIONS.get(lower) or ABBREVIATIONS.get(f"{lower}.") or lower.replace(".", "")


def _stk(match: re.Match[str], pick: Pick) -> str:
    return "stykke"


def _den(match: re.Match[str], pick: Pick) -> str:
    return "den"


def _net_address(match: re.Match[str], pick: Pick) -> str:
    bare = re.sub(r"^https?://", "", match.group().lower()).rstrip("./")
    said: list[str] = []
    for piece in re.findall(r"[^\W\d_]+|\d+|[^\w\s]|_", bare):
        if piece.isdigit():
            said.append(_figures(piece, pick))
        elif piece.isalpha():
            said.append("w w w" if piece == "www" else letters_only(piece))
        else:
            said.append(_IN_ADDRESSES.get(piece, ""))
    return " ".join(said)


def _figures(piece: str, pick: Pick) -> str:
    if len(piece) > _LONGEST_NUMBER or piece[0] == "0":
        return digits(piece, pick)
    return cardinal(int(piece), pick)


def _word(match: re.Match[str], pick: Pick) -> str:
    return _word_said(match.group(), pick, shouted=_is_shouted(match))


def _word_said(word: str, pick: Pick, *, shouted: bool) -> str:
    lower = unicodedata.normalize("NFC", word.lower())
    if lower in OWN_FORMS:
        return OWN_FORMS[lower]
    stem, _, ending = lower.partition("'")
    capitals = word[: len(stem)].isupper() and len(stem) > 1
    short = capitals and len(stem) <= _LONGEST_ACRONYM and stem not in SAID_AS_WORDS
    voiceless = capitals and _VOWELS.isdisjoint(stem)
    if stem in SPELLED or voiceless or (short and not shouted):
        letters = (*map(letters_only, stem), letters_only(ending))
        return " ".join(part for part in letters if part)
    return letters_only(lower)


def _is_shouted(match: re.Match[str]) -> bool:
    """Whether the words around are in capitals as well, so that they tell nothing."""
    text = match.string
    around = f"{text[max(0, match.start() - 30) : match.start()]} {text[match.end() :][:30]}"
    letters = [letter for letter in around if letter.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) * 2 > len(letters)


def letters_only(word: str) -> str:
    """``word`` (lower case) in the Danish letters and é; other marks above letters fall away."""
    letters: list[str] = []
    for letter in word.translate(_FOREIGN):
        plain = letter
        if letter not in _KEPT_LETTERS:
            plain = unicodedata.normalize("NFKD", letter)[:1]
        if plain in _KEPT_LETTERS:
            letters.append(plain)
    return "".join(letters)


def _symbol(match: re.Match[str], pick: Pick) -> str:
    return SYMBOLS[match.group()[0]]


def _pattern(short: str) -> str:
    written = r" ?".join(re.escape(part) for part in re.findall(r"[^.]+\.?", short))
    return written if short in NEEDS_STOP or not short.endswith(".") else f"{written}?"


_SHORT_FORMS: Final = "|".join(map(_pattern, sorted(ABBREVIATIONS, key=len, reverse=True)))
_TOPS: Final = "dk|com|org|net|eu|info|gl|fo"
_HOST: Final = r"[a-zæøå0-9][\wæøå-]*"
WORDS: Final = (
    Rule(rf"(?<![\w.])[\w.+-]+@{_HOST}(?:\.{_HOST})+", _net_address),
    Rule(
        rf"(?<![\w.@])(?:https?://(?:{_HOST}\.)+{_HOST}|www\.(?:{_HOST}\.)*{_HOST}"
        rf"|(?:{_HOST}\.)+(?:{_TOPS})\b)(?:/[\w./-]*)?",
        _net_address,
    ),
    Rule(r"(?<!\w)stk\.?(?= ?\d)", _stk),
    Rule(r"(?<![\w.])d(?= \d{1,2}[./])", _den),
    Rule(rf"(?<![\w.])(?:{_SHORT_FORMS})(?!\w)", _short_form),
    Rule(r"(?<!\w)e-(?:mails?|boks|post)(?!\w)|[^\W\d_]+(?:'[^\W\d_]+)?", _word),
    Rule("§+|" + "|".join(re.escape(symbol) for symbol in SYMBOLS), _symbol),
)
"""In order: the first that fits where the earliest begins."""
