"""A citizen who keeps account of what was sent and answered, to be held against what is stored."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.outside.conftest import Server


@dataclass
class Account:
    """What became of the messages of one conversation, by the sender's own ids."""

    sent: int
    answered: int
    stored: int
    lost: int
    doubled: int


@dataclass
class Ledger:
    """One conversation; ``refused`` holds the problems that came instead of an answer."""

    server: Server
    url: str
    headers: dict[str, str]
    answered: dict[str, str] = field(default_factory=dict)
    refused: list[dict[str, Any]] = field(default_factory=list)
    sent: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, server: Server) -> "Ledger":
        """Begin a conversation."""
        begun = httpx.post(f"{server.url}/api/v1/conversations", json={}, timeout=30).json()
        url = f"{server.url}/api/v1/conversations/{begun['id']}"
        return cls(server, url, {"Authorization": f"Bearer {begun['token']}"})

    def say(self, text: str | None = None, again: str | None = None, seconds: float = 30) -> int:
        """Send a message, or the one with the id ``again`` once more; gives the status, 0 for none.

        Each message's text is told apart from every other's.
        """
        identity = again or uuid.uuid4().hex
        said = self.sent.setdefault(identity, text or f"hvad koster et pas nummer {len(self.sent)}")
        body = {"text": said, "client_id": identity}
        try:
            answer = httpx.post(
                f"{self.url}/messages", json=body, headers=self.headers, timeout=seconds
            )
        except httpx.HTTPError:
            return 0
        if answer.status_code == 200:
            assert answer.json()["messages"]
            self.answered[identity] = said
        else:
            self.refused.append(answer.json())
        return answer.status_code

    def send_again(self) -> None:
        """All that got no answer, as the widget does by itself."""
        for identity in [one for one in self.sent if one not in self.answered]:
            assert self.say(again=identity) == 200

    def account(self) -> Account:
        """Hold it against what the server has stored."""
        messages = httpx.get(self.url, headers=self.headers, timeout=30).json()["messages"]
        asked = Counter(one["text"] for one in messages if one["role"] == "citizen")
        return Account(
            sent=len(self.sent),
            answered=len(self.answered),
            stored=sum(asked.values()),
            lost=sum(asked[text] == 0 for text in self.answered.values()),
            doubled=sum(count - 1 for count in asked.values()),
        )


def whole(count: int) -> Account:
    """All sent, all answered, all stored, once each."""
    return Account(sent=count, answered=count, stored=count, lost=0, doubled=0)
