"""E-mail addresses are found written, written around robots, and said."""

import pytest

from tests.danish.maskers import masked


@pytest.mark.parametrize(
    "address",
    [
        "mette.hansen82@gmail.com",
        "FATIMA.ALI@OUTLOOK.COM",
        "søren@bøgen.dk",
        "bo.lund @ mail.dk",
        "bo.lund@@mail.dk",
        "hvk snabel a post 8 punktum tele punktum dk",
        "olena84 (at) ukr.net",
        "peter[at]privat[dot]dk",
        "mette punktum hansen snabel a gmail punktum com",
        "jens snabel-a hotmail punktum dk",
        "kurt underscore nielsen snabela yahoo punktum d k",
        "anna bindestreg marie at gmail punktum com",
        "j punktum lund snabel a student punktum au punktum dk",
        "mf otteogfirs snabel a g mail punktum com",
    ],
)
def test_an_address_is_masked(address: str) -> None:
    assert masked(f"min mail er {address}") == "min mail er <E-MAIL>"


def test_a_public_address_stays_readable_also_when_said() -> None:
    said = "skriv til borgerservice snabel a muni punktum example"
    assert masked(said) == said
    assert masked("skriv til BORGERSERVICE@muni.example") == "skriv til BORGERSERVICE@muni.example"


@pytest.mark.parametrize(
    "text",
    [
        "er det rigtigt at I har åbent. Nu vil jeg vide det",
        "følg os på @kommunen",
        "find information at lifeindenmark.borger.dk",
        "https://www.borger.dk/pas",
        "jeg ved at hotmail er nede",
    ],
)
def test_ordinary_text_is_no_address(text: str) -> None:
    assert masked(text) == text
