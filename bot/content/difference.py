"""The difference between two versions, word by word, for display."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from bot.content.subject import Content

_LETTER = re.compile(r"\w")
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text that both versions have, or only the older or the newer one."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field's pieces in reading order; a removed piece stands before what replaced it."""

    field: str
    pieces: tuple[Piece, ...]


def word_difference(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that make ``old`` (same and removed) and ``new`` (same and added).

    A space or a comma alone that stands between two changes is part of them, so that a sentence
    written anew reads as one.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    codes = matcher.get_opcodes()
    pieces: list[Piece] = []
    removed = added = ""
    for place, (tag, start, end, new_start, new_end) in enumerate(codes):
        was, now = "".join(before[start:end]), "".join(after[new_start:new_end])
        between = 0 < place < len(codes) - 1
        if tag != "equal" or (between and not _LETTER.search(was) and "\n" not in was):
            removed, added = removed + was, added + now
            continue
        pieces += _changed(removed, added)
        pieces.append(Piece("same", was))
        removed = added = ""
    return (*pieces, *_changed(removed, added))


def _changed(removed: str, added: str) -> list[Piece]:
    found = [Piece("removed", removed), Piece("added", added)]
    return [piece for piece in found if piece.text]


def example_difference(old: Content, new: Content) -> list[FieldDifference]:
    """What a change of examples takes away and adds, beside an older change or none."""
    was, now = _examples(old), _examples(new)
    gone = [*_without(now["removed"], was["removed"]), *_without(was["added"], now["added"])]
    come = [*_without(now["added"], was["added"]), *_without(was["removed"], now["removed"])]
    return content_difference({"added": [], "removed": gone}, {"added": come, "removed": []})


def _examples(content: Content) -> dict[str, list[str]]:
    return {name: list((content or {}).get(name, ())) for name in ("added", "removed")}


def _without(texts: list[str], others: list[str]) -> list[str]:
    return [text for text in texts if text not in others]


def content_difference(old: Content, new: Content) -> list[FieldDifference]:
    """Every field that differs; lists are compared a line at a time.

    Raises nothing: none is a content without fields.
    """
    before, after = dict(_fields("", old or {})), dict(_fields("", new or {}))
    return [
        FieldDifference(field, word_difference(before.get(field, ""), after.get(field, "")))
        for field in dict.fromkeys([*before, *after])
        if before.get(field, "") != after.get(field, "")
    ]


def _fields(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _fields(f"{name}.{key}" if name else key, part)
    elif isinstance(value, list):
        # A day on which nothing is open says something, where other empty lists say nothing.
        empty = "lukket" if name.startswith("exceptions.") else ""
        yield name, "\n".join(_line(part) for part in value) or empty
    elif isinstance(value, bool):
        yield name, "ja" if value else "nej"
    elif value is not None:
        yield name, str(value)


def _line(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_line(part) for part in value.values() if part)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
