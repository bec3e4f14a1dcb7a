"""How a word can be said, as the graph needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Pronunciation:
    """``phones`` are bare names of ``voice.danish.phones``; ``probability`` is above 0, at most 1.

    It is used as it is given: whether a word's pronunciations add up to 1 or the likeliest has
    1 is for the lexicon to decide.
    """

    phones: tuple[str, ...]
    probability: float = 1.0


Lexicon = Mapping[str, Sequence[Pronunciation]]
