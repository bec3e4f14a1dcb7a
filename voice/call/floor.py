"""Who may speak: what the call says, what it has asked, and how it is ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from voice.call.answering import Reader
from voice.call.asking import Question
from voice.call.mouth import Mouth
from voice.call.turn_taking import TurnTaking
from voice.desk import HowItEnded
from voice.line import Line


class Floor:
    """One call's floor. ``question`` is what the call itself waits to hear about."""

    def __init__(self, line: Line, mouth: Mouth, turns: TurnTaking, read: Reader) -> None:
        self.line, self.mouth, self.read = line, mouth, read
        self.question: Question | None = None
        self.over = asyncio.Event()
        self.how: HowItEnded = "error"
        self.transferred_to: str | None = None
        self.transferring = False
        self._turns = turns

    async def ask(self, text: str, question: Question | None = None) -> None:
        """Say ``text`` and wait for an answer to ``question`` (None: for anything)."""
        self.question = question
        self._turns.expect(question.expect if question else "anything")
        self.line.tell("bot", text)
        await self.speak(self.read(text))

    async def say(self, text: str) -> None:
        """Say ``text``, numbers and abbreviations as people say them."""
        self.line.tell("bot", text)
        await self.speak(self.read(text))

    async def speak(
        self, sentences: Sequence[str], begun: Callable[[float], None] | None = None
    ) -> None:
        """Speak sentences that are ready to be said, and wait until they are heard.

        ``begun`` is told the loop's time at their first sound. Raises ``SynthesisError``.
        """
        if not sentences:
            return
        self.line.tell("status", "speaking")
        self.mouth.say(sentences, begun)
        await self.mouth.done()
        self.line.tell("status", "listening")

    def finish(self, how: HowItEnded, transferred_to: str | None = None) -> None:
        """The call is to end; only the first reason counts."""
        if not self.over.is_set():
            self.how, self.transferred_to = how, transferred_to
            self.over.set()
