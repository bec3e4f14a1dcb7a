"""The list of topics, read from data/topics.yml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answers.yaml_files import read_yaml
from bot.errors import ContentError, UnknownTopicError

OUT_OF_SCOPE = "out_of_scope"
EMERGENCY = "emergency_112"
CRISIS = "self_harm_crisis"
SAFETY = frozenset({EMERGENCY, CRISIS})


@dataclass(frozen=True, slots=True)
class Topic:
    """One matter a citizen asks about; ``id`` is also its intent."""

    id: str
    category: str
    question: str
    """The canonical question, as a citizen sees it in a list."""
    title: str
    """The same in a few words, as a button says it."""
    local: bool
    """Does the answer depend on the municipality?"""
    kle: str
    """KLE number, the municipalities' own classification of matters."""
    scope: str
    municipality: str | None = None
    """The municipality whose own topic it is; none for all."""
    staff: bool = False
    """Made by staff, who need not find as many wordings as the shared base has."""


@dataclass(frozen=True, slots=True)
class TopicList:
    """All topics and dialogue intents."""

    topics: dict[str, Topic]
    categories: dict[str, str]
    dialogue: frozenset[str]

    @classmethod
    def load(cls, path: Path) -> "TopicList":
        """Read the list; raises ContentError."""
        return cls.parse(read_yaml(path), str(path))

    @classmethod
    def parse(cls, raw: Any, source: str) -> "TopicList":
        """From the list's content; raises ContentError that names ``source``."""
        try:
            topics = {
                topic["id"]: Topic(category=category["id"], **topic)
                for category in raw["categories"]
                for topic in category["topics"]
            }
            categories = {category["id"]: category["name"] for category in raw["categories"]}
            dialogue = frozenset(intent["id"] for intent in raw["dialogue"])
        except (KeyError, TypeError) as wrong:
            raise ContentError(f"{source}: {wrong}") from wrong
        return cls(topics=topics, categories=categories, dialogue=dialogue)

    def __getitem__(self, topic: str) -> Topic:
        """The topic; raises UnknownTopicError."""
        try:
            return self.topics[topic]
        except KeyError:
            raise UnknownTopicError(topic) from None

    def __contains__(self, intent: str) -> bool:
        """Is it a topic or a dialogue intent?"""
        return intent in self.topics or intent in self.dialogue

    @property
    def intents(self) -> list[str]:
        """Every topic and dialogue intent, in order of name."""
        return sorted([*self.topics, *self.dialogue])
