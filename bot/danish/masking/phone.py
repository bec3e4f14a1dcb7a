"""Danish telephone numbers: eight digits in any grouping, with or without +45 or 0045."""

from bot.danish.masking.numbers import Atom, Form, Gap, Run

_LENGTH = 8
_PREFIXES = {10: "45", 12: "0045"}
"""Denmark's code, by how many digits there are with it."""
_GROUPINGS = frozenset({
    (8,), (2, 2, 2, 2), (4, 4), (2, 3, 3), (3, 3, 2), (3, 2, 3), (2, 6), (6, 2), (2, 2, 4),
    (4, 2, 2), (2, 4, 2), (5, 3), (3, 5), (1,) * 8,
})  # fmt: skip
_SPANS = frozenset({(4, 4), (5, 3), (3, 5)})
"""Groupings that a dash may make a span of: 2021 - 2033."""
_MOST_TIMES = 4
_ROUND = 50
_YEARS = range(1900, 2100)
_CLOCK = frozenset({*range(25), 30, 45})


def phone_start(run: Run, begin: int, end: int) -> int | None:
    """Where the eight digits begin in ``run.atoms[begin:end]``, or none when it is no number.

    It differs from ``begin`` where the country's code stands first.
    """
    length = run.length(begin, end)
    prefix = _PREFIXES.get(length)
    if prefix is None and length != _LENGTH:
        return None
    if not run.plain and any(atom.dated for atom in run.atoms[begin:end]):
        return None
    if prefix is None:
        return begin
    said = ""
    for index in range(begin, end):
        said += run.atoms[index].digits
        if said == prefix:
            return index + 1
        if len(said) > len(prefix):
            return begin if said == run.atoms[begin].digits and said.startswith(prefix) else None
    return None


def looks_like_phone(run: Run, begin: int, end: int) -> bool:
    """Whether eight digits without a telling word near them are grouped as a telephone number.

    Dates, years, spans of times and amounts are not.
    """
    atoms, gaps = run.atoms[begin:end], run.gaps[begin : end - 1]
    if any(atom.form is not Form.DIGITS for atom in atoms):
        return _said(atoms, gaps)
    sizes = tuple(len(atom.digits) for atom in atoms)
    code = sum(sizes) - _LENGTH
    if (sizes[0] - code, *sizes[1:]) not in _GROUPINGS:
        return False
    if any(gap.words for gap in gaps) or not (_uniform(gaps) and _in_one(atoms, sizes, gaps)):
        return False
    return not (
        _counts_up(atoms)
        or _date(atoms, sizes)
        or _amount(atoms, sizes, gaps)
        or _pair_of_years(atoms, sizes)
    )


def times_of_day(run: Run, begin: int, end: int) -> bool:
    """Whether ``run.atoms[begin:end]`` are opening hours: 10-12 og 13-15, 8:00-16:00."""
    atoms, gaps = run.atoms[begin:end], run.gaps[begin : end - 1]
    if any(":" in gap.marks for gap in gaps[1 if atoms[0].digits == "45" else 0 :]):
        return True
    hours = all(len(atom.digits) <= 2 and int(atom.digits) in _CLOCK for atom in atoms)
    if len(atoms) > _MOST_TIMES or not hours:
        return False
    return any(gap.words for gap in gaps) or not _uniform(gaps)


def _said(atoms: tuple[Atom, ...], gaps: tuple[Gap, ...]) -> bool:
    words = [atom.form is Form.WORD for atom in atoms]
    if len(atoms) < 4 or any(atom.form is Form.SUM for atom in atoms):
        return False
    return all(words) or not any(gap.words for gap in gaps)


def _in_one(atoms: tuple[Atom, ...], sizes: tuple[int, ...], gaps: tuple[Gap, ...]) -> bool:
    """Whether no mark parts the groups into several numbers; "20 - 30 - 40 - 50" is one."""
    dashed = bool(gaps) and gaps[0].marks == "-" and sizes not in _SPANS
    if dashed and int(atoms[0].digits) not in _CLOCK:
        return not any(gap.newline for gap in gaps)
    return not any(gap.hard and gap.marks for gap in gaps)


def _uniform(gaps: tuple[Gap, ...]) -> bool:
    return len({gap.marks for gap in gaps}) <= 1


def _counts_up(atoms: tuple[Atom, ...]) -> bool:
    """Whether the groups are a row of numbers: 67 68 69 70."""
    values = [int(atom.digits) for atom in atoms]
    return len(values) == 4 and values == list(range(values[0], values[0] + len(values)))


def _date(atoms: tuple[Atom, ...], sizes: tuple[int, ...]) -> bool:
    values = [int(atom.digits) for atom in atoms]
    if sizes == (2, 2, 4):
        return values[0] <= 31 and values[1] <= 12 and values[2] in _YEARS
    if sizes == (4, 2, 2):
        return values[0] in _YEARS and values[1] <= 12 and values[2] <= 31
    return False


def _pair_of_years(atoms: tuple[Atom, ...], sizes: tuple[int, ...]) -> bool:
    return sizes == (4, 4) and all(int(atom.digits) in _YEARS for atom in atoms)


def _amount(atoms: tuple[Atom, ...], sizes: tuple[int, ...], gaps: tuple[Gap, ...]) -> bool:
    if sizes == (2, 3, 3):
        return gaps[0].marks == "." or atoms[-1].digits == "000"
    if sizes in {(5, 3), (3, 5)}:
        return bool(gaps[0].marks) or atoms[-1].digits == "000"
    span = sizes == (4, 4) and bool(gaps[0].marks)
    return span and all(int(atom.digits) % _ROUND == 0 for atom in atoms)
