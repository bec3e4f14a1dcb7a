"""What is said to one citizen's socket without being asked: messages, who is there, who writes."""

import asyncio
import json
import time
from dataclasses import asdict
from itertools import takewhile
from typing import Any

from fastapi import WebSocket

from bot.assembly import Bot
from bot.live.citizen_view import PersonStatus
from bot.turn import Message, TurnReply

TYPED_EVERY = 0.5
LOOK_WHILE_WRITING = 1.0
LOOK_WHILE_WAITING = 5.0
"""Seconds; the queue moves without anything being new in this chat."""


class CitizenLine:
    """One socket. ``turn`` is held while a turn runs, so that its answer is sent first."""

    def __init__(self, websocket: WebSocket, bot: Bot, conversation_id: str) -> None:
        """Nothing is sent yet."""
        self.turn = asyncio.Lock()
        self._websocket = websocket
        self._bot = bot
        self._id = conversation_id
        self._last: str | None = None
        self._sent: set[str] = set()
        self._person = PersonStatus()
        self._typed = 0.0

    def has_all_until(self, last: str | None) -> None:
        """The client has everything up to the message of that id."""
        self._last = last

    async def greet(self, missed: list[Message]) -> None:
        """Answer the client's hello."""
        self._person = await self._bot.live.citizen.status(self._id)
        await self.send(
            {"type": "ready", "messages": plain(missed), "person": asdict(self._person)}
        )

    async def send(self, frame: dict[str, Any]) -> None:
        """One frame."""
        await self._websocket.send_text(json.dumps(frame, ensure_ascii=False))

    async def answer(self, frame: dict[str, Any], reply: TurnReply) -> None:
        """Send a turn's answer, and before it whatever was said before it.

        So the client may take any message it has for the last it has to ask after.
        """
        # A new message may begin at once; what held back a flood belongs to the one that is sent.
        self._typed = 0.0
        own = {message.id for message in (reply.citizen, *reply.messages)}
        messages = await self._bot.store.messages(self._id, self._last)
        before = list(takewhile(lambda one: one.id not in own, messages))
        if not reply.repeated:
            await self._send_new(before)
        await self.send(frame)
        self._sent |= own

    async def follow(self) -> None:
        """Send what is new until cancelled; raises ConversationError when it is gone."""
        wakeups = self._bot.live.wakeups
        async with wakeups.follow(self._id) as news:
            news.set()
            while True:
                try:
                    async with asyncio.timeout(self._patience()):
                        await news.wait()
                except TimeoutError:
                    pass
                news.clear()
                async with self.turn:
                    await self._tell()

    def may_type(self) -> bool:
        """Whether a sign of writing is to be looked at; a flood of them is not."""
        now = time.monotonic()
        if self._person.state != "taken" or now - self._typed < TYPED_EVERY:
            return False
        self._typed = now
        return True

    def _patience(self) -> float | None:
        if self._person.writes:
            return LOOK_WHILE_WRITING
        return LOOK_WHILE_WAITING if self._person.state == "waiting" else None

    async def _tell(self) -> None:
        await self._bot.store.load(self._id)
        messages = await self._bot.store.messages(self._id, self._last)
        await self._send_new(messages)
        if messages:
            self._sent.clear()
        person = await self._bot.live.citizen.status(self._id)
        if person != self._person:
            self._person = person
            await self.send({"type": "person", **asdict(person)})

    async def _send_new(self, messages: list[Message]) -> None:
        fresh = [one for one in messages if one.id not in self._sent]
        if fresh:
            news = {"type": "messages", "client_id": None, "citizen": None}
            await self.send(news | {"messages": plain(fresh)})
        if messages:
            self._last = messages[-1].id


def plain(messages: list[Message]) -> list[Any]:
    """Messages as JSON can hold them."""
    return [json.loads(message.json()) for message in messages]
