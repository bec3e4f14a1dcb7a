"""A draft as it is spoken: what now, what later, which keys, which pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from voice.desk import Choice, Draft, Page

Reader = Callable[[str], Sequence[str]]
"""Text to the sentences that are said (``voice.speech.reading``)."""

_AT_ONCE: Final = 4
"""Sentences; a longer answer comes in pieces."""
_LEAST_LATER: Final = 2
"""No piece is worth a question that is shorter than the question."""
_KEYS: Final = 9
_FAREWELL: Final = "goodbye"
"""The bot's topic of a farewell."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``now`` and ``later`` are sentences to say; ``choices[0]`` is key 1."""

    now: tuple[str, ...]
    later: tuple[str, ...]
    choices: tuple[Choice, ...]
    pages: tuple[Page, ...]
    hands_over: bool
    missed: bool
    """The bot did not understand."""
    answers: bool
    """The caller got what was asked for."""
    farewell: bool
    """The bot has said goodbye."""
    text: str
    """All of it, as written."""


def answer_of(draft: Draft, read: Reader) -> Answer:
    """The draft's replies, in order, as one spoken answer."""
    sentences: list[str] = []
    for reply in draft.replies:
        sentences += read(reply.text)
    # Danger comes whole, and a question with its choices is no place for a pause.
    whole = any(reply.kind in ("safety", "clarify", "handover") for reply in draft.replies)
    split = len(sentences) if whole or len(sentences) < _AT_ONCE + _LEAST_LATER else _AT_ONCE
    kinds = {reply.kind for reply in draft.replies}
    return Answer(
        now=tuple(sentences[:split]),
        later=tuple(sentences[split:]),
        choices=tuple(c for reply in draft.replies for c in reply.choices)[:_KEYS],
        pages=tuple(page for reply in draft.replies for page in reply.pages),
        hands_over="handover" in kinds,
        missed="fallback" in kinds,
        answers="answer" in kinds,
        farewell=any(reply.topic == _FAREWELL for reply in draft.replies),
        text="\n".join(reply.text for reply in draft.replies),
    )
