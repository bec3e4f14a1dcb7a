"""A suggestion: what a citizen would like corrected in one answer."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.knowledge import get_composer

SuggestionState = Literal["new", "accepted", "declined", "done"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """As it lies in the database; times are UTC without a zone."""

    id: str
    topic: str
    municipality: str | None
    answer_version: str
    text: str
    """Masked."""
    state: SuggestionState
    reason: str
    handled_by: str | None
    handled_at: datetime | None
    created: datetime

    @classmethod
    def of(cls, row: Any) -> "Suggestion":
        """From a row of the table."""
        return cls(**{name: getattr(row, name) for name in cls.__slots__})

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in {"new", "accepted"}


def answer_version(topic: str, municipality: str | None) -> str:
    """A fingerprint of the answer as it is written now, 12 hexadecimal digits.

    Raises UnknownTopicError, UnknownMunicipalityError.
    """
    answer = get_composer().unfilled(topic, municipality)
    return hashlib.sha256(f"{answer.text}\n{answer.spoken}".encode()).hexdigest()[:12]
