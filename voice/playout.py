"""What a call says, at the pace it is spoken: one 20 ms piece every 20 ms, silence in between."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import Final

import numpy as np

from voice.events import FRAME_S
from voice.pcm import BYTES_PER_SAMPLE, check_rate
from voice.spoken_piece import Piece, SpokenPiece

_FADE_S: Final = 0.005
_MOST_AT_ONCE: Final = 3
_REMEMBERED_FRAMES: Final = 50
_REMEMBERED_GAPS: Final = 3_000
_REMEMBERED_PIECES: Final = 100


class Playout:
    """The pacer of one call, for any line. All of it belongs to one event loop.

    Sound is queued in pieces, say a sentence each, heard in the order of ``say``. Times are kept
    on an absolute clock: a late wake-up delays nothing after it. A piece that is still being fed
    and has run dry is waited for in silence; no later one overtakes it.
    """

    def __init__(
        self,
        sample_rate: int,
        send: Callable[[bytes], None],
        on_piece_begin: Callable[[str, float], None] | None = None,
        on_frame: Callable[[bytes], None] | None = None,
    ) -> None:
        """``send`` gets 20 ms of 16-bit little-endian mono PCM and must neither block nor raise.

        Raises ``AudioError`` for a rate other than 8000 or 16000 Hz.
        """
        check_rate(sample_rate)
        self._rate = sample_rate
        self._frame_bytes = round(sample_rate * FRAME_S) * BYTES_PER_SAMPLE
        self._fade_bytes = round(sample_rate * _FADE_S) * BYTES_PER_SAMPLE
        self._send = send
        self.on_piece_begin = on_piece_begin
        """Is told a piece's id and the event loop's time as its first sound is sent."""
        self.on_frame = on_frame
        """Is told every 20 ms that are sent, silence too."""
        self._queue: deque[SpokenPiece] = deque()
        self._done: deque[Piece] = deque(maxlen=_REMEMBERED_PIECES)
        self._held = False
        self._fade_in = False
        self._tail = b""
        self._recent: deque[bytes] = deque(maxlen=_REMEMBERED_FRAMES)
        self._idle = asyncio.Event()
        self._idle.set()
        self._timer: asyncio.TimerHandle | None = None
        self._due = 0.0
        self._sent_at: float | None = None
        self.gaps_ms: deque[float] = deque(maxlen=_REMEMBERED_GAPS)
        """Milliseconds between one sent piece of 20 ms and the next, of the last minute."""

    def start(self) -> None:
        """Begin to send, silence first; once only."""
        self._due = asyncio.get_running_loop().time()
        self._tick()

    async def close(self) -> None:
        """Send nothing more, and release who waits. May be called twice."""
        if self._timer is not None:
            self._timer.cancel()
        for piece in self._queue:
            piece.gone.set()
        self._idle.set()

    def say(self, piece_id: str, pcm: bytes | Iterable[bytes] | None = None) -> None:
        """Queue a piece: whole, or None for one that ``feed`` fills and ``end`` ends.

        Raises ``ValueError`` when a piece of that id is in the queue already.
        """
        if self._queued(piece_id) is not None:
            raise ValueError(f"piece {piece_id!r} is queued already")
        self._queue.append(SpokenPiece(piece_id, self._rate))
        self._idle.clear()
        if pcm is not None:
            self.feed(piece_id, pcm if isinstance(pcm, bytes) else b"".join(pcm))
            self.end(piece_id)

    def feed(self, piece_id: str, pcm: bytes) -> None:
        """More of a piece, 16-bit little-endian mono PCM of any length; queues it when it is new.
        One that was dropped, and is still being made, is passed over.
        """
        piece = self._queued(piece_id)
        if piece is None:
            if any(done.id == piece_id for done in self._done):
                return
            self.say(piece_id)
            piece = self._queue[-1]
        piece.feed(pcm)

    def end(self, piece_id: str) -> None:
        """All of the piece was fed."""
        if (piece := self._queued(piece_id)) is not None:
            piece.whole = True
            self._retire()

    def hold(self) -> None:
        """Be silent from the next 20 ms on, but for a fade of 5 ms; keep what is left to say."""
        if not self._held:
            self._fade_out()
        self._held = True

    def resume(self, rewind_s: float = 0.3) -> None:
        """Go on, from a little before, though not from before the piece began."""
        if not self._held:
            return
        self._held = False
        if self._queue and self._queue[0].begun:
            self._queue[0].rewind(rewind_s)
            self._fade_in = True

    def drop(self) -> tuple[Piece, ...]:
        """Say nothing of what is left, which is given back, in order. Also ends a ``hold``."""
        if not self._held:
            self._fade_out()
        self._held, self._fade_in = False, False
        unheard = tuple(piece.told("dropped") for piece in self._queue)
        for piece in self._queue:
            piece.gone.set()
        self._queue.clear()
        self._done.extend(unheard)
        self._idle.set()
        return unheard

    def heard(self, piece_id: str) -> float:
        """Seconds of the piece sent so far; 0.0 for one that isn't known (any more)."""
        return next((p.heard_s for p in reversed(self.pieces()) if p.id == piece_id), 0.0)

    def pieces(self) -> tuple[Piece, ...]:
        """The pieces in the queue, and before them the last 100 that are done with."""
        queued = (
            p.told("speaking" if n == 0 and p.begun else "waiting")
            for n, p in enumerate(self._queue)
        )
        return (*self._done, *queued)

    @property
    def idle(self) -> bool:
        """Whether nothing is left to say; not while held with something left."""
        return self._idle.is_set()

    async def wait_idle(self) -> None:
        """Returns once nothing is left to say, or the playout is closed."""
        await self._idle.wait()

    async def wait_piece(self, piece_id: str) -> None:
        """Returns once the piece is heard to its end or dropped, or the playout is closed; at once
        for one that isn't queued.
        """
        if (piece := self._queued(piece_id)) is not None:
            await piece.gone.wait()

    def recent(self, seconds: float) -> bytes:
        """What was sent last, silence too: at most 1 s, and no more than was sent yet."""
        frames = min(len(self._recent), max(0, round(seconds / FRAME_S)))
        return b"".join(list(self._recent)[len(self._recent) - frames :])

    def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        owed = max(1, int((now - self._due) / FRAME_S) + 1)
        if owed > _MOST_AT_ONCE:
            # Too late to catch up: the far end has heard a gap, and speech goes on behind it.
            owed = _MOST_AT_ONCE
            self._due = now - (owed - 1) * FRAME_S
        self._due += owed * FRAME_S
        self._timer = loop.call_at(self._due, self._tick)
        for _ in range(owed):
            frame = self._next_frame(now)
            self._recent.append(frame)
            if self._sent_at is not None:
                self.gaps_ms.append((now - self._sent_at) * 1000)
            self._sent_at = now
            self._send(frame)
            if self.on_frame is not None:
                self.on_frame(frame)

    def _next_frame(self, now: float) -> bytes:
        sound, self._tail = self._tail, b""
        while not sound and self._queue and not self._held:
            piece = self._queue[0]
            begun = piece.begun
            sound = piece.take(self._frame_bytes)
            if sound and not begun and self.on_piece_begin is not None:
                self.on_piece_begin(piece.id, now)
            if sound and self._fade_in:
                sound, self._fade_in = self._faded(sound, 0.0, 1.0), False
            if not piece.done:
                break
            self._retire()
        return sound.ljust(self._frame_bytes, b"\0")

    def _queued(self, piece_id: str) -> SpokenPiece | None:
        return next((piece for piece in self._queue if piece.id == piece_id), None)

    def _retire(self) -> None:
        while self._queue and self._queue[0].done:
            piece = self._queue.popleft()
            piece.gone.set()
            self._done.append(piece.told("heard"))
        if not self._queue:
            self._idle.set()

    def _fade_out(self) -> None:
        if self._queue and self._queue[0].begun and not self._fade_in:
            self._tail = self._faded(self._queue[0].coming(self._fade_bytes), 1.0, 0.0)

    def _faded(self, pcm: bytes, begin: float, end: float) -> bytes:
        samples = np.frombuffer(pcm, "<i2").astype(np.float64)
        fading = min(len(samples), self._fade_bytes // BYTES_PER_SAMPLE)
        samples[:fading] *= np.linspace(begin, end, fading)
        return bytes(samples.astype("<i2"))
