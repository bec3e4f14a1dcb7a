"""Numbers and addresses of public bodies, which stay readable however they are written."""

from collections.abc import Collection

from bot.danish.masking.emails import find_written
from bot.danish.masking.folding import fold
from bot.danish.masking.lexicon import Lexicon
from bot.danish.masking.numbers import read_number, read_runs
from bot.danish.masking.reading import Reading
from bot.danish.masking.spans import Label
from bot.danish.masking.spoken_emails import find_spoken
from bot.danish.masking.tokens import Kind, Token, tokenise

_PHONE_LENGTH = 8
_SIGNS = {
    "punktum": ".", "dot": ".", "prik": ".", "punkt": ".", "bindestreg": "-", "streg": "-",
    "dash": "-", "underscore": "_", "understreg": "_", "snabela": "@", "(at)": "@",
}  # fmt: skip


class Kept:
    """What stays readable; compared by what is meant, not by how it is written."""

    def __init__(self, values: Collection[str], lexicon: Lexicon) -> None:
        """``values``: telephone numbers, e-mail addresses and addresses, each as published."""
        self._phones: set[str] = set()
        self._emails: set[str] = set()
        self._addresses: set[tuple[str, ...]] = set()
        for value in values:
            self._take(fold(value).text, lexicon)

    def _take(self, value: str, lexicon: Lexicon) -> None:
        reading = Reading(value, lexicon)
        for run in reading.runs:
            self._phones.add(_phone_key("".join(atom.digits for atom in run.atoms)))
        for start, end in find_written(value):
            self._emails.add(value[start:end].lower())
        for first, after in reading.addresses:
            self._addresses.add(_address_key(reading.tokens[first:after]))

    def keeps(self, text: str, label: Label) -> bool:
        """Whether a found piece of text is one of the kept."""
        if label is Label.PHONE and self._phones:
            digits = "".join(atom.digits for run in read_runs(tokenise(text)) for atom in run.atoms)
            return _phone_key(digits) in self._phones
        if label is Label.EMAIL and self._emails:
            return _email_key(text) in self._emails
        if label is Label.ADDRESS and self._addresses:
            tokens = tokenise(text)
            key = _address_key(tokens)
            return key in self._addresses and not _has_floor(tokens, len(key))
        return False


def _phone_key(digits: str) -> str:
    for prefix in ("0045", "45"):
        if digits.startswith(prefix) and len(digits) == _PHONE_LENGTH + len(prefix):
            return digits.removeprefix(prefix)
    return digits


def _email_key(text: str) -> str:
    if not any(find_written(text)):
        tokens = tokenise(text)
        spoken = next(iter(find_spoken(tokens)), None)
        if spoken:
            words = " ".join(token.lower for token in tokens[spoken[0] : spoken[1]])
            for said in ("( at )", "[ at ]", "snabel - a", "snabel at", "snabel a"):
                words = words.replace(said, "@")
            return "".join(_SIGNS.get(word, word) for word in words.split())
    return "".join(text.lower().split())


def _address_key(tokens: list[Token]) -> tuple[str, ...]:
    """Street and number, the number in digits: all else may be left out."""
    words: list[str] = []
    for index, token in enumerate(tokens):
        number = read_number(tokens, index) if words else None
        if number is not None:
            letter = tokens[number.after : number.after + 1]
            glued = letter and letter[0].kind is Kind.WORD and len(letter[0].text) == 1
            return (*words, number.digits + (letter[0].lower if glued else ""))
        if token.kind is Kind.WORD:
            words.append(token.lower)
    return tuple(words)


def _has_floor(tokens: list[Token], after: int) -> bool:
    """Whether more numbers than a postal code follow: then somebody lives there."""
    numbers = [token for token in tokens if token.kind is Kind.NUMBER]
    return any(len(token.text) < 4 for token in numbers[1:])
