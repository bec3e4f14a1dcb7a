"""CPR numbers: day, month, year and four digits, in any writing or said in words.

The check digit (modulus 11) is not asked for: numbers without it have been given out since
2007 (CPR-kontoret, "Personnummeret i CPR"). A replacement number has 60 added to the day.
"""

from dataclasses import replace
from datetime import UTC, datetime
from enum import IntEnum

from bot.danish.masking.numbers import Atom, Form, Gap, Run

_OLDEST_YEAR = 1858
_DAYS = frozenset(f"{day:02}" for day in (*range(1, 32), *range(61, 92)))
_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))
_DATE_MARKS = frozenset("-./")
_TIME_MARKS = frozenset({".", "/"})
"""Between the date and two pairs of digits these make a time: 10.12-14.30 26."""
_NO_HOUR = "31"
_SERIAL = 4
_SHORT, _LONG = 10, 12
"""Digits with a year of two and of four."""


class Strength(IntEnum):
    """How much else a row of digits could be."""

    NONE = 0
    WEAK = 1
    """Nothing but a plausible date in it; must be the whole row of numbers."""
    STRONG = 2
    """Written as nothing else is: 010190-1234, or ten digits in one piece."""


def plausible_date(digits: str) -> bool:
    """Whether the digits begin with a day and a month as CPR numbers do."""
    return digits[:2] in _DAYS and digits[2:4] in _MONTHS


def cpr_strength(run: Run, begin: int, end: int, *, cued: bool) -> Strength:
    """How surely ``run.atoms[begin:end]`` is one CPR number.

    With ``cued`` (the text says "cpr") days and months of one digit may be said without
    their nought, and the digits may be parted in any way.
    """
    if not _may_begin(run, begin, run.length(begin, end), cued=cued):
        return Strength.NONE
    atoms, gaps = _plus_as_dash(run.atoms[begin:end], run.gaps[begin : end - 1])
    parts = [atom.digits for atom in atoms]
    if _year_with_serial(parts, gaps):
        written = "".join(part.zfill(2) for part in parts)
        return Strength.STRONG if _plausible(written) else Strength.NONE
    if not run.plain and (any(a.plus for a in atoms) or any(a.dated for a in atoms[2:])):
        return Strength.NONE
    parts[:2] = [_written(atom) for atom in atoms[:2]]
    best = _judge(parts, atoms, gaps, cued=cued)
    if best is Strength.NONE and _may_lack_nought(parts, atoms, gaps, cued=cued):
        padded = [*(part.zfill(2) for part in parts[:2]), *parts[2:]]
        return _judge(padded, atoms, gaps, cued=cued)
    return best


def _plus_as_dash(
    atoms: tuple[Atom, ...], gaps: tuple[Gap, ...]
) -> tuple[tuple[Atom, ...], tuple[Gap, ...]]:
    """Read 010190+1234 as 010190-1234."""
    if not (gaps and atoms[-1].plus and len(atoms[-1].digits) == _SERIAL):
        return atoms, gaps
    last, joint = replace(atoms[-1], plus=False), replace(gaps[-1], marks="-")
    return (*atoms[:-1], last), (*gaps[:-1], joint)


def _year_with_serial(parts: list[str], gaps: tuple[Gap, ...]) -> bool:
    """Whether it is written 01/01/901234."""
    if len(parts) != 3 or len(parts[2]) not in {6, 8}:
        return False
    short = len(parts[0]) <= 2 and len(parts[1]) <= 2
    if not (short and gaps[0].tight and gaps[0].marks in _DATE_MARKS):
        return False
    loose = len(parts[2]) > 6 and gaps[1].marks in _DATE_MARKS | {""} and not gaps[1].newline
    return loose or (gaps[1].tight and gaps[0].marks == gaps[1].marks)


def _may_begin(run: Run, begin: int, length: int, *, cued: bool) -> bool:
    """A quick look at the first atoms, which settles most windows of a long run."""
    first = run.atoms[begin]
    if len(first.digits) == 8:
        return True
    if len(first.digits) > 1 and first.digits[:2] not in _DAYS:
        return False
    if length in {_SHORT, _LONG}:
        return True
    if begin == len(run.gaps):
        return False
    marked = _ends_date_part(run.gaps[begin], first) or run.gaps[begin].marks != ""
    said = first.form is Form.WORD
    return cued or marked or said or run.atoms[begin + 1].dated


def _written(atom: Atom) -> str:
    return atom.two_digits if atom.dated else atom.digits


def _may_lack_nought(
    parts: list[str], atoms: tuple[Atom, ...], gaps: tuple[Gap, ...], *, cued: bool
) -> bool:
    """Whether the day or the month has one digit and is marked as such: 1/1-90, 1. maj."""
    if len(parts) < 3 or min(len(parts[0]), len(parts[1])) > 1:
        return False
    day = _ends_date_part(gaps[0], atoms[0]) or atoms[1].dated
    month = _ends_date_part(gaps[1], atoms[1]) or gaps[0].marks in _TIME_MARKS
    return cued or (day and month) or _said_year(parts, atoms)


def _said_year(parts: list[str], atoms: tuple[Atom, ...]) -> bool:
    """Whether words alone say a year after 1931 in third place, which no hour of a day is."""
    said = all(atom.form is Form.WORD for atom in atoms)
    return said and len(parts) > 3 and len(parts[2]) == 2 and parts[2] > _NO_HOUR


def _ends_date_part(gap: Gap, atom: Atom) -> bool:
    return atom.dated or not _DATE_MARKS.isdisjoint(gap.marks)


def _judge(
    parts: list[str], atoms: tuple[Atom, ...], gaps: tuple[Gap, ...], *, cued: bool
) -> Strength:
    digits = "".join(parts)
    if _year_first(parts, gaps):
        return Strength.STRONG
    if not _plausible(digits):
        return Strength.NONE
    if len(atoms) == 1:
        return Strength.STRONG
    border = _border(parts, len(digits) - 4)
    if border is None:
        return _oddly_parted(atoms, gaps, cued=cued)
    return Strength.STRONG if cued else _parted(border, parts, atoms, gaps)


def _plausible(digits: str) -> bool:
    """Whether the digits are a lived date and four more."""
    if not plausible_date(digits):
        return False
    if len(digits) == _LONG:
        return _lived_year(digits[4:8])
    return len(digits) == _SHORT


def _year_first(parts: list[str], gaps: tuple[Gap, ...]) -> bool:
    """Whether it is written 19900101-1234."""
    if [len(part) for part in parts] != [8, 4] or "-" not in gaps[0].marks:
        return False
    return _lived_year(parts[0][:4]) and plausible_date(parts[0][6:] + parts[0][4:6])


def _lived_year(year: str) -> bool:
    return _OLDEST_YEAR <= int(year) <= datetime.now(UTC).year


def _border(parts: list[str], date: int) -> int | None:
    """How many parts make the date, or none when no part ends with it."""
    length = 0
    for index, part in enumerate(parts):
        length += len(part)
        if length == date:
            return index + 1
    return None


def _oddly_parted(atoms: tuple[Atom, ...], gaps: tuple[Gap, ...], *, cued: bool) -> Strength:
    """Digits in groups that cut across date and serial number."""
    digits_only = all(atom.form is Form.DIGITS for atom in atoms)
    free = cued or (digits_only and not any(gap.marks for gap in gaps))
    return Strength.WEAK if free and not any(gap.hard for gap in gaps) else Strength.NONE


def _parted(
    border: int, parts: list[str], atoms: tuple[Atom, ...], gaps: tuple[Gap, ...]
) -> Strength:
    """A date of ``border`` parts and a serial number of the others."""
    tail = gaps[border:]
    if any(atom.dated for atom in atoms[:border]):
        said = not any(gap.hard or gap.marks for gap in tail)
        return Strength.STRONG if said else Strength.NONE
    if any(atom.form is not Form.DIGITS for atom in atoms):
        return Strength.WEAK
    if not _written_as_cpr(border, parts, gaps):
        return Strength.NONE
    joint = gaps[border - 1].marks
    in_one_piece = border == len(parts) - 1
    sure = in_one_piece and (border == 1 or (joint and joint != "."))
    return Strength.STRONG if sure else Strength.WEAK


def _written_as_cpr(border: int, parts: list[str], gaps: tuple[Gap, ...]) -> bool:
    """Whether the marks are ones a CPR number is written with, not times or a row of numbers."""
    inside, joint, tail = gaps[: border - 1], gaps[border - 1].marks, gaps[border:]
    if any(gap.hard or gap.words for gap in tail) or not all(map(_in_date, inside)):
        return False
    loose = any(gap.words or (gap.marks and gap.spaced) for gap in inside)
    if not _one_date(inside) or (loose and tail):
        return False
    uniform = len({gap.marks for gap in gaps}) == 1
    if tail and border > 1 and joint in _TIME_MARKS and not uniform:
        return False
    return uniform or not any(gap.marks for gap in tail)


def _in_date(gap: Gap) -> bool:
    """Whether day, month and year may be parted so: "1/1", "1. i 1.", "01 01"."""
    date_marks = set(gap.marks) <= _DATE_MARKS
    return date_marks and not gap.newline and (not gap.words or "." in gap.marks)


def _one_date(gaps: tuple[Gap, ...]) -> bool:
    """Whether the marks inside the date are ones a date is written with, not a span of time."""
    marks = [gap.marks for gap in gaps]
    if len(set(marks)) <= 1:
        return True
    return marks[0] in {"/", "."} and not marks[0] == "." == marks[-1]
