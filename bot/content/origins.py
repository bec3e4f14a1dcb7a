"""Where each example of a topic comes from: the files, or somebody who added it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.content.revision import Revision
from bot.content.standing import Standing
from bot.danish.normalise import fold


@dataclass(frozen=True, slots=True)
class Sourced:
    """An example; without ``who`` it stands in MUNI's own files."""

    text: str
    who: str | None
    when: datetime | None
    """Of publication, UTC without a zone."""


def origins(standing: Standing, history: Iterable[Revision]) -> list[Sourced]:
    """The examples that count, each with who published it first; newest history first."""
    content, base = standing.content or {}, standing.base or {}
    found: dict[str, Revision] = {}
    for revision in history:
        for text in (revision.content or {}).get("added", ()):
            found[fold(text)] = revision
    known = {fold(text) for text in base.get("examples", ())}
    return [
        Sourced(text, None, None) if fold(text) in known else _added(text, found.get(fold(text)))
        for text in content.get("examples", ())
    ]


def _added(text: str, revision: Revision | None) -> Sourced:
    if revision is None:
        return Sourced(text, None, None)
    return Sourced(text, revision.author.name, revision.published)
