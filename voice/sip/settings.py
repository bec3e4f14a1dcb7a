"""What the operator decides about the SIP user agent, and RFC 3261's timers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TransportName = Literal["UDP", "TCP"]
Address = tuple[str, int]
"""An IP address as text, and a port."""


@dataclass(frozen=True, slots=True)
class Timers:
    """RFC 3261, section 17.1.1.1 and table 4; seconds."""

    t1: float = 0.5
    """Estimated round trip: the first retransmission comes after it, the next after twice that."""
    t2: float = 4.0
    """The longest wait between two retransmissions."""

    @property
    def give_up(self) -> float:
        """64 times T1: how long an answer or an ACK is waited for."""
        return 64 * self.t1


@dataclass(frozen=True, slots=True)
class TcpLimits:
    """How much of the machine TCP peers may hold."""

    connections: int = 256
    connections_per_peer: int = 64
    idle_s: float = 180.0
    """A connection that carries no call is closed when no whole message came for so long."""


@dataclass(frozen=True, slots=True)
class AgentSettings:
    """How the user agent listens, who may ring, and how many."""

    host: str = "127.0.0.1"
    port: int = 5060
    """0 takes free ports, which may differ for UDP and TCP."""
    advertised: str | None = None
    """The IP address that peers reach us at; None: the one that packets to them leave from."""
    allowed_peers: tuple[str, ...] = ("127.0.0.1/32", "::1/128")
    """IP addresses and networks; packets from anybody else are dropped."""
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    """With a user, calls must carry digest credentials (RFC 7616) as well, and we answer the
    switchboard's challenges with the same.
    """
    realm: str = "muni"
    transports: tuple[TransportName, ...] = ("UDP", "TCP")
    calls_limit: int = 200
    """Calls that are meant to be served. Twice as many are answered, so that the others can be
    told so aloud; more are refused with 503.
    """
    retry_after_s: int = 30
    session_expires_s: int = 1800
    """A call that nobody confirms for so long is over (RFC 4028)."""
    min_session_s: int = 90
    """Shorter sessions are refused with 422; RFC 4028 allows no less than 90 s."""
    transfer_s: float = 40.0
    """How long the outcome of a transfer is waited for."""
    timers: Timers = field(default_factory=Timers)
    tcp: TcpLimits = field(default_factory=TcpLimits)
    transactions_limit: int = 10_000
    """Requests remembered at once for retransmissions; more are dropped."""
