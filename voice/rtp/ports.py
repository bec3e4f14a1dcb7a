"""The ports that calls' sound may use, one even port each (RFC 3550 section 11)."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from dataclasses import dataclass
from typing import Final

from voice.errors import LineError

_LOWEST: Final = 1_024
_HIGHEST: Final = 65_535


@dataclass(frozen=True, slots=True)
class PortRange:
    """Even ports from ``first`` to ``last``, both included; as many calls at once as there are.

    Raises ``LineError`` when there is none among them.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if not (_LOWEST <= self.first <= self.last <= _HIGHEST and len(self._even)):
            raise LineError(
                f"RTP-portene {self.first} til {self.last} kan ikke bruges. Angiv et område mellem "
                f"{_LOWEST} og {_HIGHEST}, for eksempel 20000 til 20998."
            )

    @property
    def _even(self) -> range:
        return range(self.first + self.first % 2, self.last + 1, 2)

    def bind(self, host: str) -> socket.socket:
        """A non-blocking UDP socket on a port that nobody uses, beginning at a random one, so that
        late packets of the call before seldom meet the next.

        Raises ``LineError`` when all are in use, or ``host`` is not an IP address of this machine.
        """
        try:
            version = ipaddress.ip_address(host).version
        except ValueError as error:
            raise LineError(f"RTP skal lytte på en IP-adresse, ikke {host!r}.") from error
        family = socket.AF_INET6 if version == 6 else socket.AF_INET
        ports = self._even
        start = secrets.randbelow(len(ports))
        reason: OSError | None = None
        for place in range(len(ports)):
            bound = socket.socket(family, socket.SOCK_DGRAM)
            try:
                bound.setblocking(False)
                bound.bind((host, ports[(start + place) % len(ports)]))
            except OSError as error:
                bound.close()
                reason = error
            else:
                return bound
        raise LineError(
            f"Ingen ledig RTP-port på {host} fra {self.first} til {self.last}. Udvid området."
        ) from reason
