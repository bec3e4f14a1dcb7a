"""Layered content written back as files, so that nothing is trapped in the database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.content.forms import formed
from bot.content.layered import Base, LayeredContent
from bot.content.raw import RawContent
from bot.content.subject import Subject
from bot.content.yaml_text import answer_text, examples_text, municipality_text, topics_text


def write_data(folder: Path, base: Base, content: LayeredContent) -> list[Path]:
    """Write a data folder with all layers into ``folder``; gives the files the layers changed.

    What no layer touches is copied byte for byte. ``folder`` must not be there, or be empty.
    Raises FileExistsError, OSError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    # A data folder may hold a place for what is generated; a link leads out of it.
    shutil.copytree(base.folder, folder, dirs_exist_ok=True, symlinks=True)
    written = []
    for place, text in changed_files(base, content.raw):
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def changed_files(base: Base, raw: RawContent) -> Iterator[tuple[Path, str]]:
    """Each file that differs from the base's: its place below the data folder, and its text."""
    before = base.raw
    categories = {t["id"]: c["id"] for c in raw.topics["categories"] for t in c["topics"]}
    if raw.topics != before.topics:
        yield Path("topics.yml"), topics_text(raw.topics)
    answers = _places(base.folder, "answers")
    for topic, answer in raw.answers.items():
        if _differs(Subject("answer", topic), before, raw):
            home = Path("answers") / categories[topic] / f"{topic}.yml"
            yield answers.get(topic, home), answer_text(topic, answer)
    examples = _places(base.folder, "nlu")
    for intent, texts in raw.examples.items():
        if texts != before.examples.get(intent):
            home = Path("nlu") / categories.get(intent, "dialogue") / f"{intent}.yml"
            yield examples.get(intent, home), examples_text(intent, texts)
    for code, place in raw.municipalities.items():
        text = municipality_text(place)
        if text != municipality_text(before.municipalities[code]):
            (path,) = (base.folder / "municipalities").glob(f"{code}-*.yml")
            yield path.relative_to(base.folder), text


def _differs(subject: Subject, before: RawContent, after: RawContent) -> bool:
    old, new = before.at(subject), after.at(subject)
    return old != new and (old is None or formed(subject, old) != formed(subject, new))


def _places(data: Path, room: str) -> dict[str, Path]:
    return {path.stem: path.relative_to(data) for path in sorted((data / room).rglob("*.yml"))}
