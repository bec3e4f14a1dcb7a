"""The sockets together: what comes in from allowed peers, and the way out to them."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass

from voice.errors import LineError
from voice.peers import Peers
from voice.sip.rare_log import RareLog
from voice.sip.settings import Address, AgentSettings, TransportName
from voice.sip.tcp import TcpEndpoint
from voice.sip.udp import UdpEndpoint


@dataclass(frozen=True, slots=True)
class Hop:
    """The next machine on the way: how it is reached and where."""

    transport: TransportName
    address: Address

    @property
    def reliable(self) -> bool:
        """Whether the network itself repeats what gets lost."""
        return self.transport == "TCP"


class Transport:
    """UDP and TCP as the settings say."""

    def __init__(self, settings: AgentSettings, receive: Callable[[bytes, Hop], None]) -> None:
        self.peers = Peers(settings.allowed_peers)
        self.log = RareLog(logging.getLogger(__name__))
        self._settings = settings
        self._receive = receive
        self._udp = UdpEndpoint(self._from_udp, self.log)
        self._tcp = TcpEndpoint(self.peers, settings.tcp, self._from_tcp, self.log)

    async def open(self) -> None:
        """Open the ports. Raises ``LineError`` when one is taken."""
        settings = self._settings
        try:
            if "UDP" in settings.transports:
                await self._udp.open(settings.host, settings.port)
            if "TCP" in settings.transports:
                await self._tcp.open(settings.host, settings.port)
        except OSError as error:
            await self.close()
            raise LineError(
                f"SIP kan ikke lytte på {settings.host}, port {settings.port}: {error.strerror}. "
                "Vælg en anden port, eller stop det program, der bruger den."
            ) from error

    def port(self, transport: TransportName) -> int:
        """The port listened on; 0 when that transport is off."""
        return self._udp.port if transport == "UDP" else self._tcp.port

    def local_ip(self, towards: str) -> str:
        """The address that a peer reaches us at: the advertised one, else that of the interface
        which packets to it leave from.
        """
        if self._settings.advertised:
            return self._settings.advertised
        family = socket.AF_INET6 if ":" in towards else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((towards, 9))
            except OSError:
                return self._settings.host
            return str(probe.getsockname()[0])

    def send(self, data: bytes, hop: Hop, *, may_connect: bool = False) -> bool:
        """Send to an allowed peer; False when it surely went nowhere."""
        if not self.peers.allows(hop.address[0]):
            return False
        if hop.transport == "UDP":
            return self._udp.send(data, hop.address)
        return self._tcp.send(data, hop.address, may_connect=may_connect)

    def connected(self, hop: Hop) -> bool:
        """Whether a TCP connection with that far end is open."""
        return hop.reliable and self._tcp.connection(hop.address) is not None

    def keep_open(self, hop: Hop, calls: int) -> None:
        """A call began (1) or ended (-1) on that connection: it is not idle meanwhile."""
        connection = self._tcp.connection(hop.address) if hop.reliable else None
        if connection is not None:
            connection.calls = max(0, connection.calls + calls)

    async def close(self) -> None:
        """Close every socket."""
        self._udp.close()
        await self._tcp.close()

    def _from_udp(self, data: bytes, source: Address) -> None:
        if not self.peers.allows(source[0]):
            self.log.warning("a packet from a peer that is not allowed", peer=source[0])
            return
        self._deliver(data, Hop("UDP", source))

    def _from_tcp(self, data: bytes, source: Address) -> None:
        self._deliver(data, Hop("TCP", source))

    def _deliver(self, data: bytes, source: Hop) -> None:
        try:
            self._receive(data, source)
        except Exception:
            # A mistake of ours costs one message, and never a connection or a flooded log.
            self.log.warning("a message could not be served", peer=source.address[0], trace=True)
