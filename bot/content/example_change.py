"""From a topic's whole list of wordings to what a revision adds and takes away."""

from collections.abc import Iterable

from bot.content.layering import Layer, layered
from bot.content.raw import Raw, RawContent
from bot.content.subject import Subject
from bot.danish.normalise import fold


def example_change(
    base: RawContent, layers: Iterable[Layer], subject: Subject, wanted: list[str]
) -> Raw:
    """The content of a revision that makes ``wanted`` the topic's list, over the other layers.

    ``layers``: all that count now. Two wordings that the model can't tell apart are one.
    """
    others = [layer for layer in layers if _below(layer.subject, subject)]
    before = layered(base, others).examples.get(subject.key, [])
    kept, known = {fold(text) for text in wanted}, {fold(text) for text in before}
    added = {fold(text): text for text in reversed(wanted) if fold(text) not in known}
    return {
        "added": list(reversed(added.values())),
        "removed": [text for text in before if fold(text) not in kept],
    }


def _below(one: Subject, subject: Subject) -> bool:
    """Is it a layer on the same wordings, or the topic itself?"""
    return one.key == subject.key and one.kind in {"topic", "examples"} and one != subject
