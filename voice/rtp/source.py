"""Whom a stream hears and answers: the address of the SDP, or the one found behind a NAT."""

from __future__ import annotations

import ipaddress
from typing import Final

from voice.errors import LineError
from voice.rtp.packet import Packet

Address = tuple[str, int]

_HIGHEST_PORT: Final = 65_535


def checked(address: Address, version: int) -> Address | None:
    """The address in its usual writing; None when it says "send nothing" (port 0 or an unspecified
    host, the hold of RFC 3264 section 8.4).

    Raises ``LineError`` for a name, a multicast address, another IP version or a port that is none:
    nothing here asks the DNS.
    """
    host, port = address
    try:
        ip = ipaddress.ip_address(host)
    except ValueError as error:
        raise LineError("Modpartens RTP-adresse er ikke en IP-adresse.") from error
    if ip.version != version or ip.is_multicast or not 0 <= port <= _HIGHEST_PORT:
        raise LineError("Modpartens RTP-adresse kan ikke bruges på denne linje.")
    return None if ip.is_unspecified or port == 0 else (str(ip), port)


class Source:
    """The lock. The address in the SDP is always heard and, once heard, is the only one. Until
    then, the first other address that sends two packets in a row is (symmetric RTP, RFC 4961), so
    that one stray packet opens nothing.
    """

    def __init__(self) -> None:
        self._named: Address | None = None
        self._found: Address | None = None
        self._trying: tuple[Address, int, int] | None = None
        self._lock = True

    @property
    def target(self) -> Address | None:
        """Where to send; None while nobody is to be sent to."""
        return self._named and (self._found or self._named)

    def expect(self, address: Address | None, lock: bool) -> None:
        """The SDP names ``address`` (None: hold). Another than before undoes the lock.

        Without ``lock`` everyone is heard, and only the address in the SDP is sent to.
        """
        if not lock or address not in (None, self._named):
            self._found = self._trying = None
        self._named, self._lock = address, lock

    def admits(self, address: Address, packet: Packet) -> bool:
        """Whether a packet from there is the caller's. ``packet`` is one that could be."""
        if not self._lock or address == self._found:
            return True
        if address == self._named:
            self._found = address
            return True
        if self._found is not None or self._named is None:
            return False
        follows = (address, packet.ssrc, packet.sequence)
        if follows == self._trying:
            self._found = address
            return True
        self._trying = (address, packet.ssrc, (packet.sequence + 1) & 0xFFFF)
        return False
