"""All rules for one subject's content, gathered."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bot.answers.placeholders import NAMES
from bot.content.answer_rules import check_answer, remind_answer
from bot.content.errors import ContentRefusedError
from bot.content.example_rules import Masker, check_examples
from bot.content.forms import formed
from bot.content.layered import LayeredContent
from bot.content.place_rules import check_fact, check_hours, check_topic, remind_local
from bot.content.problem import Problem, error
from bot.content.subject import ALWAYS, Content, Subject
from bot.danish.normalise import fold
from bot.errors import ContentError


class Rules:
    """Judges content before it is saved."""

    def __init__(self, masker: Masker, kept_apart: frozenset[str] = frozenset()) -> None:
        """``kept_apart``: folded questions that models are measured with."""
        self._masker = masker
        self._kept_apart = kept_apart

    def check(
        self, subject: Subject, content: Content, layered: LayeredContent, today: date
    ) -> list[Problem]:
        """What is wrong, and what should be looked at; ``layered`` is what stands now."""
        try:
            ready = formed(subject, content)
        except ContentRefusedError as wrong:
            return [error("", line) for line in str(wrong).splitlines()]
        if ready is None:
            if subject.kind in {"answer", "examples", "topic"}:
                return [error("", "Det kan ikke fjernes, kun rettes")]
            if subject.kind == "municipality_fact" and subject.key in ALWAYS:
                return [error("value", "Kommunen skal have en hjemmeside. Ret adressen i stedet")]
            return []
        problems = list(self._check(subject, ready, layered, today))
        return problems + list(reminders(subject, ready, today))

    def _check(
        self, subject: Subject, content: dict[str, Any], layered: LayeredContent, today: date
    ) -> Iterator[Problem]:
        if subject.municipality and subject.municipality not in layered.municipalities.by_code:
            yield error("", "Kommunen findes ikke")
            return
        if subject.kind == "topic":
            yield from check_topic(subject, content, layered)
        elif subject.kind == "municipality_fact":
            yield from check_fact(subject, content, today)
        elif subject.kind == "opening_hours":
            yield from check_hours(content, today)
        elif subject.kind == "examples":
            if subject.key not in layered.topics:
                yield error("", f"Emnet {subject.key} findes ikke")
            yield from check_examples(
                subject.key, content["added"], layered, self._masker, self._kept_apart
            )
        else:
            if subject.key not in layered.topics.topics:
                yield error("", f"Emnet {subject.key} findes ikke")
            names = placeholder_names(layered, subject.municipality)
            yield from check_answer(subject.key, content, names, today)


def reminders(subject: Subject, content: dict[str, Any], today: date) -> Iterator[Problem]:
    """What has grown old in a subject's content, in its one form."""
    if subject.kind in {"answer", "override"}:
        yield from remind_answer(content, today)
    elif subject.kind in {"municipality_fact", "opening_hours"}:
        yield from remind_local(content, today)


def refuse_errors(problems: Iterable[Problem]) -> None:
    """Raises ContentRefusedError with a line for each error among the problems."""
    errors = [problem.text for problem in problems if problem.level == "error"]
    if errors:
        raise ContentRefusedError("\n".join(errors))


def placeholder_names(layered: LayeredContent, municipality: str | None) -> frozenset[str]:
    """The placeholders that can be used in a municipality's answer, or in a shared one."""
    places = layered.municipalities.by_code
    chosen = [places[municipality]] if municipality in places else list(places.values())
    return NAMES | {key for place in chosen for key in place.facts}


def measured_questions(data: Path) -> frozenset[str]:
    """The questions under data/tests, folded: none of them may be an example.

    Raises ContentError.
    """
    found: set[str] = set()
    for name in ("validation", "test", "staff"):
        path = data / "tests" / f"{name}.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        try:
            found.update(fold(json.loads(line)["text"]) for line in lines if line.strip())
        except (ValueError, KeyError, TypeError) as wrong:
            raise ContentError(f"{path}: {wrong!r}") from wrong
    return frozenset(found)
