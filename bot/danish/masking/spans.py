"""What masking finds and gives: labels, spans, the masked text and its placeholders."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """A kind of personal data."""

    CPR = "CPR"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    NAME = "NAME"
    ADDRESS = "ADDRESS"
    CARD = "CARD"
    IBAN_ACCOUNT = "IBAN_ACCOUNT"


PLACEHOLDERS: dict[Label, str] = {
    Label.CPR: "<CPR>",
    Label.PHONE: "<TELEFON>",
    Label.EMAIL: "<E-MAIL>",
    Label.NAME: "<NAVN>",
    Label.ADDRESS: "<ADRESSE>",
    Label.CARD: "<KORT>",
    Label.IBAN_ACCOUNT: "<KONTO>",
}
"""What stands in the masked text instead of each kind; Danish, since staff read it."""

PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS.values())))


@dataclass(frozen=True, slots=True)
class Span:
    """Personal data at ``text[start:end]`` of the text that was given."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class Masked:
    """The text with placeholders, and where in the text given the data stood, in order."""

    text: str
    spans: tuple[Span, ...]
