"""MUNI's recognisers for Presidio, one a kind of personal data."""

import re
from abc import abstractmethod
from collections.abc import Iterator

import phonenumbers
from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from bot.danish.masking.accounts import find_accounts, find_cards, find_ibans
from bot.danish.masking.emails import find_written
from bot.danish.masking.engine_text import ReadArtifacts
from bot.danish.masking.last_four import find_last_four
from bot.danish.masking.name_cues import NameCues
from bot.danish.masking.name_pieces import read_pieces
from bot.danish.masking.names import NameFinder
from bot.danish.masking.reading import Reading
from bot.danish.masking.spans import Label
from bot.danish.masking.spoken_emails import find_spoken

LANGUAGE = "da"
_FOREIGN = re.compile(r"(?:\+ ?|\(\+|(?<!\d)00)\d")
_SAID_PLUS = "plus "
_MOST_FOREIGN_DIGITS = 15

Found = tuple[int, int, float]
"""Offsets into the folded text, and how sure: where two overlap the surer wins."""


class DanishRecogniser(EntityRecognizer):
    """Reads what ``ReadArtifacts`` hold; subclasses say what to look for."""

    label: Label

    def __init__(self) -> None:
        """Ready at once: the lists come with the reading."""
        super().__init__(supported_entities=[self.label.value], supported_language=LANGUAGE)

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts
    ) -> list[RecognizerResult]:
        """Presidio's question; raises TypeError when another NLP engine answers it."""
        if not isinstance(nlp_artifacts, ReadArtifacts):
            raise TypeError("MUNI's recognisers need MUNI's NLP engine")
        if self.label.value not in entities:
            return []
        return [
            RecognizerResult(self.label.value, start, end, score)
            for start, end, score in self.find(nlp_artifacts.reading)
        ]

    @abstractmethod
    def find(self, reading: Reading) -> Iterator[Found]:
        """What the text holds of this kind."""


class CprRecogniser(DanishRecogniser):
    """CPR numbers, and their last four digits where the text says so."""

    label = Label.CPR

    def find(self, reading: Reading) -> Iterator[Found]:
        """Sure ones outweigh a card or a telephone number, others don't."""
        for each in reading.identifiers:
            if each.label is self.label:
                first = _with_article(reading, each.first)
                yield *reading.offsets(first, each.after), 0.95 if each.sure else 0.8
        for first, after in find_last_four(reading.tokens, reading.runs):
            yield *reading.offsets(first, after), 0.955


def _with_article(reading: Reading, first: int) -> int:
    """Where "den" or "d." before a date begins."""
    before = [token.lower for token in reading.tokens[max(0, first - 2) : first]]
    if before[-1:] == ["den"]:
        return first - 1
    return first - 2 if before == ["d", "."] else first


class PhoneRecogniser(DanishRecogniser):
    """Telephone numbers, Danish and foreign."""

    label = Label.PHONE

    def find(self, reading: Reading) -> Iterator[Found]:
        """Those with a country's code are surest."""
        for each in reading.identifiers:
            if each.label is self.label:
                start, end = reading.offsets(each.first, each.after)
                yield _with_plus(reading.text, start), end, 0.7
        if not _FOREIGN.search(reading.text):
            return
        leniency = phonenumbers.Leniency.POSSIBLE
        for match in phonenumbers.PhoneNumberMatcher(reading.text, "DK", leniency):
            if match.raw_string.lstrip("( ").startswith(("+", "00")):
                yield match.start, match.end, 0.94
        for run in reading.runs:
            length = sum(len(atom.digits) for atom in run.atoms)
            if run.atoms[0].plus and 8 <= length <= _MOST_FOREIGN_DIGITS:
                start, end = reading.offsets(run.atoms[0].first, run.atoms[-1].after)
                yield _with_plus(reading.text, start), end, 0.65


def _with_plus(text: str, start: int) -> int:
    """Where the plus sign and bracket before the country's code begin."""
    at = start
    while at > 0 and text[at - 1] in "+( " and start - at < 3:
        at -= 1
    before = text[at:start]
    if text[:start].lower().endswith(_SAID_PLUS):
        return start - len(_SAID_PLUS)
    return at + len(before) - len(before.lstrip()) if "+" in before else start


class EmailRecogniser(DanishRecogniser):
    """E-mail addresses, written and said."""

    label = Label.EMAIL

    def find(self, reading: Reading) -> Iterator[Found]:
        """Written ones first: they are told by their sign."""
        for start, end in find_written(reading.text):
            yield start, end, 0.99
        for first, after in find_spoken(reading.tokens):
            yield *reading.offsets(first, after), 0.98


class AddressRecogniser(DanishRecogniser):
    """Street addresses with a number."""

    label = Label.ADDRESS

    def find(self, reading: Reading) -> Iterator[Found]:
        """With floor, door, postal code and town where they follow."""
        for first, after in reading.addresses:
            yield *reading.offsets(first, after), 0.85


class NameRecogniser(DanishRecogniser):
    """Names of persons."""

    label = Label.NAME

    def __init__(self, cues: NameCues) -> None:
        """``cues``: the words that announce a person."""
        super().__init__()
        self._cues = cues

    def find(self, reading: Reading) -> Iterator[Found]:
        """Names are the least sure: whatever else a word is part of wins."""
        pieces = read_pieces(reading.tokens, reading.lexicon, capitals=reading.capitals)
        blocked = {index for first, after in reading.addresses for index in range(first, after)}
        for first, after in NameFinder(pieces, self._cues, blocked, reading.people).find():
            yield *reading.offsets(first, after), 0.6


class CardRecogniser(DanishRecogniser):
    """Payment cards."""

    label = Label.CARD

    def find(self, reading: Reading) -> Iterator[Found]:
        """Outweighs the telephone numbers its groups look like."""
        for each in find_cards(reading.tokens, reading.runs):
            yield *reading.offsets(each.first, each.after), 0.9


class AccountRecogniser(DanishRecogniser):
    """Bank accounts and IBAN."""

    label = Label.IBAN_ACCOUNT

    def find(self, reading: Reading) -> Iterator[Found]:
        """Announced accounts outweigh CPR numbers of ten digits."""
        for start, end in find_ibans(reading.text):
            yield start, end, 0.98
        for each in find_accounts(reading.tokens, reading.runs):
            yield *reading.offsets(each.first, each.after), 0.96
