"""Numbers said in a row: the digits and pairs of a telephone number, a postal code, a house."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from voice.danish.inverse.found import HESITATIONS, Words, word_at
from voice.danish.inverse.number_words import (
    MONTH_WORDS,
    NO_NOUNS,
    ONES,
    Number,
    cardinal_number,
    ordinal_number,
)

_JOINTS: Final = (
    ("og", "så"), ("så",), ("mellemrum",), ("ja",), ("hov",), ("vent",), ("lige",),
)  # fmt: skip
DASHES: Final = (("streg",), ("bindestreg",), ("tankestreg",), ("minus",))


@dataclass(frozen=True, slots=True)
class Part:
    """A number of a row: ``words[first:after]``, hesitations before it not counted."""

    value: int
    first: int
    after: int
    dated: bool = False
    """Whether it is a day or a month: an ordinal or a month's name."""

    @property
    def digits(self) -> str:
        """As it is written on its own."""
        return str(self.value)


def read_row(words: Words, at: int) -> list[Part]:
    """The cardinals that follow each other from ``at`` on; none when no number stands there."""
    return _row(words, at, _cardinal, _JOINTS)


def read_dated_row(words: Words, at: int) -> list[Part]:
    """The same with days, months and the dashes of CPR numbers in it: "første i anden halvfems"."""
    return _row(words, at, _dated, (*_JOINTS, *DASHES, ("i",), ("den",), ("og",), ("år",)))


def is_article(words: Words, part: Part) -> bool:
    """Whether the part is "en" or "et", which may not belong to the row."""
    return part.after - part.first == 1 and words[part.first] in ONES


def without_articles(words: Words, row: list[Part]) -> Iterator[list[Part]]:
    """The row as it may be meant, the likeliest first: without an "en" or "et" at its ends.

    One that ends the row is likely an article where another word follows it.
    """
    ends = [len(row)]
    if row and is_article(words, row[-1]):
        following = word_at(words, row[-1].after)
        hangs = following not in {"", *NO_NOUNS}
        ends = [len(row) - 1, len(row)] if hangs else [len(row), len(row) - 1]
    begins = (0, 1) if row and is_article(words, row[0]) else (0,)
    for begin in begins:
        for end in ends:
            yield row[begin:end]


def digits_of(row: list[Part]) -> str:
    """All digits of the row, written together."""
    return "".join(part.digits for part in row)


def _row(
    words: Words,
    at: int,
    read: Callable[[Words, int], Part | None],
    joints: tuple[tuple[str, ...], ...],
) -> list[Part]:
    parts: list[Part] = []
    part = read(words, at)
    while part is not None:
        parts.append(part)
        part = read(words, _past_joints(words, part.after, joints))
    return parts


def _past_joints(words: Words, at: int, joints: tuple[tuple[str, ...], ...]) -> int:
    while at < len(words):
        if words[at] in HESITATIONS:
            at += 1
            continue
        joint = next((j for j in joints if tuple(words[at : at + len(j)]) == j), None)
        if joint is None:
            break
        at += len(joint)
    return at


def _cardinal(words: Words, at: int) -> Part | None:
    return _part(cardinal_number(words, at), dated=False)


def _dated(words: Words, at: int) -> Part | None:
    month = MONTH_WORDS.get(word_at(words, at))
    if month is not None:
        return Part(month, at, at + 1, dated=True)
    return _part(ordinal_number(words, at), dated=True) or _cardinal(words, at)


def _part(number: Number | None, *, dated: bool) -> Part | None:
    return None if number is None else Part(number.value, number.first, number.after, dated)
