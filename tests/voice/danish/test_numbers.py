"""Numbers are said as Danes say them, and every way to say one says that one."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.danish.choice import ByChance
from voice.danish.inverse.number_words import cardinal_number
from voice.danish.numbers import LARGEST, cardinal, digits, ordinal, pairs, variants, year


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nul"),
        (1, "en"),
        (21, "enogtyve"),
        (55, "femoghalvtreds"),
        (100, "hundrede"),
        (125, "hundrede og femogtyve"),
        (1000, "tusind"),
        (1250, "et tusind to hundrede og halvtreds"),
        (8660, "otte tusind seks hundrede og tres"),
        (101_000, "hundrede og et tusind"),
        (1_100_000, "en million et hundrede tusind"),
        (2_000_005, "to millioner og fem"),
    ],
)
def test_the_canonical_form(number: int, said: str) -> None:
    assert cardinal(number) == said
    assert variants(number)[0] == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (25, "fem og tyve"),
        (50, "halvtredsindstyve"),
        (100, "et hundrede"),
        (200, "tohundrede"),
        (1000, "et tusinde"),
        (1250, "tolv hundrede og halvtreds"),
        (2500, "femogtyve hundrede"),
        (3000, "tretusind"),
    ],
)
def test_other_forms_are_known(number: int, said: str) -> None:
    assert said in variants(number)


@given(st.integers(0, LARGEST), st.integers())
def test_whatever_form_is_chosen_says_the_number(number: int, seed: int) -> None:
    said = cardinal(number, ByChance(random.Random(seed))).split()
    read = cardinal_number(said, 0)
    assert read is not None
    assert (read.value, read.after) == (number, len(said))


def test_every_variant_below_ten_thousand_says_its_number() -> None:
    for number in range(0, 10_000, 7):
        for said in variants(number):
            read = cardinal_number(said.split(), 0)
            assert read is not None, said
            assert (read.value, read.after) == (number, len(said.split())), said


def test_numbers_out_of_reach_are_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        cardinal(-1)
    with pytest.raises(ValueError, match="no number"):
        cardinal(LARGEST + 1)
    with pytest.raises(ValueError, match="no place"):
        ordinal(1000)
    with pytest.raises(ValueError, match="no pairs"):
        pairs("123")


@pytest.mark.parametrize(
    ("place", "said"),
    [(1, "første"), (2, "anden"), (11, "ellevte"), (20, "tyvende"), (31, "enogtredivte"),
     (50, "halvtredsindstyvende"), (121, "et hundrede og enogtyvende")],
)  # fmt: skip
def test_ordinals(place: int, said: str) -> None:
    assert ordinal(place) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1995, "nitten hundrede femoghalvfems"), (2026, "to tusind og seksogtyve"),
     (2000, "to tusind"), (1900, "nitten hundrede"), (1066, "tusind og seksogtres")],
)  # fmt: skip
def test_years(number: int, said: str) -> None:
    assert year(number) == said


def test_digits_and_pairs() -> None:
    assert digits("8660") == "otte seks seks nul"
    assert pairs("70201201") == "halvfjerds tyve tolv nul en"
