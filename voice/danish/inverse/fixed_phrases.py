"""Spelled short forms, addresses of the net and names that are heard as several words."""

from __future__ import annotations

from typing import Final

from voice.danish.abbreviations import SPELLED
from voice.danish.inverse.found import Found, Words, word_at

_PHRASES: Final[dict[tuple[str, ...], str]] = {
    ("mit", "id"): "mitid", ("nem", "id"): "nemid", ("nem", "konto"): "nemkonto",
    ("e", "boks"): "e-boks", ("a", "kasse"): "a-kasse", ("a", "kassen"): "a-kassen",
    ("a", "kasser"): "a-kasser", ("e", "mail"): "e-mail", ("i", "d", "kort"): "id-kort",
    ("id", "kort"): "id-kort", ("id", "kortet"): "id-kortet", ("og", "så", "videre"): "osv.",
}  # fmt: skip
_OTHERWISE_BEFORE: Final[dict[tuple[str, ...], frozenset[str]]] = {
    ("mit", "id"): frozenset({"kort", "kortet", "nummer"}),
}
_LONGEST: Final = 3
_TOPS: Final[dict[tuple[str, ...], str]] = {
    ("dk",): "dk", ("d", "k"): "dk", ("com",): "com", ("org",): "org", ("net",): "net",
    ("eu",): "eu", ("e", "u"): "eu", ("nu",): "nu",
}  # fmt: skip
_WWW: Final = ("w", "w", "w", "punktum")
_SIGNS: Final = frozenset({"snabel", "snabela"})
_REACH: Final = 8
_SHORTEST_LETTERS: Final = 2


def read_phrase(words: Words, at: int) -> Found | None:
    """A name of several words, letters of a known short form, or a web address."""
    return _named(words, at) or _web_address(words, at) or _letters(words, at)


def _named(words: Words, at: int) -> Found | None:
    for size in range(_LONGEST, 1, -1):
        phrase = tuple(words[at : at + size])
        written = _PHRASES.get(phrase)
        if written and word_at(words, at + size) not in _OTHERWISE_BEFORE.get(phrase, ()):
            return Found(written, at + size)
    return None


def _letters(words: Words, at: int) -> Found | None:
    """ "c p r", if no other letter stands beside them as in a name that is spelled."""
    after = at
    while len(word_at(words, after)) == 1:
        after += 1
    spelled = "".join(words[at:after])
    if len(spelled) < _SHORTEST_LETTERS or spelled not in SPELLED:
        # "i c v r" begins with a word of one letter.
        return None
    before = word_at(words, at - 1)
    return Found(spelled, after) if len(before) != 1 or before in {"i", "å"} else None


def _web_address(words: Words, at: int) -> Found | None:
    begin = at + len(_WWW) if tuple(words[at : at + len(_WWW)]) == _WWW else at
    if word_at(words, begin + 1) != "punktum":
        return None
    nearby = words[max(0, at - _REACH) : at + _REACH]
    if any(word in _SIGNS for word in nearby):
        # Masking reads e-mail addresses best as they are said.
        return None
    labels = [words[begin]] if begin == at else ["www", words[begin]]
    after = begin + 2
    while after < len(words):
        for spelled, top in _TOPS.items():
            if tuple(words[after : after + len(spelled)]) == spelled:
                return Found(".".join([*labels, top]), after + len(spelled))
        if word_at(words, after + 1) != "punktum":
            return None
        labels.append(words[after])
        after += 2
    return None
