"""Labelled questions: JSON lines of ``{"text", "topic"}``, never used as examples."""

import json
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ContentError


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question and the intent it belongs to."""

    text: str
    topic: str


def parse_labelled(lines: list[str], source: str) -> list[Labelled]:
    """One row a line, blank lines left out; raises ContentError that names the line."""
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            rows.append(Labelled(text=raw["text"], topic=raw["topic"]))
        except (ValueError, KeyError, TypeError) as wrong:
            raise ContentError(
                f'{source}:{number}: write {{"text": ..., "topic": ...}} ({wrong!r})'
            ) from wrong
    return rows


def read_labelled(path: Path) -> list[Labelled]:
    """All rows of a file; none if there is no file. Raises ContentError."""
    if not path.exists():
        return []
    return parse_labelled(path.read_text(encoding="utf-8").splitlines(), str(path))
