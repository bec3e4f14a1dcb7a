"""Content as the files hold it: plain dictionaries, before anything is made of them."""

import copy
import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.answers.examples import read_examples
from bot.answers.yaml_files import read_folder, read_yaml
from bot.content.subject import OWN_FACTS, Content, Subject
from bot.errors import ContentError

Raw = dict[str, Any]
_GIVEN = {"id", "municipality", "staff"}
"""Of a topic: what follows from its id and from who made it."""


@dataclass(frozen=True, slots=True)
class RawContent:
    """Everything that staff can edit, as read; never changed in place."""

    topics: Raw
    """data/topics.yml."""
    answers: dict[str, Raw] = field(default_factory=dict)
    """Topic to answer, without the topic's name in it."""
    examples: dict[str, list[str]] = field(default_factory=dict)
    """Topic or dialogue intent to wordings."""
    municipalities: dict[str, Raw] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Path) -> "RawContent":
        """Everything under a data folder; raises ContentError."""
        answers, places = dict[str, Raw](), dict[str, Raw]()
        examples: dict[str, list[str]] = {}
        try:
            for path, raw in read_folder(data / "answers"):
                if path.parent.name != "dialogue":
                    answers[raw["topic"]] = {k: v for k, v in raw.items() if k != "topic"}
            places.update((raw["code"], raw) for _, raw in read_folder(data / "municipalities"))
        except (KeyError, TypeError, AttributeError) as wrong:
            raise ContentError(f"{data}: {wrong!r}") from wrong
        for path in sorted((data / "nlu").rglob("*.yml")):
            for intent, texts in read_examples(path).items():
                examples.setdefault(intent, []).extend(texts)
        return cls(read_yaml(data / "topics.yml"), answers, examples, places)

    def topic(self, key: str) -> Raw | None:
        """One topic with its category, or none."""
        for category in self.topics["categories"]:
            for topic in category["topics"]:
                if topic["id"] == key:
                    rest = {name: v for name, v in topic.items() if name not in _GIVEN}
                    return {"category": category["id"], **rest}
        return None

    def at(self, subject: Subject) -> Content:
        """What stands at a subject now, as JSON; none when nothing does."""
        found: Content = to_json(self._at(subject))
        return found

    def _at(self, subject: Subject) -> Any:
        if subject.kind == "answer":
            return self.answers.get(subject.key)
        if subject.kind == "topic":
            return self.topic(subject.key)
        if subject.kind == "examples":
            texts = self.examples.get(subject.key)
            return None if texts is None else {"examples": texts}
        place = self.municipalities.get(subject.municipality or "", {})
        if subject.kind == "municipality_fact":
            facts = place if subject.key in OWN_FACTS else place.get("facts", {})
            found = facts.get(subject.key)
            # A website that nobody has looked at yet stands as an address alone: no fact.
            return None if isinstance(found, str) else found
        room = "hours" if subject.kind == "opening_hours" else "overrides"
        return place.get(room, {}).get(subject.key)

    def fingerprint(self, subject: Subject) -> str:
        """SHA-256 of what a revision of the subject is made against.

        A municipality's own answer is made against the shared one as much as against the
        one it had.
        """
        stands: list[Content] = [self.at(subject)]
        if subject.kind == "override":
            stands.append(self.at(Subject("answer", subject.key)) if _shared(subject) else None)
        text = json.dumps(stands, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def copy(self) -> "RawContent":
        """One to layer revisions on; answers and municipalities are shared until replaced."""
        return RawContent(
            copy.deepcopy(self.topics),
            dict(self.answers),
            dict(self.examples),
            dict(self.municipalities),
        )


def _shared(subject: Subject) -> bool:
    return not subject.key.startswith(f"k{subject.municipality}_")


def to_json(raw: Any) -> Any:
    """Dates as ISO strings, so that the content can lie in the database."""
    if isinstance(raw, dict):
        return {str(key): to_json(value) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [to_json(value) for value in raw]
    return raw.isoformat() if isinstance(raw, date) else raw


def from_json(content: Any) -> Any:
    """The other way: every ``checked`` is a date again. Raises ValueError."""
    if isinstance(content, dict):
        return {
            key: date.fromisoformat(value)
            if key == "checked" and isinstance(value, str)
            else from_json(value)
            for key, value in content.items()
        }
    return [from_json(value) for value in content] if isinstance(content, list) else content
