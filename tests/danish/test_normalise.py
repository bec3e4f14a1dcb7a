"""Danish as citizens write it, brought to one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.danish.normalise import fold
from bot.danish.readability import lix
from bot.knowledge import get_normaliser


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Koerekort", "kørekort"),
        ("AARHUS", "århus"),
        ("hvad  KOSTER et pas???", "hvad koster et pas"),
        ("pas-fornyelse", "pas fornyelse"),
        ("hjæææælp", "hjæælp"),
        ("ho\u0308j\u00ad", "høj"),
    ],
)
def test_folding(written: str, meant: str) -> None:
    assert fold(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hva kst et pas", "hvad koster et pas"),
        ("jg ka ik finde mit køre kort", "jeg kan ikke finde mit kørekort"),
        ("hvornå åbner komunen", "hvornår åbner kommunen"),
        ("hvad er jeres tlf nr", "hvad er jeres telefon nummer"),
    ],
)
def test_haste_is_spelt_out(written: str, meant: str) -> None:
    assert get_normaliser()(written) == meant


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


def test_lix_counts_words_sentences_and_long_words() -> None:
    assert lix("Du kan ringe. Vi svarer.") == 2.5
    assert lix("Kommunalbestyrelsen sagsbehandler ansøgninger.") == 103.0
    assert lix("Åbent kl. 9 på borger.dk d. 1. maj.") == lix("Åbent kl 9 på side d 1 maj.")
    assert lix("") == 0.0
