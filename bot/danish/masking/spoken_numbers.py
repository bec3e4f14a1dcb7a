"""Danish number words, as citizens write them and as a speech recogniser does."""

from functools import lru_cache
from typing import NamedTuple

_UNITS = {
    "en": 1, "et": 1, "én": 1, "ét": 1, "een": 1, "eet": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5,
    "seks": 6, "sex": 6, "syv": 7, "otte": 8, "ni": 9,
}  # fmt: skip
_TEENS = {
    "ti": 10, "elleve": 11, "elve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15,
    "seksten": 16, "sejsten": 16, "sytten": 17, "søtten": 17, "atten": 18, "nitten": 19,
}  # fmt: skip
TENS = {
    "tyve": 20, "tredive": 30, "tredve": 30, "fyrre": 40, "førre": 40, "fyrretyve": 40,
    "halvtreds": 50, "halvtres": 50, "halvtredsindstyve": 50, "tres": 60, "treds": 60,
    "tresindstyve": 60, "halvfjerds": 70, "halvfjers": 70, "halvfjerdsindstyve": 70, "firs": 80,
    "firsindstyve": 80, "halvfems": 90, "halvfemsindstyve": 90,
}  # fmt: skip
_ENGLISH = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_ENGLISH_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_FIRST_ORDINALS = {
    "første": 1, "anden": 2, "andet": 2, "tredje": 3, "tredie": 3, "fjerde": 4, "femte": 5,
    "sjette": 6, "syvende": 7, "ottende": 8, "niende": 9, "tiende": 10, "ellevte": 11, "elfte": 11,
    "elvte": 11, "tolvte": 12, "trettende": 13, "fjortende": 14, "femtende": 15, "sekstende": 16,
    "syttende": 17, "attende": 18, "nittende": 19, "tyvende": 20, "tredivte": 30, "tredvte": 30,
    "tredifte": 30,
}  # fmt: skip
MONTHS = {
    "januar": 1, "jan": 1, "februar": 2, "feb": 2, "febr": 2, "marts": 3, "mar": 3, "april": 4,
    "apr": 4, "maj": 5, "juni": 6, "jun": 6, "juli": 7, "august": 8, "aug": 8,
    "september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11,
    "december": 12, "dec": 12,
}  # fmt: skip
_SHORTEST_JOINED = 6
_LONGEST_PART = 18
HUNDRED = frozenset({"hundrede", "hundred", "hundrad"})
THOUSAND = frozenset({"tusind", "tusinde", "tusen"})


class Spoken(NamedTuple):
    """What a word counts: its value and whether it says which in a row (an ordinal)."""

    value: int
    ordinal: bool


def _compounds() -> dict[str, Spoken]:
    words = {**_ENGLISH, **_ENGLISH_TENS, "nul": 0, **_UNITS, **_TEENS, **TENS}
    found = {word: Spoken(value, False) for word, value in words.items()}
    found |= {word: Spoken(value, True) for word, value in _FIRST_ORDINALS.items()}
    for unit, one in _UNITS.items():
        for ten, tens in TENS.items():
            found[f"{unit}og{ten}"] = Spoken(tens + one, False)
        for ten, tens in (("tyvende", 20), ("tredivte", 30), ("tredvte", 30)):
            found[f"{unit}og{ten}"] = Spoken(tens + one, True)
    for unit, one in {**_UNITS, **_TEENS}.items():
        for hundred in HUNDRED:
            found[f"{unit}{hundred}"] = Spoken(one * 100, False)
    return found


_WORDS = _compounds()


def read_word(word: str) -> Spoken | None:
    """The number ``word`` (lower case) says, or none.

    One word counts 0 to 99, "nittenhundrede" or a place in a row to the 39th; hundreds and
    thousands said in several words are put together by who reads the whole run.
    """
    return _WORDS.get(word)


@lru_cache(maxsize=2048)
def read_joined(word: str) -> str | None:
    """The digits of several number words written as one: "nittenotteogfirs" is 1988."""
    if len(word) < _SHORTEST_JOINED and not word.startswith("nul"):
        return None
    ends: dict[int, str] = {len(word): ""}
    for start in range(len(word) - 2, -1, -1):
        for stop in range(min(len(word), start + _LONGEST_PART), start + 1, -1):
            part = _WORDS.get(word[start:stop])
            if part is not None and not part.ordinal and part.value < 100 and stop in ends:
                ends[start] = str(part.value) + ends[stop]
                break
    return ends.get(0)


def english_tens(ten: str, unit: str) -> int | None:
    """The value of "thirty four" in two words, or none."""
    if ten in _ENGLISH_TENS and 1 <= _ENGLISH.get(unit, 0) <= 9:
        return _ENGLISH_TENS[ten] + _ENGLISH[unit]
    return None


def is_unit(value: int) -> bool:
    """Whether "og" and a ten may follow: "fire og halvfjerds"."""
    return 1 <= value <= 9
