"""How long a pause shows that the caller is done, going by what was said before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from voice.danish.inverse.number_words import ONES
from voice.hearing import danish_endings as danish
from voice.hearing.digits_read import CPR_NUMBER, PHONE_NUMBER, POSTAL_CODE, trailing_digits

Expect = Literal["anything", "yes_no", "digits", "municipality"]
"""What the caller was asked for."""

_MOST_SHORT_WORDS: Final = 4
_LEAST_QUESTION_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long silence (ms, as the detector hears it) must last after each kind of ending.

    The detector hears a voice for some 130 ms after its end, so the caller waits that much longer.
    """

    whole: int = 240
    """After a whole question, command or answer."""
    telling: int = 560
    """After a statement that asks nothing: the question often follows it."""
    hanging: int = 620
    """After a word that seldom ends a sentence."""
    searching: int = 1200
    """After a filler: the caller looks for words."""
    reading: int = 1300
    """Amid digits being read out."""

    def needed(self, text: str, expect: Expect = "anything") -> int:
        """The silence in ms after ``text``, the recogniser's words so far in lower case."""
        words = text.split()
        if _ends_with(text, danish.HESITATIONS):
            return self.searching
        count, spoken = trailing_digits(words)
        if spoken > 1 or (spoken and _is_digit(words[-1], expect)):
            return self._after_digits(text, count, spoken, expect)
        if self._is_amid_number(words, text, expect):
            return self.reading
        if expect in ("digits", "yes_no") and _is_short_of(words, danish.YES_NO):
            return self.whole
        if expect == "digits" or _is_open(words, text):
            return self.hanging
        return self.whole if expect == "municipality" or _asks(words, text) else self.telling

    def _after_digits(self, text: str, count: int, spoken: int, expect: Expect) -> int:
        lengths = {PHONE_NUMBER, CPR_NUMBER}
        if expect == "municipality":
            lengths = {POSTAL_CODE}
        elif _has_any(text, danish.CPR_WORDS):
            lengths = {CPR_NUMBER}
        elif _has_any(text, danish.POSTAL_CODE_WORDS):
            lengths.add(POSTAL_CODE)
        if count in lengths or count > CPR_NUMBER:
            return self.whole
        read_out = expect != "anything" or spoken > 1 or _has_any(text, danish.NUMBER_WORDS)
        return self.reading if read_out else self.hanging

    @staticmethod
    def _is_amid_number(words: Sequence[str], text: str, expect: Expect) -> bool:
        """Whether the last word was no number but, among digits, is likely a misheard one."""
        if _ends_with(text, danish.NUMBER_LEADS):
            return True
        if not (expect == "digits" or _has_any(text, danish.NUMBER_WORDS)):
            return False
        count, spoken = trailing_digits(words[:-1])
        reads = spoken > 1 or (spoken > 0 and _is_digit(words[-2], expect))
        return reads and count + 1 < PHONE_NUMBER


def _is_digit(number_word: str, expect: Expect) -> bool:
    """ "en" is an article more often than a digit."""
    return number_word not in ONES or expect == "digits"


def _is_open(words: Sequence[str], text: str) -> bool:
    asks = not danish.ASKING_ANYWHERE.isdisjoint(words)
    if asks and len(words) >= _LEAST_QUESTION_WORDS and _ends_with(text, danish.CLOSED_ENDINGS):
        return False
    if words[-1] in danish.OPEN_WORDS:
        return not _ends_with(text, danish.WHOLE_ENDINGS)
    return not asks and _ends_with(text, danish.OPEN_ENDINGS)


def _asks(words: Sequence[str], text: str) -> bool:
    """Whether it is a question, an order, a yes or a no: its end is the end."""
    if _is_short_of(words, danish.GREETINGS):
        return len(words) == 1 and words[0] in danish.YES_NO
    if len(words) < _LEAST_QUESTION_WORDS:
        return words[0] in danish.YES_NO or words[-1] in danish.ORDERS
    return (
        words[0] in danish.ASKING_FIRST
        or words[0] in danish.YES_NO
        or words[-1] in danish.ORDERS
        or not danish.ASKING_ANYWHERE.isdisjoint(words)
        or _has_any(text, danish.ASKING_PHRASES)
    )


def _is_short_of(words: Sequence[str], known: frozenset[str]) -> bool:
    return len(words) <= _MOST_SHORT_WORDS and known.issuperset(words)


def _ends_with(text: str, endings: Sequence[str]) -> bool:
    return f" {text}".endswith(tuple(f" {ending}" for ending in endings))


def _has_any(text: str, phrases: Sequence[str]) -> bool:
    padded = f" {text} "
    return any(f" {phrase} " in padded for phrase in phrases)
