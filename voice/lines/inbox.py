"""What a line has heard and the call has not yet taken: bounded, and it ends once."""

from __future__ import annotations

import asyncio
from typing import Final

from voice.events import FRAME_S, Ending, Event, Heard, HungUp, Key
from voice.lines.pieces import Pieces, bytes_of_piece
from voice.pcm import BYTES_PER_SAMPLE

KEYS: Final = frozenset("0123456789*#ABCD")
AHEAD_S: Final = 5.0
"""So much sound may come faster than it was spoken, after a hold-up on the way."""


class Inbox:
    """Events from the reader of a line to its call.

    Who sends sound faster than people speak is read no faster than they do, so that one peer
    can't take the recogniser from the others.
    """

    def __init__(self, sample_rate: int) -> None:
        """For sound of ``sample_rate`` Hz."""
        self._bytes_per_s = sample_rate * BYTES_PER_SAMPLE
        self._pieces = Pieces(bytes_of_piece(sample_rate))
        self._events: asyncio.Queue[Event] = asyncio.Queue(round(AHEAD_S / FRAME_S))
        self._began = self.heard_at = asyncio.get_running_loop().time()
        self._heard_s = 0.0
        self._over: HungUp | None = None

    async def hear(self, pcm: bytes) -> None:
        """Put sound of any length; waits while the call has not taken what came before."""
        if not pcm:
            return
        loop = asyncio.get_running_loop()
        for piece in self._pieces.add(pcm):
            await self._events.put(Heard(piece))
        self.heard_at = loop.time()
        self._heard_s += len(pcm) / self._bytes_per_s
        ahead = self._heard_s - (self.heard_at - self._began)
        if ahead > AHEAD_S:
            await asyncio.sleep(ahead - AHEAD_S)

    async def press(self, digit: object) -> None:
        """Put a key; what is none is left out."""
        if isinstance(digit, str) and digit.upper() in KEYS:
            await self._events.put(Key(digit.upper()))

    def end(self, ending: Ending) -> None:
        """Nothing comes after this."""
        if self._events.full():
            self._events.get_nowait()
        self._events.put_nowait(HungUp(ending))

    async def next(self) -> Event:
        """The next event; always ``HungUp`` after the end."""
        if self._over:
            return self._over
        event = await self._events.get()
        if isinstance(event, HungUp):
            self._over = event
        return event
