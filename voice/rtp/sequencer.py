"""Puts packets back in order, waiting a moment for one that is late, never for one that is lost."""

from __future__ import annotations

from typing import Final, NamedTuple

from voice.rtp.counts import Counts
from voice.rtp.packet import Packet, ahead

WAIT_S: Final = 0.03
"""How long a packet that came too early waits for the one before it."""

_MOST_WAITING: Final = 64
_FARTHEST_AHEAD: Final = 3_000
_FARTHEST_BEHIND: Final = 100
"""Farther off than these the sender has begun anew (RFC 3550 appendix A.1)."""


class Ordered(NamedTuple):
    """A packet in its turn, and how many right before it never came; None where the sender begins,
    or begins anew.
    """

    packet: Packet
    lost: int | None


class Sequencer:
    """The order of one source's packets. It holds back sound only while a packet is missing, so a
    sender's clock that runs fast or slow fills or empties nothing.
    """

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._next: int | None = None
        self._waiting: dict[int, tuple[Packet, float]] = {}
        self._restart: int | None = None

    @property
    def deadline(self) -> float | None:
        """When ``overdue`` is to be called; None when nothing waits."""
        return min(came for _, came in self._waiting.values()) + WAIT_S if self._waiting else None

    def take(self, packet: Packet, now: float) -> list[Ordered]:
        """What may be heard now that ``packet`` came, in order."""
        if self._next is None:
            return self._begin_with(packet)
        distance = ahead(packet.sequence, self._next, 16)
        if not -_FARTHEST_BEHIND <= distance <= _FARTHEST_AHEAD:
            return self._take_far_off(packet)
        self._restart = None
        if distance < 0 or packet.sequence in self._waiting:
            self._counts.late += 1
            return []
        self._waiting[packet.sequence] = packet, now
        if distance and len(self._waiting) <= _MOST_WAITING:
            return []
        return self._in_turn() if not distance else self._past_the_hole()

    def overdue(self, now: float) -> list[Ordered]:
        """What may be heard now that enough was waited, in order."""
        heard: list[Ordered] = []
        while (deadline := self.deadline) is not None and deadline <= now:
            heard += self._past_the_hole()
        return heard

    def give_up(self) -> list[Ordered]:
        """What may be heard when nothing is waited for, in order."""
        heard: list[Ordered] = []
        while self._waiting:
            heard += self._past_the_hole()
        return heard

    def _take_far_off(self, packet: Packet) -> list[Ordered]:
        # One stray packet moves nothing; a second that follows it does.
        if packet.sequence != self._restart:
            self._restart = (packet.sequence + 1) & 0xFFFF
            return []
        heard = self.give_up()
        return heard + self._begin_with(packet)

    def _begin_with(self, packet: Packet) -> list[Ordered]:
        self._restart, self._next = None, (packet.sequence + 1) & 0xFFFF
        return [Ordered(packet, None)]

    def _in_turn(self) -> list[Ordered]:
        assert self._next is not None  # noqa: S101 - set with the first packet
        heard: list[Ordered] = []
        while self._next in self._waiting:
            heard.append(Ordered(self._waiting.pop(self._next)[0], 0))
            self._next = (self._next + 1) & 0xFFFF
        return heard

    def _past_the_hole(self) -> list[Ordered]:
        assert self._next is not None  # noqa: S101 - set with the first packet
        here = self._next
        lost = min(ahead(sequence, here, 16) for sequence in self._waiting)
        self._next = (here + lost) & 0xFFFF
        first, *rest = self._in_turn()
        return [Ordered(first.packet, lost), *rest]
