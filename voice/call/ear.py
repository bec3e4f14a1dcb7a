"""The recogniser of one call, kept off the event loop: sound in, the text so far out."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from voice.recognizer import Final as FinalTranscript
from voice.recognizer import Partial, Recognizer, Word

_T = TypeVar("_T")
_PERHAPS: Final = 0.15
_BEFORE: Final = 30
"""Pieces of 20 ms before the first that may be speech: the detector is slow on soft sounds."""
_AFTER: Final = 75
"""Pieces after the last: a second and a half, more than any pause inside a sentence but one
between digits, which opens it again.
"""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was heard since the ear was last emptied; ``confidence`` is the words' mean, 0 to 1."""

    text: str
    words: tuple[Word, ...]

    @property
    def confidence(self) -> float:
        """0 when nothing was heard."""
        return FinalTranscript(self.text, self.words).confidence


class Ear:
    """One recogniser stream, fed in order by threads of ``threads``; its methods by one loop.

    Pieces that come while the engine is at work are heard together afterwards, so a machine that
    is short of time does fewer and larger steps. Only what may be speech is given to it, with a
    little before and more after: noise alone is the dearest sound to decode.
    """

    def __init__(self, recognizer: Recognizer, threads: Executor) -> None:
        self._recognizer = recognizer
        self._threads = threads
        self._waiting = bytearray()
        self._before: deque[bytes] = deque(maxlen=_BEFORE)
        self._open = 0
        self._work: asyncio.Task[None] | None = None
        self._alone = asyncio.Lock()
        self._finals: list[FinalTranscript] = []
        self._partial = ""
        self._epoch = 0

    @property
    def partial(self) -> str:
        """What seems to be said so far since the ear was last emptied."""
        told = [final.text for final in self._finals] + [self._partial]
        return " ".join(text for text in told if text)

    def hear(self, pcm: bytes, voice: float) -> None:
        """Take in 20 ms of 16-bit mono PCM that is speech with probability ``voice``."""
        if voice >= _PERHAPS:
            self._open = _AFTER
        if self._open == 0:
            self._before.append(pcm)
            return
        self._open -= 1
        self._waiting += b"".join(self._before) + pcm
        self._before.clear()
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._catch_up())

    async def finish(self) -> Utterance:
        """Hear all that came in to its end; the ear is empty afterwards."""
        epoch = self._epoch
        async with self._alone:
            await self._feed()
            final = await self._run(self._recognizer.finish)
            if epoch != self._epoch:
                return Utterance("", ())
            finals = [*self._finals, final]
            self._empty()
        text = " ".join(told.text for told in finals if told.text)
        return Utterance(text, tuple(word for told in finals for word in told.words))

    async def forget(self) -> None:
        """Empty the ear: what was said so far is no matter."""
        self._epoch += 1
        self._empty()
        self._waiting.clear()
        async with self._alone:
            await self._run(self._recognizer.finish)
            self._empty()

    async def use_phrases(self, phrases: Sequence[str] | None) -> None:
        """Hear only these from now on, or everything again; raises ``GraphError``."""
        async with self._alone:
            await self._run(partial(self._recognizer.use_phrases, phrases))
            self._empty()

    async def close(self) -> None:
        """Wait for the step under way."""
        self._waiting.clear()
        if self._work is not None:
            await asyncio.wait([self._work])

    def _empty(self) -> None:
        self._finals = []
        self._partial = ""

    async def _catch_up(self) -> None:
        async with self._alone:
            await self._feed()

    async def _feed(self) -> None:
        while self._waiting:
            pcm, epoch = bytes(self._waiting), self._epoch
            self._waiting.clear()
            told = await self._run(partial(self._recognizer.accept, pcm))
            if epoch == self._epoch:
                self._note(told)

    def _note(self, told: Partial | FinalTranscript) -> None:
        if isinstance(told, FinalTranscript):
            self._finals.append(told)
            self._partial = ""
        else:
            self._partial = told.text

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
