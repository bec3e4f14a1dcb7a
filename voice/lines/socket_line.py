"""What all lines over a message connection share: reading, sending, silence, the end."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final

from voice.errors import LineError
from voice.events import Ending, Event
from voice.lines.complaints import Complaints
from voice.lines.inbox import Inbox
from voice.lines.outbox import Message, Outbox
from voice.lines.socket import NORMAL, TOO_BIG, UNACCEPTABLE, Socket, SocketClosed

SILENT_S: Final = 30.0
OPENING_S: Final = 10.0
"""A peer that connects says who calls within so long."""
GOODBYE_S: Final = 2.0
LARGEST: Final = 65_536
"""Bytes or characters in one message; 20 ms at 16 kHz is 640 bytes."""

log = logging.getLogger(__name__)
complaints = Complaints(log)


@dataclass(frozen=True, slots=True)
class Who:
    """Who calls whom, as far as the line says."""

    dialled: str | None = None
    caller: str | None = None
    municipality: str | None = None


@asynccontextmanager
async def opening(name: str, socket: Socket) -> AsyncIterator[None]:
    """Around a line's first messages: 10 s for all; a peer that breaks them is closed on.

    Raises ``LineError``.
    """
    try:
        async with asyncio.timeout(OPENING_S):
            yield
    except (LineError, TimeoutError) as error:
        late = isinstance(error, TimeoutError)
        what = LineError("the peer did not say who calls") if late else error
        complaints.say(name, what)
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                await socket.close(UNACCEPTABLE)
        raise what from error


class SocketLine(ABC):
    """A line whose messages ``_take`` reads; made by each protocol's own ``open``."""

    name = "socket"

    def __init__(self, socket: Socket, sample_rate: int, who: Who, silent_s: float) -> None:
        """Begin to read. ``silent_s``: the call is lost when no sound comes for so long."""
        self.sample_rate = sample_rate
        self.dialled = who.dialled
        self.caller = who.caller
        self.municipality = who.municipality
        self._socket = socket
        self._silent_s = silent_s
        self._inbox = Inbox(sample_rate)
        self._outbox = Outbox(self._send, self._stuck)
        self._closing: asyncio.Task[None] | None = None
        self._reading = asyncio.create_task(self._read())

    async def next_event(self) -> Event:
        """What comes next; waits for it."""
        return await self._inbox.next()

    def play(self, pcm: bytes) -> None:
        """Send 20 ms."""
        if not self._over:
            self._outbox.put(pcm, sound=True)

    def clear(self) -> None:
        """Drop what is not sent yet."""
        if not self._over:
            self._outbox.drop_sound()

    def tell(self, event: str, text: str) -> None:
        """Nothing: this line has no screen."""
        del event, text

    @abstractmethod
    async def transfer(self, number: str) -> bool:
        """Put the call through."""

    async def hang_up(self) -> None:
        """End the call; returns when the connection is closed."""
        await asyncio.shield(self._finish("caller"))

    @property
    def _over(self) -> bool:
        return self._closing is not None

    @abstractmethod
    async def _take(self, message: Message) -> None:
        """Read one message; raises ``LineError`` when the peer breaks the protocol."""

    def _farewell(self) -> Message | None:
        """What the protocol says before it closes."""
        return None

    async def _read(self) -> None:
        try:
            while True:
                async with asyncio.timeout_at(self._inbox.heard_at + self._silent_s):
                    message = await self._socket.receive()
                if len(message) > LARGEST:
                    complaints.say(self.name, "the peer sent too large a message")
                    self._finish("lost", TOO_BIG)
                    return
                await self._take(message)
        except SocketClosed as closed:
            self._finish("caller" if closed.orderly else "lost")
        except TimeoutError:
            complaints.say(self.name, f"no sound came for {self._silent_s:g} s")
            self._finish("lost")
        except LineError as error:
            complaints.say(self.name, error)
            self._finish("lost", UNACCEPTABLE)
        except Exception:
            # A fault of ours must not leave the call hanging.
            log.exception("%s line: reading failed", self.name)
            self._finish("lost")

    async def _send(self, message: Message) -> None:
        if isinstance(message, str):
            await self._socket.send_text(message)
        else:
            await self._socket.send_bytes(message)

    def _stuck(self) -> None:
        complaints.say(self.name, "the peer does not read what it is sent")
        self._finish("lost")

    def _finish(self, ending: Ending, code: int = NORMAL) -> asyncio.Task[None]:
        """End the call, once; gives the task that closes the connection."""
        if self._closing is None:
            farewell = self._farewell()
            if farewell is not None:
                self._outbox.put(farewell)
            self._inbox.end(ending)
            self._closing = asyncio.create_task(self._close(code))
        return self._closing

    async def _close(self, code: int) -> None:
        self._reading.cancel()
        await asyncio.wait({self._reading})
        self._outbox.resume()
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                await self._outbox.flush()
        await self._outbox.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                await self._socket.close(code)
