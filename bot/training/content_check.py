"""Checks everything under data/: form, completeness, borders, sources, readability."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.answers.content import Answer, load_answers
from bot.answers.examples import read_examples
from bot.answers.municipalities import Municipalities
from bot.answers.phrases import load_phrases
from bot.answers.placeholders import NAMES, used
from bot.answers.topics import OUT_OF_SCOPE, TopicList
from bot.content.answer_rules import HARDEST_LIX, LONGEST_SPOKEN
from bot.danish.normalise import fold
from bot.danish.readability import lix
from bot.dialogue.labelled import read_labelled
from bot.dialogue.referrals import load_referrals
from bot.errors import ContentError
from bot.training.wiring import DIALOGUE_ACTIONS, domain_yaml, rules_yaml

FEWEST = {"topic": 60, "staff": 5, "dialogue": 40, OUT_OF_SCOPE: 400}
"""Staff teach from what citizens really asked, and may begin with a few."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend."""

    level: Literal["error", "warning"]
    where: str
    what: str


def check_content(data: Path, root: Path) -> Iterator[Finding]:
    """Everything that is wrong, file by file."""
    try:
        topics = TopicList.load(data / "topics.yml")
        answers = load_answers(data / "answers")
        municipalities = Municipalities.load(data / "municipalities")
        yield from _check_examples(data, topics)
        yield from _check_answers(answers, topics, municipalities)
        yield from _check_dialogue(data, topics)
        yield from _check_wiring(root, topics)
    except ContentError as error:
        yield Finding("error", str(error).split(":")[0], str(error))


def _check_examples(data: Path, topics: TopicList) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    counts: dict[str, int] = dict.fromkeys(topics.intents, 0)
    for path in sorted((data / "nlu").rglob("*.yml")):
        for intent, texts in read_examples(path).items():
            if intent not in topics or path.stem != intent:
                yield Finding("error", str(path), f"{intent} is not this file's topic")
                continue
            counts[intent] += len(texts)
            for text in texts:
                known = owners.setdefault(fold(text), intent)
                if known != intent:
                    yield Finding("error", str(path), f'"{text}" is also an example of {known}')
    for intent, count in counts.items():
        topic = topics.topics.get(intent)
        kind = "dialogue" if topic is None else "staff" if topic.staff else "topic"
        fewest = FEWEST.get(intent, FEWEST[kind])
        if count < fewest:
            yield Finding("error", intent, f"has {count} examples, needs {fewest}")
    for name in ("validation", "test"):
        for row in read_labelled(data / "tests" / f"{name}.jsonl"):
            if row.topic not in topics:
                yield Finding("error", name, f"{row.topic} is no topic")
            if fold(row.text) in owners:
                yield Finding("error", name, f'"{row.text}" is an example too')


def _check_answers(
    answers: dict[str, Answer], topics: TopicList, municipalities: Municipalities
) -> Iterator[Finding]:
    for name, listed in topics.topics.items():
        own = municipalities.by_code.get(listed.municipality or "")
        if name not in answers and not (own and name in own.overrides):
            yield Finding("error", name, "has no answer")
    local = {key for place in municipalities.by_code.values() for key in place.facts}
    for topic, answer in answers.items():
        if topic not in topics.topics:
            yield Finding("error", topic, "answers no topic")
        yield from _check_answer(answer, NAMES | local)
    for place in municipalities.by_code.values():
        for topic, raw in place.overrides.items():
            if topic not in topics.topics:
                yield Finding("error", place.name, f"overrides {topic}, which is no topic")
            yield from _check_answer(Answer.parse({"topic": topic, **raw}), NAMES | local)


def _check_answer(answer: Answer, names: frozenset[str] | set[str]) -> Iterator[Finding]:
    where = answer.topic
    unknown = used(answer.text + answer.spoken) - names
    if unknown:
        yield Finding("error", where, f"unknown placeholders {sorted(unknown)}")
    hard = lix(answer.text)
    if hard > HARDEST_LIX:
        yield Finding("error", where, f"LIX {hard:.0f} is over {HARDEST_LIX:.0f}")
    if len(answer.spoken.split()) > LONGEST_SPOKEN:
        yield Finding("error", where, f"spoken form is over {LONGEST_SPOKEN} words")
    if answer.source is None:
        yield Finding("error", where, "has no source")
    if not answer.links:
        yield Finding("error", where, "has no link to an official page")
    for link in answer.links:
        if not link.url.startswith(("https://", "tel:")):
            yield Finding("error", where, f"link {link.url} is not https")


def _check_dialogue(data: Path, topics: TopicList) -> Iterator[Finding]:
    phrases = load_phrases(data)
    load_referrals(data)
    for intent in sorted(topics.dialogue):
        fixed = DIALOGUE_ACTIONS.get(intent) in {None, "action_safety"}
        if fixed and intent not in phrases:
            yield Finding("error", intent, "has no phrase")


def _check_wiring(root: Path, topics: TopicList) -> Iterator[Finding]:
    domain = (root / "domain.yml").read_text(encoding="utf-8")
    rules = (root / "data" / "rules" / "intents.yml").read_text(encoding="utf-8")
    if domain != domain_yaml(domain, topics) or rules != rules_yaml(topics):
        yield Finding("error", "domain.yml", "is behind data/topics.yml: muni content wiring")
