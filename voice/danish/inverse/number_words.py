"""The values of Danish number words, said in one word or in several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from voice.danish.figures import MONTHS
from voice.danish.inverse.found import Words, past_hesitations, word_at
from voice.danish.inverse.units import COUNTED
from voice.danish.numbers import BELOW_TWENTY, DIGITS, LONG_TENS, TENS, ordinal

_OTHER_SPELLINGS: Final = {
    "et": 1, "én": 1, "ét": 1, "søtten": 17, "sejsten": 16, "tredve": 30, "halvtres": 50, "treds":
    60, "halvfjers": 70,
}  # fmt: skip
_OTHER_ORDINALS: Final = {
    "andet": 2, "tredie": 3, "elvte": 11, "elfte": 11, "tredvte": 30, "tredifte": 30,
}  # fmt: skip
_HUNDREDS: Final = frozenset({"hundrede"})
_THOUSANDS: Final = frozenset({"tusind", "tusinde"})
_MILLIONS: Final = frozenset({"million", "millioner"})
_SCALES: Final = _HUNDREDS | _THOUSANDS | _MILLIONS

NO_NOUNS: Final = frozenset({
    "i", "på", "og", "til", "er", "for", "fra", "om", "så", "tak", "men", "eller", "når", "hvor",
    "jeg", "klokken", "den", "det", "ja", "streg", "bindestreg", "med",
})  # fmt: skip
"""After "en" these show that it is no article."""

TEN_WORDS: Final = {word: value for value, word in (*TENS.items(), *LONG_TENS.items())} | {
    word: value for word, value in _OTHER_SPELLINGS.items() if value >= 20
}
UNIT_WORDS: Final = {word: value for value, word in enumerate(DIGITS) if value} | {
    "et": 1, "én": 1, "ét": 1,
}  # fmt: skip
SMALL_WORDS: Final = (
    {word: value for value, word in enumerate(BELOW_TWENTY)}
    | _OTHER_SPELLINGS
    | TEN_WORDS
    | {
        f"{unit}og{ten}": tens + one
        for unit, one in UNIT_WORDS.items()
        for ten, tens in TEN_WORDS.items()
    }
)
"""One word for 0 to 99."""
ORDINAL_WORDS: Final = {ordinal(value): value for value in range(100)} | _OTHER_ORDINALS
MONTH_WORDS: Final = {name: number for number, name in enumerate(MONTHS, 1)}
ONES: Final = frozenset({"en", "et", "én", "ét"})
"""Articles as well, so that alone they are no number."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number said in ``words[first:after]``."""

    value: int
    first: int
    after: int

    @property
    def words(self) -> int:
        """How many words it took."""
        return self.after - self.first


_Read = Callable[[Words, int], Number | None]


def small_number(words: Words, at: int) -> Number | None:
    """0 to 99: "femogtyve" or "fem og tyve"."""
    word = word_at(words, at)
    joint = past_hesitations(words, at + 1)
    if word in UNIT_WORDS and word_at(words, joint) == "og":
        last = past_hesitations(words, joint + 1)
        ten = TEN_WORDS.get(word_at(words, last))
        if ten is not None:
            return Number(ten + UNIT_WORDS[word], at, last + 1)
    value = SMALL_WORDS.get(word)
    return None if value is None else Number(value, at, at + 1)


def cardinal_number(words: Words, at: int) -> Number | None:
    """The longest number that begins at ``at``, up to the hundred millions."""
    below = _below_million(words, at)
    if below is None or word_at(words, below.after) not in _MILLIONS or not below.value:
        return below
    counted = Number(below.value * 1_000_000, at, below.after + 1)
    return _with_rest(words, counted, 1_000_000, _below_million)


def ordinal_number(words: Words, at: int) -> Number | None:
    """A place in a row to the 99th: "enogtredivte", "en og tredivte"."""
    word = word_at(words, at)
    if word in UNIT_WORDS and word_at(words, at + 1) == "og":
        ten = ORDINAL_WORDS.get(word_at(words, at + 2), 0)
        if ten >= 20 and ten % 10 == 0:
            return Number(ten + UNIT_WORDS[word], at, at + 3)
    value = ORDINAL_WORDS.get(word)
    return None if value is None else Number(value, at, at + 1)


def _below_million(words: Words, at: int) -> Number | None:
    below = _below_thousand(words, at)
    after = past_hesitations(words, below.after) if below else at
    if word_at(words, after) in _THOUSANDS and (below is None or below.value):
        thousands, after = (below.value if below else 1), after + 1
    else:
        thousands, after = _joined(word_at(words, at), _THOUSANDS), at + 1
    if not thousands:
        return below
    return _with_rest(words, Number(thousands * 1000, at, after), 1000, _below_thousand)


def _below_thousand(words: Words, at: int) -> Number | None:
    """Also "tolv hundrede og halvtreds", which is more than a thousand."""
    small = small_number(words, at)
    after = past_hesitations(words, small.after) if small else at
    if word_at(words, after) in _HUNDREDS and (small is None or small.value):
        hundreds, after = (small.value if small else 1), after + 1
    else:
        hundreds, after = _joined(word_at(words, at), _HUNDREDS), at + 1
    if not hundreds:
        return small
    return _with_rest(words, Number(hundreds * 100, at, after), 100, _small_rest)


def _small_rest(words: Words, at: int) -> Number | None:
    """0 to 99, if it doesn't itself count hundreds or thousands that follow."""
    small = small_number(words, at)
    if small is None or word_at(words, past_hesitations(words, small.after)) in _HUNDREDS:
        return None
    return small


def _with_rest(words: Words, counted: Number, scale: int, read: _Read) -> Number:
    """``counted`` and what is said after it, which must be less than ``scale``."""
    at = past_hesitations(words, counted.after)
    rest = read(words, past_hesitations(words, at + 1) if word_at(words, at) == "og" else at)
    if rest is None or not 0 < rest.value < scale:
        return counted
    # Nobody stops at "otte tusind otte hundrede" before "og en lille hund".
    exact = scale == 100 and word_at(words, counted.first - 1).endswith(tuple(_THOUSANDS))
    if not exact and _is_article(words, rest):
        return counted
    return Number(counted.value + rest.value, counted.first, rest.after)


def _is_article(words: Words, number: Number) -> bool:
    """Whether it is the "en" of "hundrede og en lille hund"."""
    if number.words > 1 or words[number.first] not in ONES or number.after >= len(words):
        return False
    following = words[number.after]
    counts = following in COUNTED or following in SMALL_WORDS or following in _SCALES
    return not (counts or following in ORDINAL_WORDS or following in NO_NOUNS)


def _joined(word: str, scales: frozenset[str]) -> int:
    """What stands before the hundred or thousand in one word: 2 in "tohundrede"; else 0."""
    for scale in scales:
        if word.endswith(scale):
            return SMALL_WORDS.get(word.removesuffix(scale), 0)
    return 0
