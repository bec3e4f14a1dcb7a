"""SIP over TCP: connections that peers open to us, and those that we open to them."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections import Counter
from collections.abc import Callable
from typing import cast

from voice.peers import Peers
from voice.sip.framing import PONG, Framer, FramingError
from voice.sip.rare_log import RareLog
from voice.sip.settings import Address, TcpLimits

_UNSENT_LIMIT = 262_144
_CONNECT_S = 5.0
_UNFINISHED_S = 10.0

Receive = Callable[[bytes, Address], None]


class Connection(asyncio.Protocol):
    """One connection; closes itself when its peer is silent, too slow or breaks the framing."""

    def __init__(self, endpoint: TcpEndpoint) -> None:
        self.peer: Address = ("", 0)
        self.calls = 0
        self._endpoint = endpoint
        self._framer = Framer()
        self._unfinished = False
        self._transport: asyncio.Transport | None = None
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take or refuse it."""
        # uvloop has transports of its own, of no common class.
        self._transport = cast(asyncio.Transport, transport)
        name = transport.get_extra_info("peername") or ("", 0)
        self.peer = (name[0], name[1])
        raw = transport.get_extra_info("socket")
        with contextlib.suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if self._endpoint.take(self):
            self._watch(self._endpoint.limits.idle_s)
        else:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """Cut the stream and pass the messages on."""
        try:
            messages, pings = self._framer.feed(data)
        except FramingError:
            self._endpoint.log.warning("a TCP stream without sound messages", peer=self.peer[0])
            self.abort()
            return
        if pings:
            self.send(PONG)
        for message in messages:
            self._endpoint.receive(message, self.peer)
        unfinished = self._framer.unfinished
        if messages or pings or unfinished != self._unfinished:
            self._unfinished = unfinished
            self._watch(_UNFINISHED_S if unfinished else self._endpoint.limits.idle_s)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._endpoint.drop(self)

    def send(self, data: bytes) -> bool:
        """Queue the bytes; a peer that doesn't read loses its connection."""
        if self._transport is None or self._transport.is_closing():
            return False
        self._transport.write(data)
        if self._transport.get_write_buffer_size() > _UNSENT_LIMIT:
            self.abort()
            return False
        return True

    def abort(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()

    def close(self) -> None:
        """Close once everything is sent."""
        if self._transport is not None:
            self._transport.close()

    def _watch(self, seconds: float) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = asyncio.get_running_loop().call_later(seconds, self._expire)

    def _expire(self) -> None:
        if self.calls and not self._unfinished:
            self._watch(self._endpoint.limits.idle_s)
        else:
            self.abort()


class TcpEndpoint:
    """The listening socket and every connection."""

    def __init__(self, peers: Peers, limits: TcpLimits, receive: Receive, log: RareLog) -> None:
        self.limits = limits
        self.receive = receive
        self.log = log
        self.port = 0
        self._peers = peers
        self._connections: dict[Address, Connection] = {}
        self._per_peer: Counter[str] = Counter()
        self._server: asyncio.Server | None = None
        self._opening: dict[Address, asyncio.Task[None]] = {}

    async def open(self, host: str, port: int) -> None:
        """Listen. Raises OSError."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Connection(self), host, port)
        self.port = self._server.sockets[0].getsockname()[1]

    def take(self, connection: Connection) -> bool:
        """Whether a new connection may stay."""
        ip = connection.peer[0]
        if not self._peers.allows(ip):
            self.log.warning("a connection from a peer that is not allowed", peer=ip)
            return False
        full = len(self._connections) >= self.limits.connections
        if full or self._per_peer[ip] >= self.limits.connections_per_peer:
            self.log.warning("too many TCP connections", peer=ip)
            return False
        self._connections[connection.peer] = connection
        self._per_peer[ip] += 1
        return True

    def drop(self, connection: Connection) -> None:
        """The connection is gone."""
        if self._connections.get(connection.peer) is not connection:
            return
        del self._connections[connection.peer]
        self._per_peer[connection.peer[0]] -= 1
        if not self._per_peer[connection.peer[0]]:
            del self._per_peer[connection.peer[0]]

    def connection(self, address: Address) -> Connection | None:
        """The open connection with that far end."""
        return self._connections.get(address)

    def send(self, data: bytes, address: Address, *, may_connect: bool) -> bool:
        """Send over the connection to ``address``, which is opened first where that is allowed."""
        open_one = self._connections.get(address)
        if open_one is not None:
            return open_one.send(data)
        if not may_connect or address in self._opening or self._server is None:
            return False
        task = asyncio.create_task(self._connect_and_send(data, address))
        self._opening[address] = task
        task.add_done_callback(lambda _: self._opening.pop(address, None))
        return True

    async def _connect_and_send(self, data: bytes, address: Address) -> None:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_CONNECT_S):
                _, opened = await loop.create_connection(lambda: Connection(self), *address)
        except (OSError, TimeoutError):
            self.log.warning("no TCP connection to a peer", peer=address[0])
            return
        opened.send(data)

    async def close(self) -> None:
        """Stop listening and close every connection."""
        opening = list(self._opening.values())
        for task in opening:
            task.cancel()
        await asyncio.gather(*opening, return_exceptions=True)
        if self._server is not None:
            self._server.close()
            self._server = None
        for connection in list(self._connections.values()):
            connection.close()
        await asyncio.sleep(0)
        for connection in list(self._connections.values()):
            connection.abort()
