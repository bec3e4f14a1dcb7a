"""The shared answers, read from data/answers."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.answers.yaml_files import read_folder
from bot.errors import ContentError
from bot.turn import Link, Source

ASPECTS = ("pris", "tid", "frist", "medbring", "hvor", "hvem", "barn", "online", "klage")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one topic."""

    topic: str
    text: str
    spoken: str
    links: tuple[Link, ...]
    source: Source | None
    """The page shown with the answer, with the oldest day any of its facts was checked."""
    aspects: dict[str, str] = field(default_factory=dict)
    """Short answers to follow-up questions, keyed by one of ASPECTS."""

    @classmethod
    def parse(cls, raw: dict[str, Any]) -> "Answer":
        """From a file's content; raises KeyError, TypeError, ValueError."""
        unknown = set(raw.get("aspects", {})) - set(ASPECTS)
        if unknown:
            raise ValueError(f"unknown aspects {sorted(unknown)}, use {', '.join(ASPECTS)}")
        return cls(
            topic=raw["topic"],
            text=_paragraphs(raw["text"]),
            spoken=" ".join(raw["spoken"].split()),
            links=tuple(Link(**link) for link in raw.get("links", ())),
            source=source_of(raw.get("sources", ())),
            aspects=dict(raw.get("aspects", {})),
        )


def load_answers(folder: Path) -> dict[str, Answer]:
    """Every topic's shared answer; raises ContentError."""
    answers: dict[str, Answer] = {}
    for path, raw in read_folder(folder):
        if path.parent.name == "dialogue":
            continue
        try:
            answer = Answer.parse(raw)
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise ContentError(f"{path}: {wrong!r}") from wrong
        if answer.topic != path.stem or answer.topic in answers:
            raise ContentError(f"{path}: topic {answer.topic!r} is wrong or answered twice")
        answers[answer.topic] = answer
    return answers


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def source_of(sources: list[dict[str, Any]]) -> Source | None:
    """The page shown, with the oldest day any of them was checked."""
    if not sources:
        return None
    oldest: date = min(entry["checked"] for entry in sources)
    return Source(url=sources[0]["url"], checked=oldest)
