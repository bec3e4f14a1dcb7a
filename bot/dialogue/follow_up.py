"""Follow-up questions without a subject: "hvad koster det?", "hvad med mit barn?"."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.answers.content import ASPECTS
from bot.answers.yaml_files import read_yaml
from bot.danish.normalise import Normaliser
from bot.errors import ContentError

LONGEST = 9
"""More words than this say what they are about."""


@dataclass(frozen=True, slots=True)
class FollowUps:
    """Words and topic links, from data/lists/follow_ups.yml."""

    carriers: frozenset[str]
    """Words that say nothing of the subject: "hvad", "det", "koster" is not one."""
    triggers: dict[str, frozenset[str]]
    """Aspect to the words that ask for it."""
    phrases: dict[str, tuple[str, ...]]
    """Aspect to whole phrases that ask for it though each word says little."""
    topics: dict[str, dict[str, str]]
    """Category or topic to the topic that answers an aspect of it."""

    @classmethod
    def load(cls, data_folder: Path) -> "FollowUps":
        """Read the list; raises ContentError."""
        return _load(data_folder)

    def aspect(self, text: str, normalise: Normaliser) -> str | None:
        """Which aspect a text asks for when it names no subject of its own, else none."""
        words = normalise(text)
        tokens = words.split()
        if not 0 < len(tokens) <= LONGEST:
            return None
        for aspect, phrases in self.phrases.items():
            if any(f" {phrase} " in f" {words} " for phrase in phrases) and all(
                token in self.carriers or token in self.triggers.get(aspect, ())
                for phrase in phrases
                if f" {phrase} " in f" {words} "
                for token in f" {words} ".replace(f" {phrase} ", " ").split()
            ):
                return aspect
        content = [token for token in tokens if token not in self.carriers]
        if not content:
            return None
        for aspect, triggers in self.triggers.items():
            if all(token in triggers for token in content):
                return aspect
        return None

    def topic(self, last_topic: str, category: str, aspect: str) -> str | None:
        """The topic that answers this aspect of the topic just talked about, if one does."""
        own = self.topics.get(last_topic, {}).get(aspect)
        found = own or self.topics.get(category, {}).get(aspect)
        return found if found != last_topic else None


@lru_cache(maxsize=4)
def _load(data_folder: Path) -> FollowUps:
    path = data_folder / "lists" / "follow_ups.yml"
    raw = read_yaml(path)
    unknown = (set(raw["triggers"]) | set(raw["phrases"])) - set(ASPECTS)
    if unknown:
        raise ContentError(f"{path}: unknown aspects {sorted(unknown)}")
    return FollowUps(
        carriers=frozenset(raw["carriers"]),
        triggers={aspect: frozenset(words) for aspect, words in raw["triggers"].items()},
        phrases={aspect: tuple(texts) for aspect, texts in raw["phrases"].items()},
        topics=raw["topics"],
    )
