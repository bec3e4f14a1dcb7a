"""What a file or a folder brings: examples to add, answers to set, all that a folder says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.answers.examples import parse_examples
from bot.content.errors import UnreadableFileError
from bot.content.raw import RawContent, to_json
from bot.content.subject import ALWAYS, OWN_FACTS, Content, Kind, Subject
from bot.content.untrusted import LARGEST_UNPACKED, read_untrusted_yaml
from bot.errors import ContentError

_ENTITY = re.compile(r"\[([^\]]+)\](\([^)]*\)|\{[^}]*\})")
"""Rasa's notation for an entity in an example: ``[Aarhus](municipality)``."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Content as it came in, of which nothing is checked yet."""

    examples: dict[str, list[str]] = field(default_factory=dict)
    """Topic to wordings that are to be added to it."""
    contents: dict[Subject, Content] = field(default_factory=dict)
    """Subject to its whole content; ``examples`` as ``{"examples": [...]}``."""


def from_yaml(data: bytes) -> Incoming:
    """A file of examples in Rasa's NLU format, one answer, or a list of them (``answers:``).

    In a list an answer with a ``municipality`` is that municipality's own.
    Raises UnreadableFileError, ContentRefusedError.
    """
    raw = read_untrusted_yaml(data)
    if isinstance(raw, dict) and "nlu" in raw:
        try:
            found = parse_examples({"nlu": _intents(raw["nlu"])}, "")
        except ContentError as wrong:
            raise UnreadableFileError("Eksemplerne er ikke i Rasas NLU-format") from wrong
        return Incoming(examples={intent: _plain(texts) for intent, texts in found.items()})
    if isinstance(raw, dict) and isinstance(raw.get("topic"), str):
        answer = {key: value for key, value in raw.items() if key != "topic"}
        return Incoming(contents={Subject("answer", raw["topic"]): to_json(answer)})
    if isinstance(raw, dict) and isinstance(raw.get("answers"), list):
        return Incoming(contents=dict(_listed(entry) for entry in raw["answers"]))
    raise UnreadableFileError(
        "Filen har hverken eksempler (nlu:) eller svar (answers: eller topic:)"
    )


def from_folder(folder: Path, present: RawContent) -> Incoming:
    """A data folder as :func:`bot.content.files.write_data` writes it, or a project around one.

    Gives every subject that the folder has, or that ``present`` has of a municipality in it;
    what lacks there comes as none. Raises UnreadableFileError.
    """
    data = folder / "data" if (folder / "data").is_dir() else folder
    files = [path for path in data.rglob("*.yml") if path.is_file()]
    if not (data / "topics.yml").is_file():
        raise UnreadableFileError("Mappen har ingen topics.yml")
    if sum(path.stat().st_size for path in files) > LARGEST_UNPACKED:
        raise UnreadableFileError("Mappen fylder for meget")
    try:
        raw = RawContent.read(data)
        subjects = dict.fromkeys([*all_subjects(raw), *_local(present, raw.municipalities)])
        return Incoming(contents={one: raw.at(one) for one in subjects if _said(raw, one)})
    except (ContentError, KeyError, TypeError, AttributeError) as wrong:
        raise UnreadableFileError(f"Mappen kan ikke læses: {wrong}") from wrong


def all_subjects(raw: RawContent) -> list[Subject]:
    """Everything that can be edited in a content, topics first."""
    owners = {
        topic["id"]: topic.get("municipality")
        for category in raw.topics["categories"]
        for topic in category["topics"]
    }
    return [
        *(Subject("topic", topic, owner) for topic, owner in owners.items()),
        *(Subject("answer", topic) for topic in raw.answers),
        *(Subject("examples", intent, owners.get(intent)) for intent in raw.examples),
        *_local(raw, raw.municipalities),
    ]


def _local(raw: RawContent, codes: Iterable[str]) -> list[Subject]:
    found = []
    rooms: tuple[tuple[Kind, str], ...] = (
        ("municipality_fact", "facts"),
        ("opening_hours", "hours"),
        ("override", "overrides"),
    )
    for code in codes:
        place = raw.municipalities.get(code, {})
        own = [key for key in OWN_FACTS if isinstance(place.get(key), dict)]
        found += [Subject("municipality_fact", key, code) for key in own]
        for kind, room in rooms:
            found += [Subject(kind, key, code) for key in place.get(room, {})]
    return found


def _listed(entry: Any) -> tuple[Subject, Content]:
    if not isinstance(entry, dict) or not isinstance(entry.get("topic"), str):
        raise UnreadableFileError("Et af svarene siger ikke, hvilket emne det hører til (topic:)")
    code = entry.get("municipality")
    answer = {key: value for key, value in entry.items() if key not in {"topic", "municipality"}}
    kind: Kind = "answer" if code is None else "override"
    return Subject(kind, entry["topic"], None if code is None else str(code)), to_json(answer)


def _said(raw: RawContent, subject: Subject) -> bool:
    """A folder from before anybody looked at a website takes nothing away."""
    return subject.key not in ALWAYS or raw.at(subject) is not None


def _intents(entries: Any) -> Any:
    """Only the examples: lookup tables, synonyms and regular expressions are no wordings."""
    if not isinstance(entries, list):
        return entries
    return [entry for entry in entries if not isinstance(entry, dict) or "intent" in entry]


def _plain(texts: list[str]) -> list[str]:
    return [_ENTITY.sub(r"\1", text) for text in texts]
