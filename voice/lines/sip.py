"""The SIP line: calls that the switchboard sends us over SIP, their sound over RTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from voice.events import Ending, Event, Heard, HungUp, Key
from voice.rtp.ports import PortRange
from voice.rtp.stream import RtpStream
from voice.sip.call import Call
from voice.sip.media import Codec
from voice.sip.settings import AgentSettings, TransportName
from voice.sip.user_agent import UserAgent

_RATE_HZ: Final = 8000
_UNREAD_LIMIT: Final = 1500
"""Pieces of sound (30 s) kept for a call that doesn't read them; later ones are dropped."""
_FINISH_S: Final = 5.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SipSettings(AgentSettings):
    """The user agent's settings, and those of the sound."""

    rtp_ports: PortRange = field(default_factory=lambda: PortRange(20_000, 20_998))
    lost_after_s: float = 30.0
    """A call that is not on hold and sends no sound for so long is over."""


class Inbox:
    """What a call tells, in order, and that it is over for ever after."""

    def __init__(self) -> None:
        self.listening = False
        self.over: HungUp | None = None
        self._events: asyncio.Queue[Event] = asyncio.Queue()

    async def next_event(self) -> Event:
        """What comes next; always ``HungUp`` once all else was taken."""
        if self.over is not None and self._events.empty():
            return self.over
        return await self._events.get()

    def hear(self, pcm: bytes) -> None:
        """Take 20 ms of sound, once the call has begun."""
        if self.listening and self.over is None and self._events.qsize() < _UNREAD_LIMIT:
            self._events.put_nowait(Heard(pcm))

    def key(self, digit: str) -> None:
        """Take a key press."""
        if self.over is None:
            self._events.put_nowait(Key(digit))

    def end(self, ending: Ending) -> None:
        """The call is over."""
        self.over = HungUp(ending)
        self._events.put_nowait(self.over)


class Sound:
    """A call's RTP as SIP's media port knows it."""

    def __init__(self, ip: str, stream: RtpStream) -> None:
        self._ip = ip
        self._stream = stream
        self._held = False
        self._resumed_at = asyncio.get_running_loop().time()

    @property
    def silent_s(self) -> float:
        """How long no sound came though it should have."""
        last = max(self._stream.last_received, self._resumed_at)
        return 0.0 if self._held else asyncio.get_running_loop().time() - last

    def local_address(self) -> tuple[str, int]:
        """Where the caller shall send sound to."""
        return self._ip, self._stream.port

    def set_remote(self, ip: str, port: int, codec: Codec, event_payload: int | None) -> None:
        """Where to send sound, and how. Raises ``LineError``."""
        self._stream.set_remote((ip, port), codec, event_payload)

    def hold(self, held: bool) -> None:
        """The caller's side holds the call, or took it back."""
        self._held = held
        self._resumed_at = asyncio.get_running_loop().time()

    def send(self, pcm: bytes) -> None:
        """Send 20 ms, but nothing to a call on hold."""
        if not self._held:
            self._stream.send(pcm)

    def close(self) -> None:
        """Give the RTP port back."""
        self._stream.close()


class SipLine:
    """One call (see ``voice.line.Line``). ``begun`` is told when its caller is there."""

    name: Final = "sip"
    sample_rate: Final = _RATE_HZ
    municipality: Final = None

    def __init__(
        self, sound: Sound, inbox: Inbox, lost_after_s: float, begun: Callable[[SipLine], None]
    ) -> None:
        self.media = sound
        self._inbox = inbox
        self._lost_after_s = lost_after_s
        self._begun = begun
        self._call: Call | None = None
        self._watch: asyncio.TimerHandle | None = None

    @classmethod
    async def open(
        cls, settings: SipSettings, ip: str, begun: Callable[[SipLine], None]
    ) -> SipLine:
        """A line with its RTP port open, which the caller reaches at ``ip``.

        Raises ``LineError`` when no port is free.
        """
        inbox = Inbox()
        stream = await RtpStream.open(
            settings.host, settings.rtp_ports, on_audio=inbox.hear, on_key=inbox.key
        )
        return cls(Sound(ip, stream), inbox, settings.lost_after_s, begun)

    @property
    def dialled(self) -> str | None:
        """The number that was rung."""
        return self._call.dialled if self._call else None

    @property
    def caller(self) -> str | None:
        """The caller's number, None when it is withheld. Personal data."""
        return self._call.caller if self._call else None

    async def next_event(self) -> Event:
        """What comes next; always ``HungUp`` once the call is over."""
        return await self._inbox.next_event()

    def play(self, pcm: bytes) -> None:
        """Send 20 ms; nothing goes out while the caller's side holds the call."""
        if self._inbox.over is None:
            self.media.send(pcm)

    def clear(self) -> None:
        """Nothing is buffered on the far side."""

    def tell(self, event: str, text: str) -> None:
        """A telephone has no screen."""

    async def transfer(self, number: str) -> bool:
        """Put the call through by REFER: ``number`` at the switchboard, or a sip: URI."""
        return self._call is not None and await self._call.transfer(number)

    async def hang_up(self) -> None:
        """Say BYE; returns when it was answered."""
        if self._call is not None:
            await self._call.hang_up()

    def begin(self, call: Call) -> None:
        """The caller is there."""
        self._call = call
        self._inbox.listening = True
        self._watch_sound(call)
        self._begun(self)

    def key(self, digit: str) -> None:
        """A key press came by INFO."""
        self._inbox.key(digit)

    def ended(self, ending: Ending) -> None:
        """The call is over."""
        if self._watch is not None:
            self._watch.cancel()
        self._inbox.end(ending)

    def _watch_sound(self, call: Call) -> None:
        left_s = self._lost_after_s - self.media.silent_s
        if left_s <= 0:
            call.end("lost")
        else:
            self._watch = asyncio.get_running_loop().call_later(left_s, self._watch_sound, call)


class SipServer:
    """Answers SIP calls; ``on_call`` serves each, and when it returns the call is hung up.

    Of more than ``settings.calls_limit`` calls at once, ``on_call`` should tell the later ones that
    all lines are busy: see ``calls``.
    """

    def __init__(
        self, settings: SipSettings, on_call: Callable[[SipLine], Awaitable[None]]
    ) -> None:
        self._settings = settings
        self._on_call = on_call
        self._serving: set[asyncio.Task[None]] = set()
        self._agent = UserAgent(settings, self._open_line)

    @property
    def calls(self) -> int:
        """Calls at this moment."""
        return self._agent.calls

    def port(self, transport: TransportName) -> int:
        """The port listened on; 0 when that transport is off."""
        return self._agent.port(transport)

    async def start(self) -> None:
        """Open the ports. Raises ``LineError`` when one is taken."""
        await self._agent.open()

    def drain(self) -> None:
        """Take no more calls; those that are up go on."""
        self._agent.drain()

    async def close(self) -> None:
        """End every call with BYE, wait for what serves them, and give the ports back."""
        await self._agent.close()
        if self._serving:
            _, late = await asyncio.wait(self._serving, timeout=_FINISH_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _open_line(self, ip: str) -> SipLine:
        return await SipLine.open(self._settings, ip, self._begin)

    def _begin(self, line: SipLine) -> None:
        task = asyncio.create_task(self._serve(line))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, line: SipLine) -> None:
        try:
            await self._on_call(line)
        except Exception:
            _log.exception("SIP: what served a call failed")
        finally:
            await line.hang_up()
