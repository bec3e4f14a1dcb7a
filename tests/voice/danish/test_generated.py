"""Made-up callers' sentences are spoken words, many kinds of them, and the same for a seed."""

import re
from itertools import islice
from random import Random

from voice.danish.caller_sentences import ANSWERS, SENTENCES
from voice.danish.generated import generate

NAMES = ("Jens", "Anne-Mette", "Sørensen", "Müller")
STREETS = ("Vestergade", "Gl. Landevej", "Østre Allé")
TOWNS = ("Skanderborg", "Nørre Snede")


def test_sentences_are_words_only() -> None:
    for sentence in islice(generate(Random(1), NAMES, STREETS, TOWNS), 3000):
        assert re.fullmatch(r"[a-zæøåé]+(?: [a-zæøåé]+)*", sentence)


def test_the_same_seed_gives_the_same_sentences() -> None:
    first = list(islice(generate(Random(5), NAMES, STREETS, TOWNS), 200))
    assert first == list(islice(generate(Random(5), NAMES, STREETS, TOWNS), 200))
    assert first != list(islice(generate(Random(6), NAMES, STREETS, TOWNS), 200))


def test_every_pattern_is_its_own() -> None:
    assert len(SENTENCES) >= 60
    assert len({*SENTENCES, *ANSWERS}) == len(SENTENCES) + len(ANSWERS)


def test_names_streets_and_towns_come_from_the_lists() -> None:
    said = " ".join(islice(generate(Random(2), NAMES, STREETS, TOWNS), 2000))
    for word in ("jens", "anne mette", "vestergade", "gammel landevej", "nørre snede"):
        assert word in said
