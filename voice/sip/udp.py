"""SIP over UDP: one socket that no packet and no address can close."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from voice.sip.rare_log import RareLog
from voice.sip.settings import Address
from voice.sip.values import ip_literal

Receive = Callable[[bytes, Address], None]


class UdpEndpoint(asyncio.DatagramProtocol):
    """The socket; what can't be sent is dropped, as the network does too."""

    def __init__(self, receive: Receive, log: RareLog) -> None:
        self.port = 0
        self._receive = receive
        self._log = log
        self._transport: asyncio.DatagramTransport | None = None
        self._is_v6 = False

    async def open(self, host: str, port: int) -> None:
        """Bind. Raises OSError."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=(host, port)
        )
        self.port = self._transport.get_extra_info("sockname")[1]
        self._is_v6 = ":" in self._transport.get_extra_info("sockname")[0]

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Pass it on."""
        self._receive(data, (addr[0], addr[1]))

    def error_received(self, exc: Exception) -> None:
        """The network refused something that we sent: its retransmission may fare better."""
        self._log.warning(f"a packet could not be sent ({type(exc).__name__})")

    def send(self, data: bytes, address: Address) -> bool:
        """Send one packet. asyncio closes a socket whose ``sendto`` raises anything but OSError,
        so an address that is none never reaches it.
        """
        ip = ip_literal(address[0])
        if self._transport is None or self._transport.is_closing() or ip is None:
            return False
        if not 1 <= address[1] <= 65_535 or (":" in ip) != self._is_v6:
            return False
        self._transport.sendto(data, (ip, address[1]))
        return True

    def close(self) -> None:
        """Give the port back."""
        if self._transport is not None:
            self._transport.close()
            self._transport = None
