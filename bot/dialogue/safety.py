"""Phrases of danger that are always taken seriously, whatever else was said.

The classifier finds most; these are the plain ones that must never depend on a model.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.answers.topics import SAFETY
from bot.answers.yaml_files import read_yaml
from bot.errors import ContentError


@dataclass(frozen=True, slots=True)
class SafetyPhrases:
    """One pattern an intent, over normalised text."""

    patterns: dict[str, re.Pattern[str]]
    unless: dict[str, re.Pattern[str]]

    @classmethod
    def load(cls, data_folder: Path) -> "SafetyPhrases":
        """Read data/lists/safety.yml; raises ContentError."""
        return _load(data_folder)

    def find(self, normalised: str) -> str | None:
        """The safety intent a text speaks of plainly, if any; suicide before accident."""
        for intent, pattern in self.patterns.items():
            if pattern.search(normalised) and not self.unless[intent].search(normalised):
                return intent
        return None

    def harmless(self, normalised: str) -> bool:
        """Does the text say that it is not meant so ("jeg er ved at dø af grin")?"""
        return any(pattern.search(normalised) for pattern in self.unless.values())


@lru_cache(maxsize=4)
def _load(data_folder: Path) -> SafetyPhrases:
    path = data_folder / "lists" / "safety.yml"
    raw = read_yaml(path)
    if set(raw) != SAFETY:
        raise ContentError(f"{path}: give exactly {sorted(SAFETY)}")
    order = sorted(raw, reverse=True)
    return SafetyPhrases(
        patterns={intent: _any(raw[intent]["phrases"]) for intent in order},
        unless={intent: _any(raw[intent]["unless"]) for intent in order},
    )


def _any(phrases: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{phrase})\b" for phrase in phrases))
