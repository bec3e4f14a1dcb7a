"""Advice on a topic's whole list of examples while it is being written; nothing is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answers.topics import TopicList
from bot.content.advice import FEWEST, UNIFORM, Likeness
from bot.content.heard_words import unheard_words

MOST_TWINS = 20
"""New examples that are compared with other topics', the first ones."""


@dataclass(frozen=True, slots=True)
class ExampleAdvice:
    """What should be looked at, in Danish, a line each."""

    whole: tuple[str, ...]
    """Of the list as one."""
    twins: tuple[str, ...]
    unheard: tuple[str, ...]
    """Words that the recogniser can't hear."""


def advise(
    topic: str,
    wanted: Sequence[str],
    added: Sequence[str],
    likeness: Likeness,
    topics: TopicList,
    speech_model: Path,
) -> ExampleAdvice:
    """On ``wanted``, the list as it would be, and ``added``, what is new in it.

    Some 15 ms a new example: use a thread.
    """
    whole = []
    if len(wanted) < FEWEST:
        whole.append(f"Emnet har {len(wanted)} eksempler. Skriv gerne mindst {FEWEST}")
    if likeness.sameness(wanted) > UNIFORM:
        whole.append("Eksemplerne ligner hinanden meget. Skriv også nogle med helt andre ord")
    twins = []
    for text in added[:MOST_TWINS]:
        twin = likeness.twin(topic, text)
        if twin:
            title = topics[twin.topic].title
            twins.append(f"«{text}» ligner «{twin.text}» under emnet «{title}»")
    unheard = unheard_words(" ".join(added), speech_model)
    return ExampleAdvice(tuple(whole), tuple(twins), tuple(unheard))
