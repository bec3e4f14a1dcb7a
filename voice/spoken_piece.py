"""One piece of what a call says, a sentence as a rule: its sound, and how much of it was sent."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Literal

from voice.pcm import BYTES_PER_SAMPLE

State = Literal["waiting", "speaking", "heard", "dropped"]


@dataclass(frozen=True, slots=True)
class Piece:
    """How far a piece has come, in seconds: ``length_s`` is what was fed so far, and all there is
    once ``whole``.
    """

    id: str
    state: State
    heard_s: float
    length_s: float
    whole: bool


class SpokenPiece:
    """A piece in the queue of a playout: 16-bit little-endian mono PCM, fed from one end and taken
    from the other. All of it is kept, for ``rewind``.
    """

    def __init__(self, piece_id: str, sample_rate: int) -> None:
        self.id = piece_id
        self.whole = False
        self.gone = asyncio.Event()
        """Set once it is heard to its end, or dropped."""
        self._bytes_per_s = sample_rate * BYTES_PER_SAMPLE
        self._pcm = bytearray()
        self._place = 0
        self._farthest = 0

    @property
    def begun(self) -> bool:
        """Whether any of it was taken."""
        return self._farthest > 0

    @property
    def done(self) -> bool:
        """Whether all of it was taken, and no more comes."""
        return self.whole and self._place >= len(self._pcm)

    def feed(self, pcm: bytes) -> None:
        """Add ``pcm`` to its end."""
        self._pcm += pcm

    def coming(self, size: int) -> bytes:
        """The next ``size`` bytes, or as many as there are; they are not taken."""
        return bytes(self._pcm[self._place : self._place + size])

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes; fewer only at its end, none while so many are not there yet."""
        taken = self.coming(size)
        if len(taken) < size and not self.whole:
            return b""
        self._place += len(taken)
        self._farthest = max(self._farthest, self._place)
        return taken

    def rewind(self, seconds: float) -> None:
        """Take the last ``seconds`` again, or all of it when less was taken."""
        samples = round(max(0.0, seconds) * self._bytes_per_s / BYTES_PER_SAMPLE)
        self._place = max(0, self._place - samples * BYTES_PER_SAMPLE)

    def told(self, state: State) -> Piece:
        """How far it has come."""
        return Piece(
            self.id,
            state,
            self._farthest / self._bytes_per_s,
            len(self._pcm) / self._bytes_per_s,
            self.whole,
        )
