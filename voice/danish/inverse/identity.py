"""CPR numbers said in words, written as masking knows them best: 010290-1234."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from voice.danish.inverse.found import Found, Words
from voice.danish.inverse.runs import Part, digits_of, read_dated_row, without_articles

_DAYS: Final = frozenset({*range(1, 32), *range(61, 92)})
"""A replacement number has 60 added to the day (CPR-kontoret, "Personnummeret i CPR")."""
_MONTHS: Final = frozenset(range(1, 13))
_CENTURIES: Final = frozenset({18, 19, 20})
_YEARS: Final = range(1858, 2100)
_NO_HOUR: Final = 31
_LAST_DAY: Final = "31"
_BOTH_ENDS: Final = 4
"""So many ways there are to read a row that begins and ends with "en"."""
_TELEPHONE: Final = 8
_REACH: Final = 8
_CUES: Final = ("cpr", "personnummer", "personnr")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Digits read from a row up to, not including, part ``after``."""

    digits: str
    after: int
    implied: int = 0
    """How many noughts nobody said."""
    dated: bool = False


def read_cpr(words: Words, at: int) -> Found | None:
    """A day, a month, a year and four digits, with nothing more after them."""
    if words[at] in {"den", "i"}:
        return None
    announced = _is_announced(words, at)
    rows = list(without_articles(words, read_dated_row(words, at)))
    if len(rows) == _BOTH_ENDS and len(rows[0]) < len(rows[1]) and not announced:
        # "jeg har en ... en gang": ten digits only with two articles.
        rows = rows[:1]
    found = [
        (reading.implied, Found(f"{reading.digits[:6]}-{reading.digits[6:]}", row[-1].after))
        for row in rows
        if row and row[0].first == at
        for reading in _readings(row)
        if announced or _is_certain(reading, row)
    ]
    return min(found, key=lambda each: each[0])[1] if found else None


def _is_certain(reading: _Piece, row: list[Part]) -> bool:
    """Whether nothing but a CPR number is said so, even where the text doesn't announce one."""
    said = digits_of(row)
    telephone = len(said) == _TELEPHONE and said[0] not in "01"
    late = int(reading.digits[4:6]) > _NO_HOUR and reading.digits[:2] <= _LAST_DAY
    paired = any(part.value >= 10 for part in row)
    return not reading.implied or reading.dated or (late and paired and not telephone)


def _is_announced(words: Words, at: int) -> bool:
    before = list(words[max(0, at - _REACH) : at])
    spelled = any(before[index : index + 3] == ["c", "p", "r"] for index in range(len(before)))
    return spelled or any(word.startswith(_CUES) for word in before)


def _readings(row: list[Part]) -> Iterator[_Piece]:
    for day in _days(row, 0):
        for month in _months(row, day.after):
            for born in _born(row, month.after):
                serial = _serial(row, born.after)
                if serial is not None:
                    yield _Piece(
                        day.digits + month.digits + born.digits + serial,
                        len(row),
                        day.implied + month.implied,
                        day.dated or month.dated,
                    )


def _days(row: list[Part], at: int) -> Iterator[_Piece]:
    return (piece for piece in _twos(row, at) if int(piece.digits) in _DAYS)


def _months(row: list[Part], at: int) -> Iterator[_Piece]:
    return (piece for piece in _twos(row, at) if int(piece.digits) in _MONTHS)


def _twos(row: list[Part], at: int) -> Iterator[_Piece]:
    """The ways in which two digits may begin at part ``at``."""
    if at >= len(row):
        return
    part = row[at]
    following = row[at + 1] if at + 1 < len(row) else None
    if part.value >= 10:
        if part.value < 100:
            yield _Piece(part.digits, at + 1, dated=part.dated)
        return
    if part.dated:
        yield _Piece(f"0{part.value}", at + 1, dated=True)
        return
    if following is not None and following.value < 10:
        if not following.dated:
            yield _Piece(part.digits + following.digits, at + 2)
        elif part.value == 0:
            yield _Piece(f"0{following.value}", at + 2, dated=True)
    if part.value:
        yield _Piece(f"0{part.value}", at + 1, implied=1)


def _born(row: list[Part], at: int) -> Iterator[_Piece]:
    """The last two digits of a year said with or without its century."""
    if at >= len(row) or row[at].dated:
        return
    part = row[at]
    if part.value in _YEARS:
        yield _Piece(f"{part.value % 100:02}", at + 1)
    if part.value in _CENTURIES:
        yield from (piece for piece in _twos(row, at + 1) if not (piece.dated or piece.implied))
    yield from (piece for piece in _twos(row, at) if not (piece.dated or piece.implied))


def _serial(row: list[Part], at: int) -> str | None:
    """The four digits that the rest of the row makes, or none."""
    parts = row[at:]
    if any(part.dated for part in parts):
        return None
    digits = digits_of(parts)
    return digits if len(digits) == 4 else None
