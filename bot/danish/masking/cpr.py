"""CPR numbers: day, month, year and four digits, in any writing or said in words.

The check digit (modulus 11) is not asked for: numbers without it have been given out since
2007 (CPR-kontoret, "Personnummeret i CPR"). A replacement number has 60 added to the day.
"""

from datetime import UTC, datetime
from enum import IntEnum

from bot.danish.masking.numbers import Atom, Form, Gap, Run

_OLDEST_YEAR = 1858
_DATE_MARKS = frozenset("-./")
_TIME_MARKS = frozenset({".", "/"})
"""Between the date and two pairs of digits these make a time: 10.12-14.30 26."""
_LENGTHS = frozenset({10, 12})


class Strength(IntEnum):
    """How much else a row of digits could be."""

    NONE = 0
    WEAK = 1
    """Nothing but a plausible date in it; must be the whole row of numbers."""
    STRONG = 2
    """Written as nothing else is: 010190-1234, or ten digits in one piece."""


def plausible_date(day: str, month: str) -> bool:
    """Whether two pairs of digits can begin a CPR number."""
    return (1 <= int(day) <= 31 or 61 <= int(day) <= 91) and 1 <= int(month) <= 12


def cpr_strength(run: Run, begin: int, end: int, *, cued: bool) -> Strength:
    """How surely ``run.atoms[begin:end]`` is one CPR number.

    With ``cued`` (the text says "cpr") days and months of one digit may be said without
    their nought, and the digits may be parted in any way.
    """
    atoms, gaps = run.atoms[begin:end], run.gaps[begin : end - 1]
    if any(atom.plus for atom in atoms):
        return Strength.NONE
    plain = [_written(atom, position) for position, atom in enumerate(atoms)]
    best = _judge(plain, atoms, gaps, cued=cued)
    if best is Strength.NONE and len(atoms) >= 3 and any(len(part) == 1 for part in plain[:2]):
        if cued or all(_dated(gap, atom) for gap, atom in zip(gaps[:2], atoms[:2], strict=True)):
            padded = [part.zfill(2) for part in plain[:2]] + plain[2:]
            best = _judge(padded, atoms, gaps, cued=cued)
    return best


def _written(atom: Atom, position: int) -> str:
    if position < 2 and atom.form in {Form.ORDINAL, Form.MONTH}:
        return atom.two_digits
    return atom.digits


def _dated(gap: Gap, atom: Atom) -> bool:
    return bool(set(gap.marks) & _DATE_MARKS) or atom.form in {Form.ORDINAL, Form.MONTH}


def _judge(
    parts: list[str], atoms: tuple[Atom, ...], gaps: tuple[Gap, ...], *, cued: bool
) -> Strength:
    digits = "".join(parts)
    if len(digits) not in _LENGTHS or not plausible_date(digits[:2], digits[2:4]):
        return Strength.NONE
    long = len(digits) == 12
    if long and not _OLDEST_YEAR <= int(digits[4:8]) <= datetime.now(UTC).year:
        return Strength.NONE
    if any(atom.form in {Form.ORDINAL, Form.MONTH} for atom in atoms[2:]):
        return Strength.NONE
    if len(atoms) == 1:
        return Strength.NONE if long else Strength.STRONG
    return _shape(parts, atoms, gaps, 8 if long else 6, cued=cued)


def _shape(
    parts: list[str], atoms: tuple[Atom, ...], gaps: tuple[Gap, ...], date: int, *, cued: bool
) -> Strength:
    border = _border(parts, date)
    in_words = any(atom.form is not Form.DIGITS for atom in atoms)
    if border is None:
        free = cued or (not in_words and all(not gap.marks for gap in gaps))
        return Strength.WEAK if free and not any(gap.hard for gap in gaps) else Strength.NONE
    if cued:
        return Strength.STRONG
    inside, tail = gaps[: border - 1], gaps[border:]
    spoken_date = any(atom.form in {Form.ORDINAL, Form.MONTH} for atom in atoms[:border])
    if spoken_date:
        said = not any(gap.hard or gap.marks for gap in tail)
        return Strength.STRONG if said else Strength.NONE
    if in_words:
        return Strength.WEAK
    if any(gap.hard or gap.words for gap in (*inside, *tail)) or not _one_date(inside):
        return Strength.NONE
    if any(gap.marks for gap in tail) and not _same(gaps):
        return Strength.NONE
    whole_serial = border == len(parts) - 1
    if not whole_serial and gaps[border - 1].marks in _TIME_MARKS and not _same(gaps):
        return Strength.NONE
    date_marked = any(gap.marks for gap in inside)
    if border == 1 and whole_serial:
        return Strength.STRONG
    if whole_serial and (date_marked or gaps[border - 1].marks) and gaps[border - 1].marks != ".":
        return Strength.STRONG if gaps[border - 1].marks else Strength.WEAK
    return Strength.WEAK


def _border(parts: list[str], date: int) -> int | None:
    """How many parts make the date, or none when no part ends with it."""
    length = 0
    for index, part in enumerate(parts):
        length += len(part)
        if length == date:
            return index + 1
    return None


def _one_date(gaps: tuple[Gap, ...]) -> bool:
    """Whether the marks inside the date are ones a date is written with, not a span of time."""
    marks = [gap.marks for gap in gaps]
    if len(set(marks)) <= 1:
        return True
    return marks[0] in {"/", "."} and not marks[0] == "." == marks[-1]


def _same(gaps: tuple[Gap, ...]) -> bool:
    return len({gap.marks for gap in gaps}) == 1
