"""What is wrong with a piece of content, or should be looked at, told to who writes it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing. An ``error`` keeps it from being saved, a ``reminder`` does not."""

    level: Literal["error", "reminder"]
    field: str
    """Of the content, e.g. ``spoken``; what is about more than one is told of the first."""
    text: str
    """In Danish."""


def error(field: str, text: str) -> Problem:
    """It can't be saved so."""
    return Problem("error", field, text)


def reminder(field: str, text: str) -> Problem:
    """Somebody should look at it."""
    return Problem("reminder", field, text)
