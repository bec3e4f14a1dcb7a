"""Cards, accounts and IBANs are found; other long numbers are left alone."""

import pytest

from bot.danish.masking.accounts import luhn, mod97
from tests.danish.maskers import masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mit kort er 4111 1111 1111 1111", "mit kort er <KORT>"),
        ("4571-1234-5678-9012", "<KORT>"),
        ("mastercard 5500000000000004", "mastercard <KORT>"),
        ("amex 3714 496353 98431", "amex <KORT>"),
        ("reg. 1234 konto 1234567890", "<KONTO>"),
        ("reg.nr. 9570 kontonr. 0001234567", "<KONTO>"),
        ("kontonummer 12345678 reg 5479", "kontonummer <KONTO>"),
        ("min nemkonto er 1234 12345678", "min nemkonto er <KONTO>"),
        ("5479-0012345678", "<KONTO>"),
        ("konto en to tre fire fem seks syv otte", "konto <KONTO>"),
        ("DK50 0040 0440 1162 43 tak", "<KONTO> tak"),
        ("iban de89370400440532013000", "iban <KONTO>"),
    ],
)
def test_cards_and_accounts_are_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "EAN 5798000123456",
        "stregkode 5701234567890",
        "kvittering 20260401123456",
        "kontonummer til kommunen?",
        "min konto er tom",
        "jeg vil ændre min nemkonto",
        "opsparing på 400.000",
    ],
)
def test_other_long_numbers_are_left(text: str) -> None:
    assert masked(text) == text


def test_check_digits_are_checked() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")
    assert mod97("DK5000400440116243")
    assert not mod97("DK5100400440116243")
