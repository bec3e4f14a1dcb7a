"""Payment cards, bank accounts with their registration number, and IBAN."""

import re
from collections.abc import Iterator

from bot.danish.masking.cues import Cue, cue_before, says_other_after
from bot.danish.masking.identifiers import Identifier
from bot.danish.masking.numbers import Atom, Form, Gap, Run
from bot.danish.masking.spans import Label
from bot.danish.masking.tokens import Kind, Token

_CARD_LENGTHS = range(14, 20)
_MOST_CARD_ATOMS = 19
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""Twice a digit, the sum of its digits."""
_CARD_BEGINNINGS = "23456"
_ISSUERS = {
    14: ("30", "36", "38", "39"), 15: ("34", "37"), 16: ("22", "23", "24", "25", "26", "27", "3",
    "4", "5", "6"), 17: ("5", "6"), 18: ("5", "6"), 19: ("4", "5", "6"),
}  # fmt: skip
"""How card numbers begin, by length (ISO/IEC 7812)."""
_REGISTRATION = 4
_ACCOUNT_LENGTHS = range(6, 11)
_WHOLE_LENGTHS = range(6, 16)
_REGISTRATIONS = frozenset({"reg", "regnr", "nr"})
_YEARS = range(1900, 2100)
_BETWEEN = 6
"""Most tokens between registration number and account."""

_IBAN_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2} ?\d{2}(?=[ -]?[A-Za-z0-9])")
_IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "BA": 20, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GL": 18, "GR": 27, "HR": 21,
    "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LT": 20, "LU": 20, "LV": 21, "MT": 31, "NL": 18,
    "NO": 15, "PK": 24, "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24,
    "TR": 26, "UA": 29, "XK": 20,
}  # fmt: skip
"""Characters of an IBAN by country (SWIFT, IBAN Registry)."""


def luhn(digits: str) -> bool:
    """Whether the check digit is right (ISO/IEC 7812-1, annex B)."""
    values = [int(char) for char in reversed(digits)]
    doubled = sum(_DOUBLED[value] for value in values[1::2])
    return (sum(values[::2]) + doubled) % 10 == 0


def mod97(iban: str) -> bool:
    """Whether the two check digits of an IBAN without spaces are right (ISO 13616)."""
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def find_cards(tokens: list[Token], runs: list[Run]) -> Iterator[Identifier]:
    """Card numbers: 14 to 19 digits with a right check digit, or four groups of four."""
    for run in runs:
        cue = cue_before(tokens, run.atoms[0].first)
        begin = 0
        while begin < len(run.atoms):
            end = _card_end(run, begin, cue)
            if end is None:
                begin += 1
                continue
            yield Identifier(
                Label.CARD, run.atoms[begin].first, run.atoms[end - 1].after, sure=True
            )
            begin = end


def _card_end(run: Run, begin: int, cue: Cue | None) -> int | None:
    if cue is not Cue.CARD and run.atoms[begin].digits[0] not in _CARD_BEGINNINGS:
        return None
    limit = min(begin + _MOST_CARD_ATOMS, len(run.atoms))
    for end in run.windows(begin, limit, _CARD_LENGTHS):
        atoms = run.atoms[begin:end]
        digits = "".join(atom.digits for atom in atoms)
        if _is_card(digits, atoms, cue) and _in_one_row(run, begin, end):
            return end
    return None


def _in_one_row(run: Run, begin: int, end: int) -> bool:
    """Whether nothing parts the digits, and no further ones stand against them."""
    parted = any(gap.hard and gap.marks for gap in run.gaps[begin : end - 1])
    plain = not any(atom.dated or atom.form is Form.SUM for atom in run.atoms[begin:end])
    return plain and not parted and _free(run, begin, end)


def _is_card(digits: str, atoms: tuple[Atom, ...], cue: Cue | None) -> bool:
    if cue is Cue.CARD:
        return len(digits) == 16 or luhn(digits)
    if cue in {Cue.OTHER, Cue.ACCOUNT} or not digits.startswith(_ISSUERS[len(digits)]):
        return False
    in_fours = len(digits) == 16 and [len(atom.digits) for atom in atoms] == [4, 4, 4, 4]
    return luhn(digits) or in_fours


def _free(run: Run, begin: int, end: int) -> bool:
    """Whether no further digits stand against the number."""
    atoms, gaps = run.atoms, run.gaps
    last = len(atoms[end - 1].digits)
    first = len(atoms[begin].digits)
    before = begin == 0 or _apart(gaps[begin - 1], len(atoms[begin - 1].digits), first)
    after = end == len(atoms) or _apart(gaps[end - 1], len(atoms[end].digits), last)
    return before and after


def _apart(gap: Gap, other: int, own: int) -> bool:
    """Whether groups of ``other`` and ``own`` digits with ``gap`` between are two numbers."""
    return gap.hard or not (gap.tight or other == own)


def find_accounts(tokens: list[Token], runs: list[Run]) -> Iterator[Identifier]:
    """Accounts after "konto" and "reg.nr.", and four and ten digits side by side."""
    pending: Identifier | None = None
    for run in runs:
        cue = cue_before(tokens, run.atoms[0].first)
        found = _cued(tokens, run) if cue is Cue.ACCOUNT else _uncued(tokens, run, cue)
        for each in found:
            joined = pending and each.first - pending.after <= _BETWEEN
            first = pending.first if pending and joined else each.first
            pending = Identifier(each.label, first, each.after, sure=True)
            yield pending


def _cued(tokens: list[Token], run: Run) -> Iterator[Identifier]:
    if says_other_after(tokens, run.atoms[-1].after) or run.atoms[0].plus:
        return
    atoms = _leading(run)
    if any("." in gap.marks for gap in run.gaps[: len(atoms) - 1]) and len(atoms[-1].digits) == 3:
        return
    length = sum(len(atom.digits) for atom in atoms)
    first = _with_abbreviation(tokens, atoms[0].first)
    if length == _REGISTRATION and not _is_registration(tokens, atoms[0].first):
        return
    if length == _REGISTRATION or length in _WHOLE_LENGTHS:
        yield Identifier(Label.IBAN_ACCOUNT, first, atoms[-1].after, sure=True)


def _leading(run: Run) -> tuple[Atom, ...]:
    """The atoms before the first comma or line that parts two numbers."""
    for index, gap in enumerate(run.gaps):
        apart = gap.newline or ("," in gap.marks and gap.spaced)
        if apart and sum(len(atom.digits) for atom in run.atoms[: index + 1]) > _REGISTRATION:
            return run.atoms[: index + 1]
    return run.atoms


def _is_registration(tokens: list[Token], first: int) -> bool:
    words = {token.lower for token in tokens[max(0, first - 6) : first]}
    return any(word.startswith("reg") for word in words)


def _with_abbreviation(tokens: list[Token], first: int) -> int:
    """Where "reg. nr." before the number begins: it says nothing once the number is gone."""
    at = first
    while at > 0 and (tokens[at - 1].lower in _REGISTRATIONS or tokens[at - 1].text in ".:-"):
        at -= 1
    while at < first and tokens[at].kind is Kind.MARK:
        at += 1
    return at if tokens[at].lower in _REGISTRATIONS - {"nr"} else first


def _uncued(tokens: list[Token], run: Run, cue: Cue | None) -> Iterator[Identifier]:
    if cue is Cue.OTHER:
        return
    for index in range(len(run.atoms) - 1):
        registration, account = run.atoms[index], run.atoms[index + 1]
        gap = run.gaps[index]
        digits = [registration.form, account.form] == [Form.DIGITS, Form.DIGITS]
        sizes = (len(registration.digits), len(account.digits))
        joined = gap.marks in {"", "-", "/"} and sizes == (_REGISTRATION, 10)
        if digits and joined and int(registration.digits) not in _YEARS:
            yield Identifier(Label.IBAN_ACCOUNT, registration.first, account.after, sure=True)


def find_ibans(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of IBANs in a folded text: check digits right, or Danish, or so announced."""
    for match in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get(match.group()[:2].upper())
        end = _iban_end(text, match.start(), length) if length else None
        if end is None:
            continue
        bare = re.sub(r"[ -]", "", text[match.start() : end]).upper()
        announced = "iban" in text[max(0, match.start() - 30) : match.start()].lower()
        danish = bare.startswith("DK") and bare[2:].isdigit()
        if announced or danish or mod97(bare):
            yield match.start(), end


def _iban_end(text: str, start: int, length: int) -> int | None:
    """Where ``length`` letters and digits from ``start`` end, single spaces not counted."""
    taken, at = 0, start
    while taken < length:
        if at >= len(text):
            return None
        if text[at].isascii() and text[at].isalnum():
            taken += 1
        elif text[at] not in " -" or text[at - 1] in " -":
            return None
        at += 1
    return at if at == len(text) or not text[at].isalnum() else None
