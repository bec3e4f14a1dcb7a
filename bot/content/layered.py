"""What the bot answers from: the layered content, parsed, with the version it was read at."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.answers.compose import Composer
from bot.answers.content import Answer, load_answers
from bot.answers.municipalities import Municipalities, Municipality
from bot.answers.topics import TopicList
from bot.content.layering import Layer, layered
from bot.content.raw import RawContent


@dataclass(frozen=True, slots=True)
class Base:
    """The data folder, read and parsed once a process."""

    folder: Path
    raw: RawContent
    answers: dict[str, Answer]
    municipalities: Municipalities

    @classmethod
    def read(cls, data: Path) -> "Base":
        """Read a data folder, a second's work; raises ContentError."""
        answers = load_answers(data / "answers")
        return cls(
            data, RawContent.read(data), answers, Municipalities.load(data / "municipalities")
        )


@dataclass(frozen=True, slots=True, eq=False)
class LayeredContent:
    """Everything the bot knows at one moment; never changed, only replaced."""

    version: int
    """Grows at each publication; 0 is the base alone."""
    raw: RawContent
    topics: TopicList
    municipalities: Municipalities
    composer: Composer

    @classmethod
    def build(cls, base: Base, layers: Iterable[Layer] = (), version: int = 0) -> "LayeredContent":
        """The layers over the base; what they don't touch is not parsed again."""
        raw = layered(base.raw, layers)
        topics = TopicList.parse(raw.topics, "topics.yml")
        answers = {
            topic: base.answers[topic]
            if entry is base.raw.answers.get(topic)
            else Answer.parse({"topic": topic, **entry})
            for topic, entry in raw.answers.items()
        }
        places = {
            code: base.municipalities[code]
            if entry is base.raw.municipalities.get(code)
            else Municipality.parse(entry)
            for code, entry in raw.municipalities.items()
        }
        municipalities = Municipalities(places)
        return cls(version, raw, topics, municipalities, Composer(topics, answers, municipalities))
