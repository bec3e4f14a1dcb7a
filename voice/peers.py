"""Who may speak to us: an allow-list of IP addresses and networks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from voice.errors import LineError


class Peers:
    """The allowed peers. Raises ``LineError`` when one is no IP address or network (CIDR)."""

    def __init__(self, allowed: Iterable[str]) -> None:
        networks = []
        for peer in allowed:
            try:
                networks.append(ip_network(peer, strict=False))
            except ValueError as error:
                raise LineError(
                    f"{peer!r} er ingen adresse og intet net. Skriv fx 10.0.0.5 eller 10.0.0.0/24."
                ) from error
        self._networks = tuple(networks)
        self.allows = lru_cache(maxsize=4096)(self._allows)

    def _allows(self, address: str | None) -> bool:
        """Whether ``address`` (IPv4, IPv6 or IPv4 in IPv6) is on the list."""
        try:
            given = ip_address(address or "")
        except ValueError:
            return False
        if isinstance(given, IPv6Address) and given.ipv4_mapped:
            given = given.ipv4_mapped
        return any(given in network for network in self._networks)
