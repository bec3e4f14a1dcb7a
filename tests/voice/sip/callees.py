"""What stands behind the calls of these tests: a real socket for sound, and a record."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from typing import Any

from tests.voice.sip.peer import Peer
from voice.events import Ending
from voice.sip.call import Call
from voice.sip.media import Codec
from voice.sip.settings import AgentSettings, Timers
from voice.sip.user_agent import UserAgent

FAST = Timers(t1=0.05, t2=0.2)
"""Everything ten times as fast as on a network: 64 times T1 is 3.2 s."""


class UdpMedia:
    def __init__(self, ip: str) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((ip, 0))
        self.ip = ip
        self.port: int = self.socket.getsockname()[1]
        self.remotes: list[tuple[str, int, Codec, int | None]] = []
        self.held = False

    def local_address(self) -> tuple[str, int]:
        return self.ip, self.port

    def set_remote(self, ip: str, port: int, codec: Codec, event_payload: int | None) -> None:
        self.remotes.append((ip, port, codec, event_payload))

    def hold(self, held: bool) -> None:
        self.held = held

    def close(self) -> None:
        self.socket.close()

    @property
    def closed(self) -> bool:
        return self.socket.fileno() == -1


class Recorder:
    def __init__(self, ip: str) -> None:
        self.media = UdpMedia(ip)
        self.keys: list[str] = []
        self.endings: list[Ending] = []
        self.began: asyncio.Future[Call] = asyncio.get_running_loop().create_future()
        self.over = asyncio.Event()

    def begin(self, call: Call) -> None:
        self.began.set_result(call)

    def key(self, digit: str) -> None:
        self.keys.append(digit)

    def ended(self, ending: Ending) -> None:
        self.endings.append(ending)
        self.over.set()

    async def call(self) -> Call:
        async with asyncio.timeout(8):
            return await self.began


class Agent(UserAgent):
    """A user agent whose callees are recorded. ``gate`` holds back the answer while it is set."""

    def __init__(self, **settings: Any) -> None:
        self.callees: list[Recorder] = []
        self.peers: list[Peer] = []
        self.gate = asyncio.Event()
        self.gate.set()
        chosen: dict[str, Any] = {"port": 0, "timers": FAST, **settings}
        super().__init__(AgentSettings(**chosen), self._next)

    async def udp_peer(self) -> Peer:
        """A peer that is closed after the agent, so that it can answer its last BYE."""
        self.peers.append(await Peer.udp(self.port("UDP")))
        return self.peers[-1]

    async def tcp_peer(self) -> Peer:
        self.peers.append(await Peer.tcp(self.port("TCP")))
        return self.peers[-1]

    async def _next(self, ip: str) -> Recorder:
        await self.gate.wait()
        self.callees.append(Recorder(ip))
        return self.callees[-1]


@contextlib.asynccontextmanager
async def running(**settings: Any) -> AsyncIterator[Agent]:
    agent = Agent(**settings)
    await agent.open()
    try:
        yield agent
    finally:
        await agent.close()
        for peer in agent.peers:
            peer.close()
        assert agent.calls == 0
        assert all(callee.media.closed for callee in agent.callees)


async def until(condition: Any, within_s: float = 8.0) -> None:
    """Wait until ``condition`` holds."""
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0.01)
