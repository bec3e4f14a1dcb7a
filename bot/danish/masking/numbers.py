"""Runs of numbers in a text: digits and number words in one row, with what parts them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import accumulate

from bot.danish.masking.spoken_numbers import (
    HUNDRED,
    MONTHS,
    TENS,
    THOUSAND,
    english_tens,
    is_unit,
    read_joined,
    read_word,
)
from bot.danish.masking.tokens import Kind, Token

_MARKS = frozenset("-./,:_()|*'\\~=;[]…")
_MOST_MARKS = 3
HESITATIONS = frozenset({
    "øh", "øhm", "øhh", "øøh", "øhhh", "æh", "æhm", "ehm", "hm", "hmm", "mm", "eh", "altså",
})  # fmt: skip
"""Heard anywhere, also inside a number: "to og øh firs"."""
_FILLERS = frozenset({
    "så", "og", "streg",
    "bindestreg", "tankestreg", "skråstreg", "minus", "punktum", "prik", "mellemrum", "komma",
    "er", "det", "ja", "hov", "vent", "nemlig", "skrå", "slash", "derefter", "dernæst",
    "efterfulgt", "i", "den", "år", "af", "dash", "løbenummer",
})  # fmt: skip
_MOST_FILLERS = 5


class Form(Enum):
    """How a number is said."""

    DIGITS = auto()
    WORD = auto()
    SUM = auto()
    """Hundreds or thousands in words."""
    ORDINAL = auto()
    MONTH = auto()


@dataclass(frozen=True, slots=True)
class Atom:
    """One number; its tokens are ``first`` up to, not including, ``after``."""

    digits: str
    form: Form
    first: int
    after: int
    plus: bool = False
    """Whether a plus sign stands before it."""

    @property
    def dated(self) -> bool:
        """Whether it can only be a day or a month."""
        return self.form is Form.ORDINAL or self.form is Form.MONTH

    @property
    def two_digits(self) -> str:
        """As a day or month is written: 1 as 01."""
        return self.digits.zfill(2)


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two numbers of a run."""

    marks: str
    spaced: bool
    newline: bool
    words: bool
    """Whether fillers such as "øh" and "streg" are said."""

    @property
    def tight(self) -> bool:
        """Marks without white space, as inside a date or a case number."""
        return bool(self.marks) and not self.spaced

    @property
    def hard(self) -> bool:
        """Whether what follows is likely another number than what went before."""
        return self.newline or (self.spaced and bool(self.marks)) or bool(set(self.marks) & _HARD)


_HARD = frozenset(",;:|()[]=")


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers with nothing but marks, white space and fillers between them."""

    atoms: tuple[Atom, ...]
    gaps: tuple[Gap, ...]
    """``gaps[i]`` stands between ``atoms[i]`` and ``atoms[i + 1]``."""
    ends: tuple[int, ...] = field(init=False)
    """``ends[i]`` counts the digits of the atoms before ``i``."""

    plain: bool = field(init=False)
    """Whether no atom is a day, a month or begins with a plus sign."""

    def __post_init__(self) -> None:
        """Count the digits."""
        lengths = (len(atom.digits) for atom in self.atoms)
        object.__setattr__(self, "ends", (0, *accumulate(lengths)))
        plain = not any(atom.dated or atom.plus for atom in self.atoms)
        object.__setattr__(self, "plain", plain)

    def length(self, begin: int, end: int) -> int:
        """How many digits ``atoms[begin:end]`` have."""
        return self.ends[end] - self.ends[begin]

    def windows(self, begin: int, limit: int, lengths: range) -> Iterator[int]:
        """The ends of windows from ``begin`` to ``limit`` with one of ``lengths`` digits."""
        start = self.ends[begin]
        for end in range(begin + 1, limit + 1):
            length = self.ends[end] - start
            if length >= lengths.stop:
                return
            if length >= lengths.start:
                yield end


def read_runs(tokens: list[Token]) -> list[Run]:
    """All runs of a text, in order; a speaker's hesitations are read over."""
    places = [at for at, token in enumerate(tokens) if token.lower not in HESITATIONS]
    if len(places) == len(tokens):
        return _runs(tokens)
    return [_placed(run, places) for run in _runs([tokens[at] for at in places])]


def _placed(run: Run, places: list[int]) -> Run:
    """The run with its atoms at ``places`` among all tokens."""
    atoms = (
        replace(atom, first=places[atom.first], after=places[atom.after - 1] + 1)
        for atom in run.atoms
    )
    return Run(tuple(atoms), run.gaps)


def _runs(tokens: list[Token]) -> list[Run]:
    runs: list[Run] = []
    at = 0
    while at < len(tokens):
        first = _atom(tokens, at, begun=False)
        if first is None:
            at += 1
            continue
        atoms, gaps = [first], list[Gap]()
        while (step := _next(tokens, atoms[-1].after)) is not None:
            gap, atom = step
            gaps.append(gap)
            atoms.append(atom)
        runs.append(Run(tuple(atoms), tuple(gaps)))
        at = atoms[-1].after
    return runs


def read_number(tokens: list[Token], at: int) -> Atom | None:
    """The one number at ``tokens[at]``, in digits or words, or none."""
    return _atom(tokens, at, begun=False)


def _next(tokens: list[Token], at: int) -> tuple[Gap, Atom] | None:
    """The next number of the run that ``at`` ends, and the gap before it."""
    marks, fillers, spaced, newline, plus = "", 0, False, False, False
    for index in range(at, min(at + _MOST_MARKS + _MOST_FILLERS + 1, len(tokens))):
        token = tokens[index]
        spaced = spaced or bool(token.gap)
        newline = newline or "\n" in token.gap
        atom = _atom(tokens, index, begun=True)
        if atom is not None:
            atom = Atom(atom.digits, atom.form, atom.first, atom.after, plus)
            return Gap(marks, spaced, newline, fillers > 0), atom
        if token.text == "+":
            plus = True
        elif token.text in _MARKS and (len(marks) < _MOST_MARKS or marks[-1] == token.text):
            marks += "" if marks[-1:] == token.text else token.text
        elif token.lower in _FILLERS and fillers < _MOST_FILLERS:
            fillers += 1
        else:
            return None
    return None


def _atom(tokens: list[Token], at: int, *, begun: bool) -> Atom | None:
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind is Kind.NUMBER:
        plus = at > 0 and tokens[at - 1].text == "+" and not token.gap
        return Atom(token.text, Form.DIGITS, at, at + 1, plus)
    if token.kind is not Kind.WORD:
        return None
    if begun and token.lower in MONTHS:
        return Atom(str(MONTHS[token.lower]), Form.MONTH, at, at + 1)
    spoken = _spoken(tokens, at)
    if spoken is None and (digits := read_joined(token.lower)):
        return Atom(digits, Form.WORD, at, at + 1)
    return spoken


def _spoken(tokens: list[Token], at: int) -> Atom | None:
    """A number in words, also one of several words such as "nitten hundrede og fem".

    "nittenhundrede" in one word is a hundred already: only the rest may follow.
    """
    small = _small(tokens, at)
    value, form, after = small or (1, Form.WORD, at)
    scale = _scale(tokens, after)
    if value >= 100:
        scale, after = 1, after - 1
    if scale is None or value == 0 or form is Form.ORDINAL:
        return small and Atom(str(value), form, at, after)
    total, after = value * scale, after + 1
    more = _small(tokens, _past_og(tokens, after)) if scale == 1000 else None
    if more and _scale(tokens, more[2]) == 100:
        total, after = total + more[0] * 100, more[2] + 1
    rest = _small(tokens, _past_og(tokens, after))
    if rest and rest[1] is Form.WORD and rest[0] > 0 and _scale(tokens, rest[2]) is None:
        total, after = total + rest[0], rest[2]
    return Atom(str(total), Form.SUM, at, after)


def _small(tokens: list[Token], at: int) -> tuple[int, Form, int] | None:
    """Value, form and end of a number word below 100, or one said as "fire og halvfjerds"."""
    word = _word(tokens, at)
    if word is None:
        return None
    parted = _parted(tokens, at, word)
    if parted is not None:
        return parted[0], Form.WORD, parted[1]
    spoken = read_word(word)
    if spoken is None:
        return None
    return spoken.value, Form.ORDINAL if spoken.ordinal else Form.WORD, at + 1


def _parted(tokens: list[Token], at: int, word: str) -> tuple[int, int] | None:
    """Value and end of a number said in parts: "fire og halvfjerds", "thirty four"."""
    second = _word(tokens, at + 1) or ""
    english = english_tens(word, second)
    if english is not None:
        return english, at + 2
    joined = word.endswith("og")
    unit = read_word(word[:-2] if joined else word)
    if unit is None or unit.ordinal or not is_unit(unit.value):
        return None
    if joined or second.startswith("og"):
        ten = second if joined else second[2:]
        if ten in TENS:
            return TENS[ten] + unit.value, at + 2
    third = _word(tokens, at + 2) or "" if second == "og" else ""
    return (TENS[third] + unit.value, at + 3) if third in TENS else None


def _word(tokens: list[Token], at: int) -> str | None:
    return tokens[at].lower if at < len(tokens) and tokens[at].kind is Kind.WORD else None


def _scale(tokens: list[Token], at: int) -> int | None:
    word = _word(tokens, at)
    return 100 if word in HUNDRED else 1000 if word in THOUSAND else None


def _past_og(tokens: list[Token], at: int) -> int:
    return at + 1 if _word(tokens, at) == "og" else at
