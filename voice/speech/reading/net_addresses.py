"""Web and mail addresses as they are read out: "borger punktum d k"."""

from __future__ import annotations

import re
from typing import Final

from voice.danish.abbreviations import OWN_FORMS, SPELLED
from voice.danish.choice import Pick
from voice.danish.numbers import cardinal, digits
from voice.danish.written_rule import Rule
from voice.danish.written_words import letters_only
from voice.speech.reading.own_words import PRONOUNCED

_MARKS: Final = {
    ".": "punktum", "-": "bindestreg", "_": "understreg", "/": "skråstreg", "@": "snabel a",
    "+": "plus",
}  # fmt: skip
_VOWELS: Final = frozenset("aeiouyæøåé")
_COUNTRY_LETTERS: Final = 2
_LONGEST_NUMBER: Final = 4
_LONGEST_PATH: Final = 20
"""Characters of a path that can be kept in mind; a longer one is left out."""
_TOPS: Final = "dk|com|org|net|eu|info|gl|fo|gov|int"
_HOST: Final = r"[a-zæøå0-9](?:[\wæøå-]*\w)?"


def _mail(match: re.Match[str], pick: Pick) -> str:
    return f"{_pieces(match['user'], pick)} snabel a {_host(match['host'], pick)}"


def _web(match: re.Match[str], pick: Pick) -> str:
    said = _host(match["host"], pick)
    path = (match["path"] or "").rstrip("./")
    if not path or "/" in path or len(path) > _LONGEST_PATH:
        return said
    return f"{said} skråstreg {_pieces(path, pick)}"


def _host(host: str, pick: Pick) -> str:
    *names, top = host.lower().rstrip(".").split(".")
    if names and names[0] == "www":
        names = names[1:]
    last = " ".join(top) if len(top) == _COUNTRY_LETTERS else _pieces(top, pick)
    return " punktum ".join((*(_pieces(name, pick) for name in names), last))


def _pieces(text: str, pick: Pick) -> str:
    found = re.findall(r"[^\W\d_]+|\d+|[^\w\s]|_", text.lower())
    return " ".join(said for piece in found if (said := _piece(piece, pick)))


def _piece(piece: str, pick: Pick) -> str:
    if piece.isdigit():
        whole = len(piece) <= _LONGEST_NUMBER and piece[0] != "0"
        return cardinal(int(piece), pick) if whole else digits(piece, pick)
    if not piece.isalpha():
        return _MARKS.get(piece, "")
    if piece in PRONOUNCED or piece in OWN_FORMS:
        return PRONOUNCED.get(piece) or OWN_FORMS[piece]
    letters = letters_only(piece)
    return " ".join(letters) if piece in SPELLED or _VOWELS.isdisjoint(letters) else letters


NET_ADDRESSES: Final = (
    Rule(
        rf"(?<![\w.])(?:mailto:)?(?P<user>[\w+-]+(?:\.[\w+-]+)*)@(?P<host>{_HOST}(?:\.{_HOST})+)",
        _mail,
    ),
    Rule(
        rf"(?<![\w.@])(?:(?:https?|ftp)://(?P<host>{_HOST}(?:\.{_HOST})*)(?::\d+)?"
        r"(?:/(?P<path>[^\s,;()<>\"]*))?(?:[?#][^\s,;()<>\"]*)?)",
        _web,
    ),
    Rule(
        rf"(?<![\w.@])(?P<host>www\.{_HOST}(?:\.{_HOST})*|(?:{_HOST}\.)+(?:{_TOPS})(?![\w-]))"
        r"(?:/(?P<path>[^\s,;()<>\"]*))?",
        _web,
    ),
)
"""Without ``https://`` and ``www``, which nobody needs to type."""
