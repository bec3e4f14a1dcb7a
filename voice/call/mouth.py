"""What a call says: sentences synthesised ahead, played in pace, and known as heard or not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Final

from voice.playout import Playout
from voice.synthesizer import Manner, Synthesizer

_AHEAD: Final = 2
"""Sentences made before they are needed: enough for no gap, little to throw away."""
SLOWEST, FASTEST = 0.6, 1.5
SOFTEST, LOUDEST = 0.5, 2.0
_STEP: Final = 1.2
_NEARLY_ALL: Final = 0.9


@dataclass(slots=True)
class _Sentence:
    text: str
    piece: str
    seconds: float = 0.0
    whole: bool = False


class Mouth:
    """Speaks one call's sentences through its play-out. Belongs to one event loop.

    ``on_begin`` is told the loop's time at which the first sound of a ``say`` goes out.
    """

    def __init__(
        self, synthesizer: Synthesizer, playout: Playout, sample_rate: int, threads: Executor
    ) -> None:
        self.manner = Manner()
        self._synthesizer = synthesizer
        self._playout = playout
        self._rate = sample_rate
        self._threads = threads
        self._sentences: list[_Sentence] = []
        self._work: asyncio.Task[None] | None = None
        self._pieces = 0
        self._begun: Callable[[float], None] | None = None
        self._stopping = False
        playout.on_piece_begin = self._on_piece_begin

    @property
    def speaking(self) -> bool:
        """Whether there is more to be heard, held or not."""
        return self._work is not None and not self._work.done()

    def say(
        self, sentences: Sequence[str], on_begin: Callable[[float], None] | None = None
    ) -> None:
        """Begin to speak; what was being said before is dropped."""
        self.stop()
        self._stopping = False
        self._begun = on_begin
        self._sentences = [_Sentence(text, self._next_piece()) for text in sentences]
        self._work = asyncio.create_task(self._speak(self._sentences))

    async def done(self) -> None:
        """Wait until all is heard, or dropped. Raises ``SynthesisError``."""
        work = self._work
        if work is not None:
            await asyncio.wait([work])
            if not work.cancelled() and (error := work.exception()):
                raise error

    def listen_in(self, hear: Callable[[bytes], None]) -> None:
        """Give ``hear`` every frame that is sent."""
        self._playout.on_frame = hear

    def hold(self) -> None:
        """Silent at once; ``resume`` or ``stop`` comes later."""
        self._playout.hold()

    def resume(self) -> None:
        """Go on from a little before."""
        self._playout.resume()

    def stop(self) -> None:
        """Drop the rest."""
        self._stopping = True
        if self._work is not None:
            self._work.cancel()
        self._playout.drop()

    def unheard(self) -> list[str]:
        """The sentences of the last ``say`` that were not heard to their end, in order."""
        return [one.text for one in self._sentences if not self._was_heard(one)]

    def all_sentences(self) -> list[str]:
        """The sentences of the last ``say``."""
        return [one.text for one in self._sentences]

    def slower(self) -> None:
        """Speak more slowly from the next sentence on."""
        self.manner = replace(self.manner, speed=max(SLOWEST, self.manner.speed / _STEP))

    def faster(self) -> None:
        """Speak faster from the next sentence on."""
        self.manner = replace(self.manner, speed=min(FASTEST, self.manner.speed * _STEP))

    def louder(self) -> None:
        """Speak louder from the next sentence on."""
        self.manner = replace(self.manner, loudness=min(LOUDEST, self.manner.loudness * _STEP))

    def softer(self) -> None:
        """Speak softer from the next sentence on."""
        self.manner = replace(self.manner, loudness=max(SOFTEST, self.manner.loudness / _STEP))

    async def _speak(self, sentences: list[_Sentence]) -> None:
        for index, sentence in enumerate(sentences):
            await self._make(sentence)
            if index >= _AHEAD - 1:
                await self._playout.wait_piece(sentences[index - _AHEAD + 1].piece)
        await self._playout.wait_idle()

    async def _make(self, sentence: _Sentence) -> None:
        loop = asyncio.get_running_loop()

        def feed(pcm: bytes) -> None:
            if any(one is sentence for one in self._sentences) and not self._stopping:
                sentence.seconds += len(pcm) / 2 / self._rate
                self._playout.feed(sentence.piece, pcm)

        def work() -> None:
            for pcm in self._synthesizer.speak(sentence.text, self._rate, self.manner):
                loop.call_soon_threadsafe(feed, pcm)

        await loop.run_in_executor(self._threads, work)
        sentence.whole = True
        self._playout.end(sentence.piece)

    def _was_heard(self, sentence: _Sentence) -> bool:
        heard = self._playout.heard(sentence.piece)
        return sentence.whole and heard >= _NEARLY_ALL * sentence.seconds

    def _next_piece(self) -> str:
        self._pieces += 1
        return f"s{self._pieces}"

    def _on_piece_begin(self, piece: str, at: float) -> None:
        if self._begun and self._sentences and piece == self._sentences[0].piece:
            begun, self._begun = self._begun, None
            begun(at)
