"""Which addresses may connect to a line."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from voice.errors import LineError


class Peers:
    """A list of addresses and networks (CIDR)."""

    def __init__(self, listed: str) -> None:
        """``listed`` is comma separated. Raises ``LineError`` when a part of it is no network."""
        self._networks: list[IPv4Network | IPv6Network] = []
        for part in filter(None, (part.strip() for part in listed.split(","))):
            try:
                self._networks.append(ip_network(part, strict=False))
            except ValueError as error:
                raise LineError(
                    f"{part!r} er ingen adresse og intet net. Skriv fx 10.0.0.5 eller 10.0.0.0/24."
                ) from error

    def allow(self, address: str | None) -> bool:
        """Whether ``address`` (IPv4, IPv6 or IPv4 in IPv6) is in the list."""
        try:
            given = ip_address(address or "")
        except ValueError:
            return False
        if isinstance(given, IPv6Address) and given.ipv4_mapped:
            given = given.ipv4_mapped
        return any(given in network for network in self._networks)
