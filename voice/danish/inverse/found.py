"""What a reader of recognised words finds, and the words that any of them reads over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Found:
    """The words before ``after`` are written ``text``."""

    text: str
    after: int


Reader = Callable[[Words, int], Found | None]
"""Reads what begins at a word; none when that isn't what it looks for."""

HESITATIONS: Final = frozenset({
    "øh", "øhm", "øøh", "æh", "æhm", "eh", "ehm", "hm", "hmm", "mm", "mmm", "altså",
})  # fmt: skip
"""Heard anywhere, also inside a number."""


def word_at(words: Words, at: int) -> str:
    """The word, or an empty one past the ends."""
    return words[at] if 0 <= at < len(words) else ""


def past_hesitations(words: Words, at: int) -> int:
    """Where the next word that means something stands."""
    while word_at(words, at) in HESITATIONS:
        at += 1
    return at
