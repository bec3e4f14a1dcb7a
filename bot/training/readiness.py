"""What is learnt from: the content with what staff labelled, less what is measured with."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.answers.topics import OUT_OF_SCOPE
from bot.content.layered import LayeredContent
from bot.danish.normalise import fold
from bot.dialogue.labelled import Labelled
from bot.training.content_check import FEWEST
from bot.training.errors import TrainingRefusedError

_NAMED = 5
"""Topics that a refusal names before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Learnable:
    """Content without the questions it will be measured with."""

    content: LayeredContent
    examples: int
    left_out: int


def with_labelled(content: LayeredContent, labelled: Iterable[Labelled]) -> LayeredContent:
    """Make examples of what staff labelled; a wording that is an example stays what it is."""
    known = {fold(text) for texts in content.raw.examples.values() for text in texts}
    examples = dict(content.raw.examples)
    for row in labelled:
        if row.topic in content.topics and fold(row.text) not in known:
            known.add(fold(row.text))
            examples[row.topic] = [*examples.get(row.topic, []), row.text]
    return replace(content, raw=replace(content.raw, examples=examples))


def without_measured(content: LayeredContent, measured: AbstractSet[str]) -> Learnable:
    """Leave out every example that is one of ``measured`` (folded texts)."""
    kept = {
        intent: [text for text in texts if fold(text) not in measured]
        for intent, texts in content.raw.examples.items()
    }
    # An untouched list stays the very same, so that its file is copied as it is.
    examples = {
        intent: texts if len(kept[intent]) == len(texts) else kept[intent]
        for intent, texts in content.raw.examples.items()
    }
    before = sum(map(len, content.raw.examples.values()))
    after = sum(map(len, kept.values()))
    raw = replace(content.raw, examples=examples)
    return Learnable(replace(content, raw=raw), after, before - after)


def check_learnable(learnable: Learnable) -> None:
    """Raises TrainingRefusedError, in Danish, when topics have too few examples or share one."""
    content = learnable.content
    examples = content.raw.examples
    said = [
        f'Emnet "{_name(content, intent)}" har for få eksempler:'
        f" {len(examples.get(intent, []))}, og der skal være mindst {_fewest(content, intent)}."
        for intent in content.topics.intents
        if len(examples.get(intent, [])) < _fewest(content, intent)
    ]
    owners: dict[str, str] = {}
    for intent, texts in examples.items():
        for text in texts:
            known = owners.setdefault(fold(text), intent)
            if known != intent:
                said.append(
                    f'Eksemplet "{text}" står både under "{_name(content, known)}"'
                    f' og "{_name(content, intent)}".'
                )
    if said:
        more = f" Og {len(said) - _NAMED} ting mere." if len(said) > _NAMED else ""
        raise TrainingRefusedError(" ".join(said[:_NAMED]) + more)


def _fewest(content: LayeredContent, intent: str) -> int:
    topic = content.topics.topics.get(intent)
    kind = "dialogue" if topic is None else "staff" if topic.staff else "topic"
    return FEWEST.get(intent, FEWEST[kind])


def _name(content: LayeredContent, intent: str) -> str:
    topic = content.topics.topics.get(intent)
    known = {OUT_OF_SCOPE: "uden for emnerne"}
    return topic.title if topic else known.get(intent, intent)
