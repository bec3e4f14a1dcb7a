"""A call from a recording, paced as on the line: for ``muni call``, tests and benchmarks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from voice.events import FRAME_S, Event, Heard, HungUp, Key
from voice.pcm import BYTES_PER_SAMPLE, check_rate

_QUIET_S: Final = 4.0
"""The caller hangs up when nobody has said anything for so long after the recording's end."""


@dataclass(slots=True)
class Spoken:
    """What one side said; ``at_s`` in seconds from the beginning of the call."""

    role: Literal["caller", "bot"]
    text: str
    at_s: float


@dataclass(slots=True)
class RecordedLine:
    """Plays ``pieces`` (20 ms of 16-bit mono PCM each) as the caller; keeps what comes back.

    ``keys`` are pressed at their times (seconds, digit).
    """

    pieces: Iterator[bytes]
    sample_rate: int = 8000
    dialled: str | None = None
    caller: str | None = None
    municipality: str | None = None
    keys: tuple[tuple[float, str], ...] = ()
    transfers: bool = True
    name: str = "recorded"
    said: list[Spoken] = field(default_factory=list)
    sound: bytearray = field(default_factory=bytearray)
    """What the bot sent, from the beginning of the call, silence too."""
    conversation: str = ""
    """The stored conversation's id."""
    transferred_to: str | None = None
    _events: asyncio.Queue[Event] = field(default_factory=asyncio.Queue)
    _feeding: asyncio.Task[None] | None = None
    _untimed: list[Spoken] = field(default_factory=list)
    _began: float = 0.0
    _loud_at: float = 0.0
    _over: bool = False

    def __post_init__(self) -> None:
        check_rate(self.sample_rate)

    async def next_event(self) -> Event:
        """The recording's next piece when its time has come; then silence, then the end."""
        if self._over and self._events.empty():
            return HungUp("caller")
        if self._feeding is None:
            self._feeding = asyncio.create_task(self._feed())
        return await self._events.get()

    def play(self, pcm: bytes) -> None:
        """Keep what the bot sends."""
        if self._over:
            return
        self.sound += pcm
        if any(pcm):
            self._loud_at = self._now()
            for spoken in self._untimed:
                spoken.at_s = round(self._loud_at, 3)
            self._untimed.clear()

    def clear(self) -> None:
        """Nothing is buffered here."""

    def tell(self, event: str, text: str) -> None:
        """Note what either side said."""
        if event == "caller":
            self.said.append(Spoken("caller", text, round(self._now(), 3)))
        elif event == "conversation":
            self.conversation = text
        elif event == "bot":
            self.said.append(Spoken("bot", text, round(self._now(), 3)))
            self._untimed.append(self.said[-1])

    async def transfer(self, number: str) -> bool:
        """Note whom the call was put through to."""
        self.transferred_to = number if self.transfers else None
        return self.transfers

    async def hang_up(self) -> None:
        """Stop the recording."""
        self._over = True
        if self._feeding is not None:
            self._feeding.cancel()

    def _now(self) -> float:
        return asyncio.get_running_loop().time() - self._began if self._began else 0.0

    def more(self) -> bytes | None:
        """The caller's next 20 ms; None when the caller is done and only listens."""
        return next(self.pieces, None)

    async def _feed(self) -> None:
        loop = asyncio.get_running_loop()
        self._began = due = loop.time()
        size = round(self.sample_rate * FRAME_S) * BYTES_PER_SAMPLE
        keys = sorted(self.keys)
        ended: float | None = None
        while ended is None or self._now() - max(ended, self._loud_at) < _QUIET_S:
            while keys and self._now() >= keys[0][0]:
                self._events.put_nowait(Key(keys.pop(0)[1]))
            piece = self.more()
            if piece is not None:
                ended = None
            elif ended is None:
                ended = self._now()
            self._events.put_nowait(Heard((piece or b"").ljust(size, b"\0")))
            due += FRAME_S
            await asyncio.sleep(max(0.0, due - loop.time()))
        self._over = True
        self._events.put_nowait(HungUp("caller"))
