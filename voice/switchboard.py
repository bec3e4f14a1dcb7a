"""Takes the calls of all lines of a process: so many at once, and a kind word for those beyond."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final

from voice.call import wording
from voice.call.answering import Reader
from voice.call.ear import Ear
from voice.call.mouth import Mouth
from voice.call.turn_taking import TurnTaking
from voice.desk import Desk
from voice.errors import VoiceError
from voice.events import HungUp
from voice.line import Line
from voice.playout import Playout
from voice.recognizer import SpeechModel
from voice.session import Call, Parts
from voice.synthesizer import Synthesizer

log = logging.getLogger(__name__)
_BUSY_S: Final = 20.0


class Switchboard:
    """One for each process. Belongs to one event loop.

    ``read`` makes text into sentences that can be said, ``write`` recognised words into text.
    """

    def __init__(
        self,
        desk: Desk,
        model: SpeechModel,
        synthesizer: Synthesizer,
        read: Reader,
        write: Callable[[str], str],
        calls_at_once: int,
    ) -> None:
        self.calls_at_once = calls_at_once
        self._desk, self._model, self._synthesizer = desk, model, synthesizer
        self._read, self._write = read, write
        # Vosk and espeak-ng release the interpreter while they work, so threads are enough.
        self._hearing = ThreadPoolExecutor(os.cpu_count() or 2, "ear")
        self._speaking = ThreadPoolExecutor(2, "mouth")
        self._calls: set[Call] = set()
        self._stopping = False

    @property
    def calls(self) -> int:
        """Calls going on now."""
        return len(self._calls)

    async def take(self, line: Line) -> None:
        """Answer the call on ``line`` and stay until it is over; never raises ``VoiceError``."""
        if self._stopping or len(self._calls) >= self.calls_at_once:
            log.info("a call on %s was told that all lines are busy", line.name)
            await self._busy(line)
            return
        playout = Playout(line.sample_rate, line.play)
        call: Call | None = None
        try:
            recognizer = await asyncio.get_running_loop().run_in_executor(
                self._hearing, self._model.recognizer, line.sample_rate
            )
            parts = Parts(
                Ear(recognizer, self._hearing),
                Mouth(self._synthesizer, playout, line.sample_rate, self._speaking),
                TurnTaking(line.sample_rate, playout),
                self._read,
                self._write,
            )
            call = Call(line, self._desk, parts)
            self._calls.add(call)
            playout.start()
            how = await call.run()
            log.info("a call on %s ended: %s", line.name, how)
        except VoiceError as error:
            log.error("a call on %s can't be taken: %s", line.name, error)
            await line.hang_up()
        finally:
            if call is not None:
                self._calls.discard(call)
            await playout.close()

    async def close(self) -> None:
        """Take no more calls, and end those going on kindly."""
        self._stopping = True
        await asyncio.gather(*(call.stop() for call in list(self._calls)))
        self._hearing.shutdown(wait=False)
        self._speaking.shutdown(wait=False)

    async def _busy(self, line: Line) -> None:
        contact = self._desk.busy(line.dialled)
        number = contact.number if contact and contact.open_now is not False else None
        told = [wording.BUSY]
        told.append(
            wording.BUSY_TRANSFER.format(name=contact.name)
            if contact and number
            else wording.BUSY_GOODBYE
        )
        playout = Playout(line.sample_rate, line.play)
        playout.start()
        mouth = Mouth(self._synthesizer, playout, line.sample_rate, self._speaking)
        gone = asyncio.create_task(_until_gone(line))
        try:
            mouth.say([s for text in told for s in self._read(text)])
            done = asyncio.create_task(mouth.done())
            await asyncio.wait([gone, done], timeout=_BUSY_S, return_when=asyncio.FIRST_COMPLETED)
            with suppress(VoiceError):
                if done.done():
                    done.result()
            done.cancel()
            if number and not gone.done():
                await line.transfer(number)
        finally:
            gone.cancel()
            mouth.stop()
            await playout.close()
            await line.hang_up()


async def _until_gone(line: Line) -> None:
    while not isinstance(await line.next_event(), HungUp):
        pass
