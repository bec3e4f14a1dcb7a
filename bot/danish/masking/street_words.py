"""Endings and other words that Danish street names are made of."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.answers.yaml_files import read_yaml
from bot.settings import get_settings

_SHORTEST_STEM = 2


@dataclass(frozen=True)
class StreetWords:
    """Read from data/lists/street_words.yml, where each group is explained."""

    sure: frozenset[str]
    unsure: frozenset[str]
    before: frozenset[str]
    also_streets: frozenset[str]
    never: frozenset[str]
    announcing: frozenset[str]
    public: frozenset[str]

    def ends_surely(self, word: str) -> bool:
        """Whether ``word`` (lower case) ends as streets do and is longer than the ending."""
        verb = word.endswith("tager")
        return not verb and word not in self.never and _has_ending(word, self.sure)

    def ends_maybe(self, word: str) -> bool:
        """Whether ``word`` (lower case) ends as streets and other things do."""
        return word not in self.never and _has_ending(word, self.unsure)


def _has_ending(word: str, endings: frozenset[str]) -> bool:
    return any(word[cut:] in endings for cut in range(_SHORTEST_STEM, len(word) - 1))


@lru_cache(maxsize=2)
def load_street_words(data_folder: Path | None = None) -> StreetWords:
    """From data/lists; raises ContentError."""
    path = (data_folder or get_settings().data_folder) / "lists" / "street_words.yml"
    return StreetWords(**{key: frozenset(words) for key, words in read_yaml(path).items()})
