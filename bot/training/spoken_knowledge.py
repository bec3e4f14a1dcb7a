"""What the bot knows that a caller may say: texts and names for the speech recogniser."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answers.content import load_answers
from bot.answers.examples import read_examples
from bot.answers.municipalities import Municipalities
from bot.answers.topics import TopicList
from bot.answers.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class SpokenKnowledge:
    """Texts as written, with digits and signs; see ``voice.danish.build.Knowledge``."""

    questions: tuple[str, ...]
    answers: tuple[str, ...]
    general: tuple[str, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]
    streets: tuple[str, ...]
    towns: tuple[str, ...]
    corrections: Mapping[str, Sequence[str]]


def gather(data_folder: Path) -> SpokenKnowledge:
    """Everything under the data folder that a caller may say; raises ContentError."""
    lists, speech = data_folder / "lists", data_folder / "speech"
    municipalities = Municipalities.load(data_folder / "municipalities")
    towns: dict[str, None] = {}
    for one in municipalities.by_code.values():
        towns.update(dict.fromkeys((one.name, one.full_name, *one.aliases, *one.towns)))
        towns.update(dict.fromkeys(one.postal_codes.values()))
    names = [
        name
        for file in ("first_names.yml", "last_names.yml")
        for name in _leaves(read_yaml(lists / file))
    ]
    return SpokenKnowledge(
        questions=tuple(_questions(data_folder)),
        answers=(*_titles(data_folder), *_answers(data_folder)),
        general=tuple((speech / "general.txt").read_text(encoding="utf-8").splitlines()),
        words=tuple((speech / "words.txt").read_text(encoding="utf-8").split()),
        names=tuple(dict.fromkeys(names)),
        streets=tuple(_leaves(read_yaml(speech / "streets.yml"))),
        towns=tuple(towns),
        corrections=read_yaml(speech / "pronunciations.yml"),
    )


def _titles(data_folder: Path) -> Iterator[str]:
    for topic in TopicList.load(data_folder / "topics.yml").topics.values():
        yield topic.question
        yield topic.title


def _questions(data_folder: Path) -> Iterator[str]:
    for topic in TopicList.load(data_folder / "topics.yml").topics.values():
        yield topic.question
    for path in sorted((data_folder / "nlu").rglob("*.yml")):
        for examples in read_examples(path).values():
            yield from examples


def _answers(data_folder: Path) -> Iterator[str]:
    for answer in load_answers(data_folder / "answers").values():
        yield from answer.text.replace("\n", " ").split(". ")
        yield from answer.spoken.split(". ")
        yield from answer.aspects.values()


def _leaves(raw: Any) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, list | dict):
        for part in raw.values() if isinstance(raw, dict) else raw:
            yield from _leaves(part)
