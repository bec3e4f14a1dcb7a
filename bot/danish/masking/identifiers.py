"""Which numbers of a run are CPR numbers and telephone numbers, weighed against each other."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.danish.masking.cpr import Strength, cpr_strength, plausible_date
from bot.danish.masking.cues import Cue, cue_after, cue_before, says_other_after
from bot.danish.masking.numbers import Atom, Form, Run
from bot.danish.masking.phone import looks_like_phone, phone_start, times_of_day
from bot.danish.masking.spans import Label
from bot.danish.masking.tokens import Kind, Token

_CPR_LENGTHS = range(8, 13)
_PHONE_LENGTHS = range(8, 13)
_LOOSE_LENGTHS = {Label.CPR: range(9, 12), Label.PHONE: range(7, 13)}
_DATE_LENGTH = 6
_MOST_ATOMS = 14
_LONGEST_ROW = 60
"""More numbers in a row than this, unparted, are no telephone and CPR numbers side by side."""
_ARTICLES = frozenset({"en", "et", "to"})


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number found: tokens ``first`` up to, not including, ``after``."""

    label: Label
    first: int
    after: int
    sure: bool
    """Whether its writing alone gives it away."""


class RunReader:
    """Finds the CPR and telephone numbers of one run."""

    def __init__(self, tokens: list[Token], run: Run, is_postal: Callable[[int], bool]) -> None:
        """``is_postal`` tells whether a token is a postal code before its town."""
        self._tokens = tokens
        self._run = run
        self._is_postal = is_postal
        self._strengths: dict[tuple[int, int], Strength] = {}
        before = cue_before(tokens, run.atoms[0].first)
        self._cue = before or cue_after(tokens, run.atoms[-1].after)

    def read(self) -> list[Identifier]:
        """All of them, in order."""
        found: list[Identifier] = []
        at, open_from, total = 0, 0, len(self._run.atoms)
        while at < total:
            end = self._strong_cpr(at)
            if end is None:
                at += 1
                continue
            found += self._stretch(open_from, at)
            found.append(self._found(Label.CPR, at, end, sure=True))
            at = open_from = end
        return found + self._stretch(open_from, total)

    def _found(self, label: Label, begin: int, end: int, *, sure: bool) -> Identifier:
        atoms = self._run.atoms
        return Identifier(label, atoms[begin].first, atoms[end - 1].after, sure)

    def _windows(self, begin: int, limit: int, lengths: range) -> list[int]:
        limit = min(limit, begin + _MOST_ATOMS)
        return list(self._run.windows(begin, limit, lengths))

    def _strength(self, begin: int, end: int) -> Strength:
        """Judged once a window: both the search for sure and for other numbers ask."""
        known = self._strengths.get((begin, end))
        if known is None:
            known = cpr_strength(self._run, begin, end, cued=self._cue is Cue.CPR)
            self._strengths[begin, end] = known
        return known

    def _strong_cpr(self, begin: int) -> int | None:
        for end in reversed(self._windows(begin, len(self._run.atoms), _CPR_LENGTHS)):
            if self._strength(begin, end) is not Strength.STRONG:
                continue
            if self._stands_free(begin, end) and self._believable(begin, end):
                return end
        return None

    def _stands_free(self, begin: int, end: int) -> bool:
        """Whether the window isn't the middle of a longer number, unless it is 010190-1234."""
        if self._classic(begin, end) or self._cue is Cue.CPR:
            return True
        gaps = self._run.gaps
        before = begin == 0 or not gaps[begin - 1].tight or gaps[begin - 1].hard
        after = end > len(gaps) or not gaps[end - 1].tight or gaps[end - 1].hard
        return before and after

    def _classic(self, begin: int, end: int) -> bool:
        atoms = self._run.atoms[begin:end]
        return [len(atom.digits) for atom in atoms] == [6, 4] and self._run.gaps[begin].tight

    def _believable(self, begin: int, end: int) -> bool:
        """Whether the words around don't make the window another kind of number."""
        if self._classic(begin, end) or self._cue is Cue.CPR:
            return True
        atoms = self._run.atoms
        cue = self._cue if begin == 0 else None
        if cue is Cue.OTHER and all(atom.form is Form.DIGITS for atom in atoms[begin:end]):
            return False
        last = atoms[end - 1]
        return not (says_other_after(self._tokens, last.after) or self._is_postal(last.first))

    def _stretch(self, begin: int, end: int) -> list[Identifier]:
        """Numbers of a stretch that hold no certain CPR number."""
        if begin >= end:
            return []
        whole = self._cover(begin, end) if end - begin <= _LONGEST_ROW else None
        if whole is not None:
            return whole
        pieces = self._pieces(begin, end)
        if len(pieces) > 1:
            return [each for piece in pieces for each in self._stretch(*piece)]
        atoms = self._run.atoms
        if self._article(atoms[begin]) and end - begin > 1:
            return self._stretch(begin + 1, end)
        return self._single_phones(begin, end) or self._loose(begin, end)

    def _pieces(self, begin: int, end: int) -> list[tuple[int, int]]:
        pieces, start = [], begin
        for index in range(begin, end - 1):
            if self._run.gaps[index].hard or self._run.atoms[index + 1].plus:
                pieces.append((start, index + 1))
                start = index + 1
        return [*pieces, (start, end)]

    def _article(self, atom: Atom) -> bool:
        token = self._tokens[atom.first]
        return atom.after == atom.first + 1 and token.lower in _ARTICLES

    def _cover(self, begin: int, end: int) -> list[Identifier] | None:
        """Identifiers that use up the stretch without a remainder, or none."""
        best: dict[int, list[Identifier] | None] = {end: []}
        for start in range(end - 1, begin - 1, -1):
            best[start] = None
            for stop, label in self._weak(start, end):
                rest = best.get(stop)
                if rest is not None:
                    best[start] = [self._found(label, start, stop, sure=False), *rest]
                    break
        return best[begin]

    def _weak(self, start: int, end: int) -> list[tuple[int, Label]]:
        cpr = [
            (stop, Label.CPR)
            for stop in self._windows(start, end, _CPR_LENGTHS)
            if self._strength(start, stop) and self._believable(start, stop)
        ]
        phones = [
            (stop, Label.PHONE)
            for stop in self._windows(start, end, _PHONE_LENGTHS)
            if self._is_phone(start, stop)
        ]
        return cpr + phones

    def _is_phone(self, begin: int, end: int) -> bool:
        start = phone_start(self._run, begin, end)
        if start is None:
            return False
        atoms = self._run.atoms
        if says_other_after(self._tokens, atoms[end - 1].after):
            return False
        if self._cue is Cue.PHONE:
            return not times_of_day(self._run, start, end)
        if self._cue is Cue.OTHER and begin == 0:
            return False
        glued = self._glued(atoms[begin])
        return not glued and looks_like_phone(self._run, start, end)

    def _glued(self, atom: Atom) -> bool:
        """Whether letters stand against the number, as in a VAT or passport number."""
        if atom.first == 0 or self._tokens[atom.first].gap:
            return False
        before = self._tokens[atom.first - 1]
        return before.kind is Kind.WORD and len(before.text) <= 2

    def _single_phones(self, begin: int, end: int) -> list[Identifier]:
        """Telephone numbers among other numbers, where the grouping parts them."""
        found, at = list[Identifier](), begin
        while at < end:
            for stop in self._windows(at, end, _PHONE_LENGTHS):
                if self._parted(at, stop, begin, end) and self._is_phone(at, stop):
                    found.append(self._found(Label.PHONE, at, stop, sure=False))
                    at = stop - 1
                    break
            at += 1
        return found

    def _parted(self, begin: int, end: int, first: int, last: int) -> bool:
        atoms, gaps = self._run.atoms, self._run.gaps
        if any(atom.form is not Form.DIGITS for atom in atoms[begin:end]):
            return False
        before = begin == first or not (
            gaps[begin - 1].tight or len(atoms[begin - 1].digits) == len(atoms[begin].digits)
        )
        after = end == last or not (
            gaps[end - 1].tight or len(atoms[end].digits) == len(atoms[end - 1].digits)
        )
        return before and after

    def _loose(self, begin: int, end: int) -> list[Identifier]:
        """What a telling word announces, though its digits are too few, too many or odd."""
        label = {Cue.CPR: Label.CPR, Cue.PHONE: Label.PHONE}.get(self._cue or Cue.OTHER)
        if label is None or begin != 0:
            return []
        atoms = self._run.atoms[begin:end]
        length = self._run.length(begin, end)
        amount = says_other_after(self._tokens, atoms[-1].after)
        if amount or times_of_day(self._run, begin, end):
            return []
        if label is Label.CPR and length == _DATE_LENGTH:
            return self._birthday(begin, end)
        if length in _LOOSE_LENGTHS[label]:
            return [self._found(label, begin, end, sure=False)]
        return []

    def _birthday(self, begin: int, end: int) -> list[Identifier]:
        """The first six digits alone, as in 010190-XXXX."""
        digits = "".join(atom.digits for atom in self._run.atoms[begin:end])
        if not plausible_date(digits):
            return []
        found = self._found(Label.CPR, begin, end, sure=False)
        hidden = self._tokens[found.after : found.after + 2]
        crossed = len(hidden) == 2 and hidden[0].text == "-" and not set(hidden[1].lower) - {"x"}
        return [replace(found, after=found.after + 2) if crossed else found]
