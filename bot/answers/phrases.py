"""MUNI's fixed phrases (greeting, fallback, safety ...), read from data/answers/dialogue."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.answers.content import source_of
from bot.answers.yaml_files import read_yaml
from bot.errors import ContentError
from bot.turn import Channel, Link, Source


@dataclass(frozen=True, slots=True)
class Phrase:
    """One fixed phrase; ``spoken`` is for the phone, and ``text`` where there is none."""

    text: str
    spoken: str
    links: tuple[Link, ...] = ()
    source: Source | None = None

    def on(self, channel: Channel) -> str:
        """The wording for a channel."""
        return self.spoken if channel == "voice" else self.text


@lru_cache(maxsize=4)
def load_phrases(data_folder: Path) -> dict[str, Phrase]:
    """Every phrase by name; raises ContentError."""
    path = data_folder / "answers" / "dialogue" / "phrases.yml"
    try:
        return {
            name: Phrase(
                text=raw["text"].strip(),
                spoken=raw.get("spoken", raw["text"]).strip(),
                links=tuple(Link(**link) for link in raw.get("links", ())),
                source=source_of(raw.get("sources", ())),
            )
            for name, raw in read_yaml(path).items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise ContentError(f"{path}: {wrong!r}") from wrong
