"""The last four digits of a CPR number, given on their own."""

from collections.abc import Iterator

from bot.danish.masking.cpr import plausible_date
from bot.danish.masking.numbers import HESITATIONS, Atom, Run
from bot.danish.masking.tokens import Token

_REACH = 8
_DATES = (6, 8)
"""Digits of a date with a year of two and of four."""
_MOST_DATE_ATOMS = 8
_SAID = (
    "sidste fire", "sidste 4", "fire sidste", "4 sidste", "kontrolcifre", "kontrolciffer",
    "løbenummer", "løbenr", "last four", "cpr slutter", "cpr ender", "cpr-nummer slutter",
    "cpr nummer slutter",
)  # fmt: skip

_BETWEEN = frozenset({
    "cifre", "cifrene", "ciffer", "tal", "tallene", "numre", "er", "i", "mit", "min", "hendes",
    "hans", "cpr", "cprnummer", "cprnummeret", "nummer", "nummeret", "nr", "personnummer", "det",
    "så", "og", "på", "af", "lyder", "hedder", "kommer", "her", "de", "nemlig", "ja", "med", "s",
    "digits", "of", "my", "is", "are", "barnets", "jo", "vist", "nok",
})  # fmt: skip
_OF_OTHERS = ("kort", "konto", "tlf", "telefon", "mobil", "cvr", "sag", "dankort", "iban")


def find_last_four(tokens: list[Token], runs: list[Run]) -> Iterator[tuple[int, int]]:
    """Token ranges of four digits after "de sidste fire" that aren't said of a card or a case.

    A birthday said just before is taken in, with the words between.
    """
    birthday: tuple[int, int] | None = None
    for run in runs:
        for skip in range(min(2, len(run.atoms))):
            rest = run.atoms[skip:]
            if sum(len(atom.digits) for atom in rest) != 4:
                continue
            first = rest[0].first
            before = (token.lower for token in tokens[max(0, first - _REACH) : first])
            said = " ".join(word for word in before if word not in HESITATIONS)
            if _announced(said) and not _of_others(tokens, first):
                near = birthday and first - birthday[1] <= _REACH
                yield birthday[0] if birthday and near else first, rest[-1].after
                break
        birthday = _birthday(run) or birthday


def _announced(said: str) -> bool:
    """Whether the words end with "de sidste fire" and what may stand before the digits.

    In "de sidste fire uger har jeg fået 1200" they don't.
    """
    at, phrase = max((said.rfind(phrase), phrase) for phrase in _SAID)
    return at >= 0 and all(
        word in _BETWEEN or not word.isalnum() for word in said[at + len(phrase) :].split()
    )


def _birthday(run: Run) -> tuple[int, int] | None:
    """The tokens of the date that the run ends with, or none."""
    for begin in range(max(0, len(run.atoms) - _MOST_DATE_ATOMS), len(run.atoms)):
        atoms = run.atoms[begin:]
        if any(_is_date(atoms, padded) for padded in range(min(2, len(atoms) - 1) + 1)):
            return atoms[0].first, atoms[-1].after
    return None


def _is_date(atoms: tuple[Atom, ...], padded: int) -> bool:
    """Whether the digits are a date once the first ``padded`` atoms have their nought."""
    digits = "".join(atom.two_digits for atom in atoms[:padded])
    digits += "".join(atom.digits for atom in atoms[padded:])
    return len(digits) in _DATES and plausible_date(digits)


def _of_others(tokens: list[Token], first: int) -> bool:
    nearby = tokens[max(0, first - _REACH + 4) : first]
    return any(token.lower.startswith(_OF_OTHERS) for token in nearby)
