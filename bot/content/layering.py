"""Published revisions laid over the base: base, then shared, then the municipality's."""

from collections.abc import Iterable
from typing import Any, Protocol

from bot.answers.content import Answer
from bot.answers.municipalities import Fact, parse_hours
from bot.answers.topics import TopicList
from bot.content.raw import Raw, RawContent, from_json
from bot.content.subject import ALWAYS, OWN_FACTS, Content, Subject
from bot.danish.normalise import fold

BROKEN = (KeyError, TypeError, ValueError, AttributeError)
_ORDER = {"topic": 0, "answer": 1}


class Layer(Protocol):
    """What is laid over: one subject's new content."""

    @property
    def subject(self) -> Subject:
        """Where."""

    @property
    def content(self) -> Content:
        """What."""


def layered(base: RawContent, layers: Iterable[Layer]) -> RawContent:
    """The base with every layer on it, a new object; ``base`` stays as it is.

    Topics come first, since the rest hangs on them, and what hangs on a topic that is no more
    is left out. So is a layer whose content this version of MUNI can't read.
    """
    raw = base.copy()
    for layer in sorted(layers, key=_order):
        if readable(layer.subject, layer.content):
            _lay(raw, layer.subject, from_json(layer.content))
    return raw


def readable(subject: Subject, content: Content) -> bool:
    """Can the loaders make something of it?"""
    try:
        parse(subject, content)
    except BROKEN:
        return False
    return True


def parse(subject: Subject, content: Content) -> object:
    """What the bot makes of a subject's content; none where it takes something away.

    Raises KeyError, TypeError, ValueError, AttributeError.
    """
    if content is None:
        if subject.kind in {"answer", "examples", "topic"}:
            raise ValueError("can't be taken away, only taken back")
        if subject.key in ALWAYS and subject.kind == "municipality_fact":
            raise ValueError("every municipality has one")
        return None
    raw = from_json(content)
    if subject.kind in {"answer", "override"}:
        return Answer.parse({"topic": subject.key, **raw})
    if subject.kind == "municipality_fact":
        return Fact(raw["value"], raw["source"], raw["checked"])
    if subject.kind == "opening_hours":
        return parse_hours(raw)
    if subject.kind == "examples":
        return [str(text) for key in ("added", "removed") for text in raw.get(key, ())]
    topic = {name: value for name, value in raw.items() if name != "category"}
    entry = {"id": raw["category"], "name": "", "topics": [{"id": subject.key, **topic}]}
    return TopicList.parse({"categories": [entry], "dialogue": []}, subject.key)


def changed_examples(before: list[str], content: Raw) -> list[str]:
    """The wordings with some taken out and others put in; the same wording never twice."""
    gone = {fold(text) for text in content.get("removed", ())}
    kept = [text for text in before if fold(text) not in gone]
    known = {fold(text) for text in kept}
    for text in content.get("added", ()):
        if fold(text) not in known:
            known.add(fold(text))
            kept.append(text)
    return kept


def _order(layer: Layer) -> tuple[int, str, str, str]:
    subject = layer.subject
    rank = _ORDER.get(subject.kind, 2)
    return rank, subject.municipality or "", subject.kind, subject.key


def _lay(raw: RawContent, subject: Subject, content: Any) -> None:
    if subject.kind == "topic":
        _lay_topic(raw.topics, subject, content)
    elif subject.kind == "answer":
        if raw.topic(subject.key):
            raw.answers[subject.key] = content
    elif subject.kind == "examples":
        dialogue = {intent["id"] for intent in raw.topics["dialogue"]}
        if raw.topic(subject.key) or subject.key in dialogue:
            before = raw.examples.get(subject.key, [])
            raw.examples[subject.key] = changed_examples(before, content)
    elif subject.municipality in raw.municipalities:
        _lay_local(raw, subject, content)


def _lay_topic(topics: Raw, subject: Subject, content: Raw) -> None:
    entry: Raw = {"id": subject.key} | {k: v for k, v in content.items() if k != "category"}
    if subject.municipality:
        entry |= {"local": True, "municipality": subject.municipality}
    home = next((c for c in topics["categories"] if c["id"] == content["category"]), None)
    if home is None:
        return
    for category in topics["categories"]:
        for place, topic in enumerate(category["topics"]):
            if topic["id"] == subject.key:
                entry |= {name: topic[name] for name in ("municipality", "staff") if name in topic}
                if category is home:
                    category["topics"][place] = entry
                    return
                del category["topics"][place]
                home["topics"].append(entry)
                return
    home["topics"].append(entry | {"staff": True})


def _lay_local(raw: RawContent, subject: Subject, content: Any) -> None:
    code = subject.municipality or ""
    if subject.kind == "override" and not raw.topic(subject.key):
        return
    place = dict(raw.municipalities[code])
    if subject.kind == "municipality_fact" and subject.key in OWN_FACTS:
        _put(place, subject.key, content)
    else:
        room = {"opening_hours": "hours", "override": "overrides"}.get(subject.kind, "facts")
        entries = dict(place.get(room, {}))
        _put(entries, subject.key, content)
        _put(place, room, entries or None)
    raw.municipalities[code] = place


def _put(entries: Raw, key: str, value: Any) -> None:
    if value is None:
        entries.pop(key, None)
    else:
        entries[key] = value
