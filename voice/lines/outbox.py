"""What a line still has to send: put without waiting, sent in order, bounded."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from voice.events import FRAME_S
from voice.lines.socket import SocketClosed

BACKLOG: Final = round(5.0 / FRAME_S)
"""Messages; when 5 s of sound wait, the far end does not read."""
HOLD_S: Final = 3.0
"""A far end that asked us to wait and says no more is sent to again after so long."""

Message = str | bytes


class Outbox:
    """One sender task for each line."""

    def __init__(
        self, send: Callable[[Message], Awaitable[None]], stuck: Callable[[], object]
    ) -> None:
        """``send`` sends one message and may raise ``SocketClosed``; ``stuck`` is called, once,
        when the far end does not read.
        """
        self._send = send
        self._stuck = stuck
        self._waiting: deque[tuple[Message, bool]] = deque()
        self._some = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._open = asyncio.Event()
        self._open.set()
        self._opening: asyncio.TimerHandle | None = None
        self._closed = False
        self._sending = asyncio.create_task(self._send_all())

    def put(self, message: Message, *, sound: bool = False) -> None:
        """Send when it can be sent; ``sound`` may still be dropped by ``drop_sound``."""
        if self._closed:
            return
        if len(self._waiting) >= BACKLOG:
            self._closed = True
            self._waiting.clear()
            self._stuck()
            return
        self._waiting.append((message, sound))
        self._idle.clear()
        self._some.set()

    def drop_sound(self) -> None:
        """Forget sound that is not yet sent, and wait for nothing any more."""
        self._waiting = deque(one for one in self._waiting if not one[1])
        self.resume()

    def pause(self) -> None:
        """Send nothing until ``resume``, or for 3 s."""
        self._open.clear()
        if self._opening is None:
            self._opening = asyncio.get_running_loop().call_later(HOLD_S, self.resume)

    def resume(self) -> None:
        """Send again."""
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
        self._open.set()

    async def flush(self) -> None:
        """Wait until all is sent, or can't be."""
        if not self._closed:
            await self._idle.wait()

    async def close(self) -> None:
        """Send nothing more."""
        self._closed = True
        self.resume()
        self._sending.cancel()
        await asyncio.wait({self._sending})

    async def _send_all(self) -> None:
        try:
            while True:
                await self._some.wait()
                await self._open.wait()
                if self._waiting:
                    await self._send(self._waiting.popleft()[0])
                if not self._waiting:
                    self._some.clear()
                    self._idle.set()
        except SocketClosed:
            # The reader of the line sees it too, and ends the call.
            self._closed = True
        finally:
            self._idle.set()
