"""What is counted: the nouns before which even a small number is written in figures."""

from __future__ import annotations

from typing import Final

MONEY: Final = frozenset({"kroner", "krone"})
OTHER_MONEY: Final = frozenset({"øre", "euro", "dollar", "pund"})
YEARLY: Final = frozenset({"årig", "årige", "åriges"})
UNITS: Final = frozenset({
    "minut", "minutter", "minutters", "sekunder", "time", "timer", "timers", "dag", "dage",
    "dages", "døgn", "uge", "uger", "ugers", "måned", "måneder", "måneders", "kvartaler", "år",
    "års", "procent", "promille", "kilometer", "meter", "centimeter", "millimeter",
    "kvadratmeter", "kubikmeter", "kilo", "gram", "ton", "liter", "grader", "millioner",
    "million", "milliarder", "milliard", "kilowatttimer", "styk", "hektar",
}) | OTHER_MONEY  # fmt: skip
COUNTED: Final = UNITS | MONEY
CUES: Final = frozenset({
    "nummer", "nr", "uge", "gruppe", "paragraf", "artikel", "stykke", "side", "bus", "linje",
    "tast", "husnummer", "zone", "postnummer", "afsnit", "punkt", "kapitel", "niveau", "trin",
})  # fmt: skip
"""Before a number these make a name of it, so that it is written in figures: "gruppe 1"."""
VAGUE: Final = frozenset({
    "par", "flere", "mange", "nogle", "adskillige", "halvanden", "halvandet", "halv", "halve",
    "tusind", "hundrede",
})  # fmt: skip
"""Before "hundrede" and "tusind" these make no number of it."""
