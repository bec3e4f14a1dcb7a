"""The difference between two versions, word by word, for display."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from bot.content.subject import Content

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
    """The pieces that make ``old`` (same and removed) and ``new`` (same and added)."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[start:end])))
            continue
        if end > start:
            pieces.append(Piece("removed", "".join(before[start:end])))
        if new_end > new_start:
            pieces.append(Piece("added", "".join(after[new_start:new_end])))
    return tuple(pieces)


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
