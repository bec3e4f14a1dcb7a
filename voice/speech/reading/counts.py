"""Counts whose words depend on what stands beside them: "en time", "et år", "halvanden", "IV"."""

from __future__ import annotations

import re
from typing import Final

from voice.danish.choice import Pick
from voice.danish.figures import postal_code
from voice.danish.numbers import cardinal, ordinal
from voice.danish.written_rule import Rule

_NEUTER: Final = (
    "anlæg", "barn", "beløb", "besøg", "blad", "bevis", "brev", "budget", "cpr", "døgn", "hus",
    "job", "kort", "kursus", "kvarter", "køkken", "led", "lån", "medlem", "minut", "møde", "nummer",
    "par", "pas", "point", "rum", "sekund", "skab", "sted", "stykke", "træ", "ugeblad", "vindue",
    "værelse", "år", "ærinde",
)  # fmt: skip
"""Nouns with "et", also as the last part of a longer word."""
_NO_NOUNS: Final = (
    "at", "af", "da", "der", "efter", "eller", "er", "for", "fra", "har", "hvis", "i", "igen",
    "ikke", "kan", "med", "når", "nu", "og", "om", "på", "samt", "skal", "som", "så", "til", "ved",
    "vil", "hver", "pr", "per", "ud", "kr", "mio", "mia",
)  # fmt: skip
"""Small words after a figure that stands for itself: "tryk 1 for ja"."""
_ENDS_IN_ONE: Final = r"[1-9]\d{0,2}\.\d01|(?!(?:18|19|20)01)[1-9]\d{0,3}01"
"""Years are no counts."""
_ROMAN: Final = {
    "II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12,
    "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16,
}  # fmt: skip
"""Not the single letters, which are words or names."""
_MONARCHS: Final = "Christian|Frederik|Frederick|Margrethe|Valdemar|Erik|Knud|Elizabeth|Charles"


def _one(match: re.Match[str], pick: Pick) -> str:
    noun = match["noun"].lower()
    neuter = noun.endswith(_NEUTER) or re.sub(r"(?:e?t|s|er)$", "", noun).endswith(_NEUTER)
    one = "et" if neuter else "en"
    said = cardinal(int(match["whole"].replace(".", "")), pick, one=one)
    return f"{said} til {cardinal(int(match['until']), pick)}" if match["until"] else said


def _and_a_half(match: re.Match[str], pick: Pick) -> str:
    whole = int(match["whole"])
    return "halvanden" if whole == 1 else f"{cardinal(whole, pick)} og en halv"


_FRACTIONS: Final = {"½": "en halv", "¼": "en kvart", "¾": "trekvart"}


def _fraction(match: re.Match[str], pick: Pick) -> str:
    return _FRACTIONS[match.group()]


def _one_large(match: re.Match[str], pick: Pick) -> str:
    large = "en million" if match["scale"].lower() == "mio" else "en milliard"
    return f"{large} kroner" if match["money"] else large


def _minus(match: re.Match[str], pick: Pick) -> str:
    return "minus"


def _postal_code(match: re.Match[str], pick: Pick) -> str:
    return postal_code(match.group(), pick)


def _roman(match: re.Match[str], pick: Pick) -> str:
    place = _ROMAN[match["roman"]]
    if match["monarch"]:
        return f"{match['monarch'].lower()} den {ordinal(place, pick)}"
    return cardinal(place, pick)


COUNTS: Final = (
    Rule(
        rf"(?<![\w.,/-])(?P<whole>1|{_ENDS_IN_ONE})(?: ?- ?(?P<until>\d{{1,3}}))?"
        rf"(?= (?!(?:{'|'.join(_NO_NOUNS)})\b)(?P<noun>(?-i:[a-zæøå]+)))",
        _one,
    ),
    Rule(r"(?<![\w.,])(?P<whole>\d{1,3}) ?½(?!\w)", _and_a_half),
    Rule(r"[½¼¾]", _fraction),
    Rule(r"(?<![\w.,])1 ?(?P<scale>mio|mia)\b\.?(?P<money> ?kr\b\.?)?", _one_large),
    Rule(r"(?<![\w.,)-])(?<!\d )-(?=\d)", _minus),
    Rule(r"(?<=postnummer, fx )\d{4}(?!\w)", _postal_code),
    # Not in a sentence in capitals, where "VI" is a word.
    Rule(
        rf"(?-i:(?<!\w)(?:(?P<monarch>{_MONARCHS}) )?(?P<roman>{'|'.join(_ROMAN)})"
        r"(?!\w|['.-]\w| [A-ZÆØÅ]{2}))",
        _roman,
    ),
)
"""``1 time``, ``1-2 år``, ``1½``, ``1 mio.``, ``-3``, ``Christian IV``"""
