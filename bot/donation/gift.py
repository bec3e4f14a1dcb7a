"""What a gift holds: the conversation as it would be given, and what it may be given for."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, cast

from bot.turn import Message

Purpose = Literal["train", "research"]
Given = Literal["citizen", "bot"]


@dataclass(frozen=True, slots=True)
class GivenMessage:
    """One message of the copy."""

    role: Given
    kind: str
    text: str
    topic: str | None


@dataclass(frozen=True, slots=True)
class Gift:
    """A conversation as it would be given."""

    messages: tuple[GivenMessage, ...]
    acute: bool
    """It is about acute help: nothing for an open set."""

    @property
    def asked(self) -> bool:
        """Whether the citizen said anything."""
        return any(message.role == "citizen" for message in self.messages)

    @property
    def seal(self) -> str:
        """A fingerprint, 16 hexadecimal digits: what is given is what was shown."""
        said = json.dumps([[one.role, one.text] for one in self.messages], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def gift_of(messages: Iterable[Message], mask: Callable[[str], str]) -> Gift:
    """The copy of a conversation's messages, the citizen's masked by ``mask``.

    What staff wrote is theirs and not the citizen's to give; what is said of them names them.
    """
    every = list(messages)
    given = tuple(
        GivenMessage(
            role=cast(Given, one.role),
            kind=one.kind,
            text=mask(one.text) if one.role == "citizen" else one.text,
            topic=one.topic,
        )
        for one in every
        if one.role in {"citizen", "bot"}
    )
    return Gift(given, acute=any(one.kind == "safety" for one in every))
