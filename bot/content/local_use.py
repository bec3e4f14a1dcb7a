"""Which answers use a municipality's local facts, and what is said without them."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answers.compose import Composer
from bot.answers.content import Answer
from bot.answers.placeholders import fill, used
from bot.content.layered import LayeredContent
from bot.content.subject import Kind, Subject

_OF: dict[str, tuple[Kind, str]] = {
    "telefon": ("municipality_fact", "telephone"),
    "adresse": ("municipality_fact", "address"),
    "hjemmeside": ("municipality_fact", "website"),
    "aabningstider_telefon": ("opening_hours", "telephone"),
    "aabningstider_borgerservice": ("opening_hours", "citizen_service"),
}
_NAMES = {place: name for name, place in _OF.items()}


@dataclass(frozen=True, slots=True)
class Use:
    """One paragraph that has a fact in it."""

    topic: str
    title: str
    own: bool
    """The municipality's own answer, not the shared one."""
    whole: str
    """As it is told now; with the placeholder itself while the fact is missing."""
    without: str
    """What is left of it when the fact is missing; empty when nothing is."""


def placeholder(subject: Subject) -> str:
    """What the fact or opening hours are called in an answer, without the braces."""
    return _NAMES.get((subject.kind, subject.key), subject.key)


def subject_of(name: str, municipality: str) -> Subject | None:
    """What fills a placeholder; none for the municipality's own name.

    Raises ContentRefusedError for a name that no fact can have.
    """
    if name == "kommune":
        return None
    kind, key = _OF.get(name, ("municipality_fact", name))
    return Subject(kind, key, municipality)


def uses(content: LayeredContent, subject: Subject) -> list[Use]:
    """Every paragraph told in the subject's municipality that uses it, a line an answer."""
    code, name = subject.municipality or "", placeholder(subject)
    place = content.municipalities[code]
    values = content.composer.values(place)
    lacking = {key: value for key, value in values.items() if key != name}
    told = {name: f"{{{name}}}"} | values
    found = []
    for topic, answer in _answers(content.composer, code):
        for text in _texts(answer):
            if name not in used(text):
                continue
            whole = " ".join(part for part in _around(text, name, told) if part)
            without = " ".join(part for part in _around(text, name, lacking) if part)
            entry = content.topics[topic]
            own = topic in place.overrides
            found.append(Use(topic, entry.title, own, whole, without))
            break
    return found


def missing(content: LayeredContent) -> dict[str, list[str]]:
    """Municipality to the placeholders that its answers use and that nothing fills."""
    shared = {topic: _names(answer) for topic, answer in _answers(content.composer, None)}
    found = {}
    for code, place in content.municipalities.by_code.items():
        own = {
            topic: _names(content.composer.unfilled(topic, code))
            for topic in place.overrides
            if topic in content.topics.topics
        }
        wanted = set().union(*(shared | own).values())
        found[code] = sorted(wanted - content.composer.values(place).keys())
    return found


def _answers(composer: Composer, code: str | None) -> Iterator[tuple[str, Answer]]:
    for topic, entry in composer.topics.topics.items():
        here = entry.municipality in {None, code}
        if here and composer.answers(topic, code):
            yield topic, composer.unfilled(topic, code)


def _texts(answer: Answer) -> tuple[str, ...]:
    return (answer.text, answer.spoken, *answer.aspects.values())


def _names(answer: Answer) -> set[str]:
    return set().union(*map(used, _texts(answer)))


def _around(text: str, name: str, values: dict[str, str]) -> Iterator[str]:
    """The paragraphs that use ``name``, filled."""
    for paragraph in text.split("\n\n"):
        if name in used(paragraph):
            yield fill(paragraph, values)
