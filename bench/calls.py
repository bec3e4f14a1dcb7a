"""Callers who speak in real time: pieces of 20 ms, each when its last sample has been spoken."""

import asyncio
import itertools
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bench.recordings import BYTES_PER_SAMPLE, RATE, Recording

STAGGER_S = 1.0
"""Callers begin apart, or all would want the processor in the same millisecond."""


class Ear(Protocol):
    """Who listens to one call."""

    async def hear(self, piece: bytes) -> str | None:
        """The text of the utterance that ended in this piece; None when none did."""

    async def finish(self) -> str:
        """The text not yet told; the line has ended."""

    async def close(self) -> None:
        """Nobody is on the line any more."""


@dataclass
class Heard:
    """What all callers saw.

    ``audio_s`` is what they spoke together. In milliseconds: ``finish_ms`` from the last sample of
    speech, when the line ended, to the final; ``endpoint_ms`` the same when the line went on
    silent and the engine found the end by itself; ``piece_ms`` from the last sample of any piece
    to its answer. ``unended`` utterances got no final in all the silence after them, ``cut`` ones
    were ended before the speech was. ``texts`` has what was heard of each recording.
    """

    audio_s: float = 0.0
    finish_ms: list[float] = field(default_factory=list)
    endpoint_ms: list[float] = field(default_factory=list)
    piece_ms: list[float] = field(default_factory=list)
    unended: int = 0
    cut: int = 0
    texts: dict[str, str] = field(default_factory=dict)


async def play(
    open_ear: Callable[[], Awaitable[Ear]],
    recordings: Sequence[Recording],
    streams: int,
    seconds: float,
) -> Heard:
    """``streams`` callers for so long, each call with two sentences; then all are cut off.

    After the first sentence the caller waits for the engine to find its end, with the second the
    line ends. The same caller speaks the same recordings in the same order each time.
    """
    heard = Heard()
    end = asyncio.get_running_loop().time() + seconds
    await asyncio.gather(
        *(_caller(open_ear, recordings, number, end, heard) for number in range(streams))
    )
    return heard


async def _caller(
    open_ear: Callable[[], Awaitable[Ear]],
    recordings: Sequence[Recording],
    number: int,
    end: float,
    heard: Heard,
) -> None:
    dice = random.Random(number)
    order = itertools.cycle(dice.sample(range(len(recordings)), len(recordings)))
    try:
        async with asyncio.timeout_at(end) as limit:
            await asyncio.sleep(dice.uniform(0, STAGGER_S))
            while True:
                ear = await open_ear()
                try:
                    call = _Call(ear, heard)
                    await call.wait_for_the_end(recordings, next(order))
                    await call.hang_up(recordings, next(order))
                finally:
                    await ear.close()
    except TimeoutError:
        if not limit.expired():
            raise


class _Call:
    def __init__(self, ear: Ear, heard: Heard) -> None:
        self._ear = ear
        self._heard = heard
        self._clock = asyncio.get_running_loop().time
        self._began = self._clock()
        self._samples = 0

    async def wait_for_the_end(self, recordings: Sequence[Recording], number: int) -> None:
        recording = recordings[number]
        spoken = self._samples + recording.speech_end
        texts = []
        for piece in recording.with_silence():
            text = await self._speak(piece)
            if text is None:
                continue
            texts.append(text)
            if self._samples >= spoken:
                self._heard.endpoint_ms.append(self._since(spoken))
                break
            self._heard.cut += bool(text)
        else:
            self._heard.unended += 1
        self._heard.texts[f"{number}, then silence"] = " ".join(filter(None, texts))

    async def hang_up(self, recordings: Sequence[Recording], number: int) -> None:
        texts = [await self._speak(piece) for piece in recordings[number].speech()]
        texts.append(await self._ear.finish())
        self._heard.finish_ms.append(self._since(self._samples))
        self._heard.texts[f"{number}, then nothing"] = " ".join(filter(None, texts))

    async def _speak(self, piece: bytes) -> str | None:
        count = len(piece) // BYTES_PER_SAMPLE
        self._samples += count
        await asyncio.sleep(max(0.0, self._began + self._samples / RATE - self._clock()))
        text = await self._ear.hear(piece)
        self._heard.audio_s += count / RATE
        self._heard.piece_ms.append(self._since(self._samples))
        return text

    def _since(self, samples: int) -> float:
        """Milliseconds since that sample of the call was spoken, by the line's own clock."""
        return (self._clock() - self._began - samples / RATE) * 1000
