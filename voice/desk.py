"""The port to the bot behind the telephone: one caller's conversation, turn by turn.

A turn has two halves, so that it can be begun before the caller is surely done: a draft, of which
nothing is stored, and ``keep``, which stores it and moves the conversation on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

ReplyKind = Literal[
    "answer", "clarify", "fallback", "handover", "safety", "smalltalk", "notice", "question"
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the things that keys 1 to 9 choose, in order; the reply's text tells the keys."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Page:
    """An official page that can be sent by SMS."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say; ``text`` is meant for the ear but still has figures and abbreviations."""

    kind: ReplyKind
    text: str
    topic: str | None = None
    choices: tuple[Choice, ...] = ()
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What the bot would answer. ``handle`` is the desk's own and means nothing here."""

    replies: tuple[Reply, ...]
    handle: Any = field(repr=False, compare=False, default=None)


@dataclass(frozen=True, slots=True)
class Hearing:
    """How the caller's words were come by: recogniser confidence 0 to 1 (None for a key), and
    milliseconds: the end of speech until it was seen as such, until the draft was ready, and
    until the first sound of the reply.
    """

    confidence: float | None
    endpoint_ms: float | None = None
    draft_ms: float | None = None
    reply_ms: float | None = None
    interrupted: bool = False
    """The reply before was broken off by it."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How people are reached: ``number`` in E.164 or None; ``open_now`` None when the hours are
    not known; ``hours`` a whole spoken sentence or none.
    """

    name: str
    number: str | None
    open_now: bool | None
    hours: str | None = None


HowItEnded = Literal["caller", "bot", "transferred", "silence", "lost", "stopped", "error"]


class Conversation(Protocol):
    """One caller's conversation; its methods are called one at a time."""

    @property
    def id(self) -> str:
        """The stored conversation's id."""

    @property
    def token(self) -> str:
        """With it the caller's page may read and delete the conversation, as a chat's may."""

    @property
    def municipality(self) -> str | None:
        """The kommunekode, once it is known."""

    @property
    def recording(self) -> Path | None:
        """Where the recording (WAV) of a caller who agreed is to lie; None: it can't be kept."""

    async def draft(self, text: str) -> Draft:
        """What the bot would answer to the words ``text``; personal data is masked first.

        May be called again, and given up by cancelling. Raises ``DeskError``.
        """

    async def choose(self, payload: str) -> Draft:
        """What the bot would answer to a choice that it offered. Raises ``DeskError``."""

    async def keep(self, draft: Draft, hearing: Hearing) -> None:
        """Store question and answers, and go on from there. Raises ``DeskError``."""

    def contact(self) -> Contact | None:
        """The people of the municipality; None while that is not known."""

    async def send_sms(self, number: str, pages: tuple[Page, ...]) -> bool:
        """Send the pages to a Danish number (8 digits); False when it can't be done now."""

    async def end(self, how: HowItEnded, seconds: float, transferred_to: str | None = None) -> None:
        """The call is over."""


class Desk(Protocol):
    """Where calls are answered from."""

    async def begin(
        self, line: str, dialled: str | None, caller: str | None, municipality: str | None
    ) -> tuple[Conversation, tuple[str, ...]]:
        """A new conversation, and what is said first: that a robot answers (AI Act art. 50).

        ``line`` is the protocol's name. The municipality is the one given, else that of the number
        dialled. ``caller`` is not kept. Raises ``DeskError``.
        """

    @property
    def can_send_sms(self) -> bool:
        """Whether SMS is set up."""

    def busy(self, dialled: str | None) -> Contact | None:
        """Whom to put a caller through to when all lines are busy; None when not known."""

    def records(self, municipality: str | None) -> bool:
        """Whether this municipality records calls of those who agree."""
