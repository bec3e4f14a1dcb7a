"""The last four digits of a CPR number, given on their own."""

from collections.abc import Iterator

from bot.danish.masking.cpr import plausible_date
from bot.danish.masking.numbers import Run
from bot.danish.masking.tokens import Token

_REACH = 8
_DATE = 6
_SAID = (
    "sidste fire", "sidste 4", "fire sidste", "4 sidste", "kontrolcifre", "kontrolciffer",
    "løbenummer", "løbenr", "last four", "cpr slutter", "cpr ender", "cpr-nummer slutter",
    "cpr nummer slutter",
)  # fmt: skip

_OF_OTHERS = ("kort", "konto", "tlf", "telefon", "mobil", "cvr", "sag", "dankort", "iban")


def find_last_four(tokens: list[Token], runs: list[Run]) -> Iterator[tuple[int, int]]:
    """Token ranges of four digits after "de sidste fire" that aren't said of a card or a case.

    The six digits of a birthday said just before are given too.
    """
    birthday: Run | None = None
    for run in runs:
        atoms = run.atoms
        digits = "".join(atom.digits for atom in atoms)
        if len(digits) == _DATE and plausible_date(digits):
            birthday = run
        for skip in range(min(2, len(atoms))):
            rest = atoms[skip:]
            if sum(len(atom.digits) for atom in rest) != 4:
                continue
            first = rest[0].first
            before = [token.lower for token in tokens[max(0, first - _REACH) : first]]
            said = " ".join(before)
            if any(word in said for word in _SAID) and not _of_others(tokens, first):
                yield first, rest[-1].after
                if birthday and first - birthday.atoms[-1].after <= _REACH:
                    yield birthday.atoms[0].first, birthday.atoms[-1].after
                break


def _of_others(tokens: list[Token], first: int) -> bool:
    nearby = tokens[max(0, first - _REACH + 4) : first]
    return any(token.lower.startswith(_OF_OTHERS) for token in nearby)
