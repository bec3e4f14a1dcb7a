"""Words that a voice gets wrong, or that are neither spelled nor read as they are written."""

from __future__ import annotations

import re
from typing import Final

from voice.danish.choice import Pick
from voice.danish.written_rule import Rule
from voice.danish.written_words import letters_only

PRONOUNCED: Final = {
    "muni": "muni", "siri": "siri", "star": "star", "dk": "d k", "jobnet": "job net",
    "nemkonto": "nem konto", "cpr": "c p r", "eboks": "e boks", "ug": "u g", "brs": "b r s",
    "chr.": "christian", "24/7": "døgnet rundt", "s!renen": "sirenen",
    "nyidanmark": "ny i danmark", "lifeindenmark": "life in denmark",
    "sikkerdigital": "sikker digital", "bygogmiljoe": "byg og miljø", "mobilepay": "mobil pay",
}  # fmt: skip
"""In lower case, and how each is said."""
_AT_THE_END: Final = ("el", "tv", "min", "art", "max", "d", "hk")
"""Words that look like a short form when the sentence ends with them: "vand, varme og el."."""


def _own(match: re.Match[str], pick: Pick) -> str:
    return PRONOUNCED[match.group().lower()]


def _at_the_end(match: re.Match[str], pick: Pick) -> str:
    word = match["word"].lower()
    return "t v" if word == "tv" else letters_only(word)


def _optional_ending(match: re.Match[str], pick: Pick) -> str:
    return ""


def _company(match: re.Match[str], pick: Pick) -> str:
    return f"{match['kind'].lower()} s"


def _care_of(match: re.Match[str], pick: Pick) -> str:
    return "c o"


OWN_WORDS: Final = (
    Rule(
        rf"(?<![\w.])(?<!\d )(?<!sal, )(?<!sal )(?P<word>{'|'.join(_AT_THE_END)})(?=\.\W*$)",
        _at_the_end,
    ),
    Rule(rf"(?<![\w.])(?:{'|'.join(map(re.escape, PRONOUNCED))})(?!\w)", _own),
    Rule(r"(?<=[a-zæøå])\((?-i:[a-zæøå]{1,4})\)", _optional_ending),
    Rule(r"(?<!\w)(?-i:(?P<kind>[AIKP])/S)(?!\w)", _company),
    Rule(r"(?<!\w)c/o(?!\w)", _care_of),
)
