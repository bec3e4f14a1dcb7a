"""Who may speak to us: an allow-list of IP addresses and networks."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import lru_cache

from voice.errors import LineError


class Peers:
    """The allowed peers. Raises ``LineError`` when one is no IP address or network."""

    def __init__(self, allowed: Iterable[str]) -> None:
        try:
            self._networks = tuple(ipaddress.ip_network(peer, strict=False) for peer in allowed)
        except ValueError as error:
            raise LineError(f"En SIP-nabo skal være en IP-adresse eller et net: {error}") from None
        self.allows = lru_cache(maxsize=4096)(self._allows)

    def _allows(self, ip: str) -> bool:
        """Whether packets from there are listened to."""
        try:
            address = ipaddress.ip_address(ip)
        except ValueError:
            return False
        plain = getattr(address, "ipv4_mapped", None) or address
        return any(plain in network for network in self._networks)
