"""What municipalities, topics and categories are called in open data."""

from dataclasses import dataclass
from hashlib import sha256

from bot.content.layered import LayeredContent

ALL_PLACES = "*"
UNKNOWN_PLACE = "Ukendt kommune"
ALL_NAME = "Alle kommuner"
NO_TOPIC = "Uden emne"


@dataclass(frozen=True, slots=True)
class Names:
    """The names as the content has them now."""

    content: LayeredContent

    def place(self, code: str) -> str:
        """A municipality's full name, its code when it is no more."""
        if code == ALL_PLACES:
            return ALL_NAME
        found = self.content.municipalities.by_code.get(code)
        return found.full_name if found else code or UNKNOWN_PLACE

    def topic(self, topic: str) -> str:
        """A topic's title, its id when it is no more."""
        found = self.content.topics.topics.get(topic)
        return found.title if found else topic or NO_TOPIC

    def category(self, topic: str) -> str:
        """The name of a topic's category; empty when it has none."""
        found = self.content.topics.topics.get(topic)
        return self.content.topics.categories[found.category] if found else ""

    @property
    def fingerprint(self) -> str:
        """Changes when a name does."""
        topics = self.content.topics
        parts = [f"{one.id}\t{one.title}\t{one.category}" for one in topics.topics.values()]
        parts += [f"{key}\t{name}" for key, name in topics.categories.items()]
        parts += [
            f"{one.code}\t{one.full_name}" for one in self.content.municipalities.by_code.values()
        ]
        return sha256("\n".join(parts).encode()).hexdigest()
