"""Telephone numbers are found in all groupings; public and other numbers stay readable."""

import pytest

from tests.danish.maskers import masked


@pytest.mark.parametrize(
    "number",
    [
        "20304050",
        "20 30 40 50",
        "20\u00b730\u00b740\u00b750",
        "32 - 30 - 40 - 50",
        "20304 050",
        "004520_30_40_50",
        "enogtyve fjorten og så syv fire en ni",
        "2030 4050",
        "20 304 050",
        "20-30-40-50",
        "20.30.40.50",
        "2 0 3 0 4 0 5 0",
        "+45 20304050",
        "+4520304050",
        "(+45) 20 30 40 50",
        "0045 20 30 40 50",
        "45 20 30 40 50",
        "12 34 56 78",
        "tyve tredive fyrre halvtreds",
        "to nul tre nul fire nul fem nul",
        "enogtyve toogtyve tre og tyve fireogtyve",
        "20 tredive fyrre 50",
        "+46 70 123 45 67",
        "0049 171 1234567",
        "+380 67 123 4567",
    ],
)
def test_a_telephone_number_is_masked(number: str) -> None:
    assert masked(f"ring på {number} efter kl. 16") == "ring på <TELEFON> efter kl. 16"
    assert masked(number) == "<TELEFON>"


@pytest.mark.parametrize(
    "text",
    [
        "ring til kommunen på 87 53 50 00",
        "ring på +45 87535000",
        "livslinien 70 201 201",
        "livslinien halvfjerds to nul et to nul et",
        "hotline 70200000",
        "ring 112 eller 114, lægevagten 1813",
    ],
)
def test_public_numbers_stay_readable(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "CVR 12345678",
        "cvr-nr. 12 34 56 78",
        "12345678 er vores cvr",
        "20.11.2026",
        "2026-11-20",
        "2026 2027",
        "2025/2026",
        "12.345.678 kr",
        "kr. 20.304.050",
        "sagsnummer 12345678",
        "faktura nr. 20304050",
        "målernummer 28451290",
        "kl 10 12 14 16",
        "10.00-16.00",
        "20 30 40 50 kr",
        "postnumrene 8000 8200",
        "5.000-10.000 kr om året",
        "DK29189846",
    ],
)
def test_other_numbers_are_not_taken_for_telephone_numbers(text: str) -> None:
    assert masked(text) == text


def test_min_after_a_number_is_minutes_only_where_no_noun_follows() -> None:
    assert masked("tlf 20304050 min adresse er ny") == "tlf <TELEFON> min adresse er ny"
    assert masked("ring om 20304050 min") == "ring om 20304050 min"
