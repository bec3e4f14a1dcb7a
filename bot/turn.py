"""One turn: the type that goes in, the type that comes out, and the steps between.

Every channel (web, REST, command line) calls :meth:`Turn.take`; the telephone takes the same
turn in two halves. The citizen's text is masked first; no later step ever sees what was not
masked.
"""

import asyncio
import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol

from pydantic import BaseModel, Field

from bot.errors import ConversationMovedError, EmptyTextError, TextTooLongError, TurnTimeoutError
from bot.text import clean

MAX_CHARACTERS = 2_000

Channel = Literal["web", "voice"]
Role = Literal["bot", "staff", "system", "citizen"]
Kind = Literal[
    "answer", "clarify", "fallback", "handover", "safety", "smalltalk", "notice", "question"
]
Outcome = Literal["answer", "clarify", "fallback", "safety"]
State = dict[str, Any]


class Link(BaseModel):
    """An official page."""

    title: str
    url: str


class QuickReply(BaseModel):
    """A button: what it says and what is sent when it is pressed."""

    title: str
    payload: str


class Source(BaseModel):
    """Where an answer's facts stand, and the day they were checked."""

    url: str
    checked: date


class Message(BaseModel):
    """One message in a conversation, as the HTTP API shows it."""

    id: str = ""
    role: Role = "bot"
    kind: Kind = "answer"
    text: str
    topic: str | None = None
    links: list[Link] = Field(default_factory=list)
    quick_replies: list[QuickReply] = Field(default_factory=list)
    source: Source | None = None
    municipality: str | None = None
    created: datetime | None = None
    author: str | None = None
    """Who of the staff wrote it: first name and workplace."""


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """What a citizen said on a channel; exactly one of ``text`` and ``payload`` is set."""

    conversation_id: str
    text: str | None = None
    payload: str | None = None
    client_id: str | None = None
    """The sender's own id of the message: sent again, it is not answered again."""
    channel: Channel = "web"
    token: str | None = None
    """Checked when it is given; a caller that has checked it already leaves it out."""


@dataclass(frozen=True, slots=True)
class TurnReply:
    """What the turn gave: the citizen's message as stored (masked), and the answers."""

    citizen: Message
    messages: tuple[Message, ...]
    repeated: bool = False
    """True when ``client_id`` had been answered before and the same answers come again."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as the store holds it between turns."""

    id: str
    municipality: str | None
    language: str
    channel: Channel
    state: State
    attended: bool = False
    """A person has it, and answers instead of MUNI."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the dialogue answered, and the state to go on from."""

    messages: tuple[Message, ...]
    state: State
    municipality: str | None
    topic: str | None = None
    outcome: Outcome | None = None
    confidence: float | None = None
    shown: str | None = None
    """What a quick reply's payload is called in the conversation, e.g. the button's title."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The first half of a turn: what would be answered, of which nothing is stored yet."""

    request: TurnRequest
    conversation: Conversation
    """As it was when the answer was made."""
    question: str
    """What was said, masked."""
    said: Said
    spent_ms: float


class Masked(Protocol):
    """Text with placeholders where personal data stood."""

    @property
    def text(self) -> str:
        """The masked text."""


class Masker(Protocol):
    """Takes personal data out of text."""

    def mask(self, text: str) -> Masked:
        """Replace personal data by placeholders."""


class Dialogue(Protocol):
    """Understands and answers; Rasa stands behind it."""

    async def respond(self, conversation: Conversation, text: str, payload: bool) -> Said:
        """Answer ``text`` (masked) in the conversation.

        ``payload`` says that ``text`` is a quick reply's payload, not words.
        Raises UnknownPayloadError, DialogueError.
        """

    def name(self, payload: str) -> str:
        """What a quick reply is called in the conversation; raises UnknownPayloadError."""


class Store(Protocol):
    """Keeps conversations."""

    async def answered(
        self, conversation_id: str, client_id: str
    ) -> tuple[Message, tuple[Message, ...]] | None:
        """The stored message with this ``client_id`` and its answers, if there is one."""

    async def load(self, conversation_id: str, token: str | None = None) -> Conversation:
        """The conversation, if ``token`` opens it or is none; raises ConversationError."""

    async def save(
        self, conversation: Conversation, request: TurnRequest, question: str, said: Said, ms: float
    ) -> tuple[Message, tuple[Message, ...]]:
        """Store question, answers and state in one transaction; gives them their ids.

        Raises ConversationMovedError when a person took or left the conversation meanwhile.
        """


class Locks(Protocol):
    """Keeps the turns of one conversation in order."""

    def hold(self, conversation_id: str) -> Any:
        """An async context manager; first come, first served."""


class Turn:
    """The one function every channel calls."""

    def __init__(
        self, masker: Masker, dialogue: Dialogue, store: Store, locks: Locks, seconds: float
    ) -> None:
        """``seconds`` is the longest one turn may take once it has begun."""
        self._masker = masker
        self._dialogue = dialogue
        self._store = store
        self._locks = locks
        self._seconds = seconds

    async def take(self, request: TurnRequest) -> TurnReply:
        """Mask, understand, answer and store; while a person has the conversation, only store.

        Raises EmptyTextError, TextTooLongError, UnknownPayloadError, ConversationError,
        DialogueError.
        """
        question = self._question(request)
        async with self._locks.hold(request.conversation_id):
            began = time.perf_counter()
            conversation = await self._store.load(request.conversation_id, request.token)
            before = await self._answered(request)
            if before:
                return before
            try:
                return await self._once(conversation, request, question, began)
            except ConversationMovedError:
                # Somebody took the chat while MUNI was thinking: the answer is theirs to give.
                conversation = await self._store.load(request.conversation_id)
                return await self._once(conversation, request, question, began)

    async def prepare(self, request: TurnRequest) -> Prepared:
        """The first half of :meth:`take`: mask, understand and answer, and store nothing.

        So a turn can be begun before it is sure that the citizen has said all. May be given up
        by cancelling. Raises what :meth:`take` raises.
        """
        question = self._question(request)
        async with self._locks.hold(request.conversation_id):
            began = time.perf_counter()
            conversation = await self._store.load(request.conversation_id, request.token)
            return await self._respond(conversation, request, question, began)

    async def commit(self, prepared: Prepared) -> TurnReply:
        """The second half: store what was prepared.

        Raises ConversationMovedError when the conversation is no longer as it was then, since
        the answer might be another now; ConversationError.
        """
        request = prepared.request
        async with self._locks.hold(request.conversation_id):
            conversation = await self._store.load(request.conversation_id, request.token)
            before = await self._answered(request)
            if before:
                return before
            # An answer follows from the words and the conversation, and from nothing else.
            if conversation != prepared.conversation:
                raise ConversationMovedError
            return await self._save(prepared)

    async def _once(
        self, conversation: Conversation, request: TurnRequest, question: str, began: float
    ) -> TurnReply:
        if not conversation.attended:
            return await self._save(await self._respond(conversation, request, question, began))
        shown = self._dialogue.name(question) if request.payload is not None else None
        said = Said((), conversation.state, conversation.municipality)
        return await self._save(Prepared(request, conversation, shown or question, said, 0.0))

    async def _answered(self, request: TurnRequest) -> TurnReply | None:
        if not request.client_id:
            return None
        before = await self._store.answered(request.conversation_id, request.client_id)
        return TurnReply(citizen=before[0], messages=before[1], repeated=True) if before else None

    async def _respond(
        self, conversation: Conversation, request: TurnRequest, question: str, began: float
    ) -> Prepared:
        try:
            async with asyncio.timeout(self._seconds):
                said = await self._dialogue.respond(
                    conversation, question, request.payload is not None
                )
        except TimeoutError as slow:
            raise TurnTimeoutError from slow
        spent_ms = (time.perf_counter() - began) * 1000
        return Prepared(request, conversation, said.shown or question, said, spent_ms)

    async def _save(self, prepared: Prepared) -> TurnReply:
        citizen, messages = await self._store.save(
            prepared.conversation,
            prepared.request,
            prepared.question,
            prepared.said,
            prepared.spent_ms,
        )
        return TurnReply(citizen=citizen, messages=messages)

    def _question(self, request: TurnRequest) -> str:
        if request.payload is not None:
            return request.payload
        text = clean(request.text or "")
        if not text:
            raise EmptyTextError
        if len(text) > MAX_CHARACTERS:
            raise TextTooLongError
        return self._masker.mask(text).text
