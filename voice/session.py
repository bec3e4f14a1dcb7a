"""One call from greeting to goodbye: the state machine that every line shares.

Sound, keys and hang-up come in from a ``Line``; sound, transfer and hang-up go out to it. The bot
stands behind a ``Desk``. Nothing here knows a protocol.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from voice.call import wording
from voice.call.answering import Reader
from voice.call.asking import YesOrNo
from voice.call.drafts import Drafts
from voice.call.ear import Ear
from voice.call.exchange import Exchange
from voice.call.floor import Floor
from voice.call.handing_over import hand_over
from voice.call.mouth import Mouth
from voice.call.recording import Recording
from voice.call.turn_taking import (
    Ended,
    Gone,
    Held,
    Interrupted,
    Noise,
    NothingSaid,
    Ready,
    Sign,
    TurnTaking,
)
from voice.desk import Conversation, Desk, HowItEnded
from voice.errors import VoiceError
from voice.events import Heard, HungUp, Key
from voice.line import Line

log = logging.getLogger(__name__)
_SENTENCE_S: Final = 8.0
_GOODBYE_S: Final = 20.0
_TAKEN_S: Final = 2.0

Work = Coroutine[Any, Any, None]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a call is made of, fresh for it."""

    ear: Ear
    mouth: Mouth
    turns: TurnTaking
    read: Reader
    write: Callable[[str], str]
    """Recognised words as they would be written."""


class Call:
    """One call. ``run`` does it all; ``stop`` ends it kindly when the service stops."""

    def __init__(self, line: Line, desk: Desk, parts: Parts) -> None:
        self._line, self._desk, self._parts = line, desk, parts
        self._floor = Floor(line, parts.mouth, parts.turns, parts.read)
        self._talk: Conversation | None = None
        self._recording: Recording | None = None
        self._shown = ""
        self._leaving = False
        self._flow: asyncio.Task[None] | None = None
        self._asides: set[asyncio.Task[None]] = set()

    async def run(self) -> HowItEnded:
        """Answer the call and stay until it is over."""
        began = time.monotonic()
        line, floor = self._line, self._floor
        try:
            self._talk, greeting = await self._desk.begin(
                line.name, line.dialled, line.caller, line.municipality
            )
        except VoiceError as error:
            log.error("a call on %s could not begin: %s", line.name, error)
            await line.hang_up()
            return "error"
        line.tell("conversation", self._talk.id)
        line.tell("token", self._talk.token)
        self._drafts = Drafts(self._talk)
        self._exchange = Exchange(floor, self._desk, self._talk, self._drafts)
        listening = asyncio.create_task(self._listen())
        over = asyncio.create_task(floor.over.wait())
        try:
            self._start(self._greet(greeting))
            await asyncio.wait([listening, over], return_when=asyncio.FIRST_COMPLETED)
            if listening.done() and (broken := listening.exception()):
                log.error("a call on %s broke off", line.name, exc_info=broken)
        finally:
            for task in (listening, over):
                task.cancel()
            await self._close()
            await line.hang_up()
            with suppress(VoiceError):
                spent = time.monotonic() - began
                await self._talk.end(floor.how, spent, floor.transferred_to)
        return floor.how

    async def stop(self) -> None:
        """The service stops: finish the sentence, put through or say goodbye, hang up."""
        if self._parts.mouth.speaking:
            with suppress(TimeoutError, VoiceError):
                await asyncio.wait_for(self._parts.mouth.done(), _SENTENCE_S)
        if self._talk is not None:
            # Nothing that is said now could still be answered.
            self._leaving = True
            self._start(self._leave(self._talk))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._floor.over.wait(), _GOODBYE_S)
        self._floor.finish("stopped")

    async def _listen(self) -> None:
        while True:
            event = await self._line.next_event()
            if isinstance(event, Heard):
                self._hear(event.pcm)
            elif isinstance(event, Key):
                if not self._leaving:
                    self._start(self._press(event.digit))
            elif isinstance(event, HungUp):
                if self._floor.transferring and self._flow is not None:
                    # The far end takes a call that it was given by hanging up here.
                    await asyncio.wait([self._flow], timeout=_TAKEN_S)
                self._floor.finish("lost" if event.ending == "lost" else "caller")
                return

    def _hear(self, pcm: bytes) -> None:
        if self._recording:
            self._recording.caller(pcm)
        ear, turns = self._parts.ear, self._parts.turns
        sign = turns.accept(pcm, ear.partial, self._parts.mouth.speaking)
        ear.hear(pcm, turns.voice)
        if ear.partial != self._shown:
            self._shown = ear.partial
            self._line.tell("partial", self._shown)
        if sign is not None and not self._leaving:
            self._act_on(sign)

    def _act_on(self, sign: Sign) -> None:
        ear, mouth = self._parts.ear, self._parts.mouth
        if isinstance(sign, Held):
            (mouth.hold if sign.on else mouth.resume)()
            if not sign.on:
                self._aside(ear.forget())
        elif isinstance(sign, Interrupted):
            self._exchange.interrupted = True
            self._stop_speaking()
        elif isinstance(sign, Ready):
            self._drafts.begin(self._parts.write(sign.text))
        elif isinstance(sign, Gone):
            self._drafts.drop()
        elif isinstance(sign, Ended):
            self._start(self._understand(sign))
        elif isinstance(sign, Noise):
            self._aside(ear.forget())
        elif isinstance(sign, NothingSaid):
            self._start(self._exchange.silence())

    def _stop_speaking(self) -> None:
        if self._flow is not None:
            self._flow.cancel()
        self._parts.mouth.stop()
        self._line.clear()

    async def _greet(self, greeting: Sequence[str]) -> None:
        talk = self._talk
        assert talk is not None  # noqa: S101 - run() set it
        for text in greeting[:-1]:
            await self._floor.say(text)
        records = self._desk.records(talk.municipality) and talk.recording is not None
        question = YesOrNo(self._record, self._do_not_record) if records else None
        last = " ".join([*greeting[-1:], *([wording.CONSENT] if records else [])])
        await self._floor.ask(last, question)

    async def _understand(self, sign: Ended) -> None:
        heard = await self._parts.ear.finish()
        await self._exchange.understand(self._parts.write(heard.text), heard.confidence, sign)

    async def _press(self, digit: str) -> None:
        self._parts.mouth.stop()
        self._line.clear()
        self._parts.turns.reset()
        await self._parts.ear.forget()
        await self._exchange.press(digit)

    async def _record(self) -> None:
        path = self._talk.recording if self._talk else None
        if path is not None:
            self._recording = Recording(path, self._line.sample_rate)
            self._parts.mouth.listen_in(self._recording.bot)
        await self._floor.ask(wording.RECORDING)

    async def _do_not_record(self) -> None:
        await self._floor.ask(wording.NOT_RECORDING)

    async def _leave(self, talk: Conversation) -> None:
        contact = talk.contact()
        if contact and contact.number and contact.open_now is not False:
            await hand_over(self._floor, contact)
        if not self._floor.over.is_set():
            await self._floor.say(wording.STOPPING)
            self._floor.finish("stopped")

    def _start(self, work: Work) -> None:
        """Go on with ``work`` instead of what was under way."""
        self._flow = asyncio.create_task(self._instead_of(self._flow, work))

    async def _instead_of(self, before: asyncio.Task[None] | None, work: Work) -> None:
        try:
            if before is not None and not before.done():
                before.cancel()
                await asyncio.wait([before])
        except asyncio.CancelledError:
            work.close()
            raise
        try:
            await work
        except VoiceError as error:
            log.error("a turn failed in a call on %s: %s", self._line.name, error)
            with suppress(VoiceError):
                await self._exchange.to_a_person(wording.TECHNICAL)

    def _aside(self, work: Work) -> None:
        task = asyncio.create_task(work)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def _close(self) -> None:
        self._stop_speaking()
        tasks = [task for task in (self._flow, *self._asides) if task is not None]
        if tasks:
            await asyncio.wait(tasks, timeout=5.0)
        await self._exchange.stored()
        await self._drafts.close()
        await self._parts.ear.close()
        if self._recording:
            self._recording.close()
