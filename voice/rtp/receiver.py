"""What a caller's packets sound like: 20 ms pieces in order, holes filled, keys told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from voice.events import FRAME_S
from voice.g711 import A_LAW, MU_LAW, Law
from voice.rtp.concealer import Concealer
from voice.rtp.counts import Counts
from voice.rtp.keypresses import KeyPresses
from voice.rtp.packet import Packet, ahead
from voice.rtp.sequencer import Ordered, Sequencer

PCMU: Final = 0
PCMA: Final = 8
_COMFORT_NOISE: Final = 13
"""Payload types of RFC 3551 and 3389."""

_LAWS: Final[dict[int, Law]] = {PCMU: MU_LAW, PCMA: A_LAW}
_SAMPLE_RATE: Final = 8_000
_FRAME_BYTES: Final = 320
_LONGEST_SAMPLES: Final = 1_600
"""200 ms: more in one packet is no telephone, and more in one hole is silence nobody said."""
_RESTART_SAMPLES: Final = 10 * _SAMPLE_RATE
"""A leap of more than 10 s is a clock set anew."""
_STALLED_S: Final = 0.1
"""So long without sound, and it is a pause or an outage: what is missing is made up as time goes,
so that the end of speech can be heard on a line that sends nothing in pauses (DTX)."""
_MOST_MADE_UP: Final = 25
"""Pieces at once, after this process itself stood still."""
_OLD_SSRC_S: Final = 0.2
_FASTEST: Final = 1.05
_FARTHEST_S: Final = 2.0
"""Sound may come 5 % faster than time and 2 s ahead of it; more is a flood."""


class Receiver:
    """Sans IO: times are the caller's clock, in seconds, and never go back."""

    def __init__(self, on_audio: Callable[[bytes], None], on_key: Callable[[str], None]) -> None:
        self._on_audio = on_audio
        self._keys = KeyPresses(on_key)
        self._concealer = Concealer()
        self._cut = bytearray()
        self.event_payload: int | None = None
        self.counts = Counts()
        self._sequencer = Sequencer(self.counts)
        self._ssrc: int | None = None
        self._former_ssrc: int | None = None
        self._heard_at = 0.0
        self._sound_at: float | None = None
        self._expected: int | None = None
        self._made_up = 0
        self._resting = False
        self._quiet = True
        self._ahead_s, self._measured_at = 0.0, 0.0

    def understands(self, packet: Packet) -> bool:
        """Whether it is of a kind that was agreed on."""
        kinds = (_COMFORT_NOISE, self.event_payload)
        return _law(packet) is not None or packet.payload_type in kinds

    def begin(self, now: float) -> None:
        """Sound flows from now on, though nothing may have come yet."""
        if self._sound_at is None:
            self._sound_at = now

    def take(self, packet: Packet, now: float) -> None:
        """Hear a packet of the caller's; one that isn't understood only keeps its place in line."""
        self.counts.received += 1
        self.begin(now)
        if packet.payload_type == self.event_payload:
            self._keys.take(packet)
        if packet.ssrc != self._ssrc:
            # Some gateways send keys as a stream of their own.
            if _law(packet) is None:
                return
            if packet.ssrc == self._former_ssrc and now - self._heard_at < _OLD_SSRC_S:
                self.counts.late += 1
                return
            self._hear(self._sequencer.give_up(), now)
            self._former_ssrc, self._ssrc = self._ssrc, packet.ssrc
            self._sequencer, self._expected = Sequencer(self.counts), None
        self._heard_at = now
        self._hear(self._sequencer.take(packet, now), now)

    def due(self) -> float | None:
        """When ``tick`` is to be called; None before sound flows."""
        if self._sound_at is None:
            return None
        # While a packet waits for the one before it, sound is there and nothing is to be made up.
        return self._sequencer.deadline or self._due_to_make_up(self._sound_at)

    def tick(self, now: float) -> None:
        """Time has gone by: give up on what is overdue, and make up for what doesn't come."""
        self._hear(self._sequencer.overdue(now), now)
        due = self.due()
        if due is None or self._sound_at is None or now < due:
            return
        if self._quiet:
            self._concealer.silent()
        missing = max(1, int((now - self._sound_at) / FRAME_S + 1e-6) - 1 - self._made_up)
        self._made_up += missing
        for _ in range(min(missing, _MOST_MADE_UP)):
            self._put(self._concealer.made_up(_FRAME_BYTES // 2), now)

    def _due_to_make_up(self, sound_at: float) -> float:
        patience_s = 0.0 if self._resting else _STALLED_S
        # One piece behind, since the one that is due may be on its way.
        return sound_at + max(patience_s, FRAME_S * (self._made_up + 2))

    def _hear(self, ordered: list[Ordered], now: float) -> None:
        for packet, lost in ordered:
            law = _law(packet)
            if law is None:
                # A key or comfort noise: the sound before it ended as it was meant to.
                self._quiet = True
                self._resting = packet.payload_type == _COMFORT_NOISE
                continue
            if lost is None:
                self._expected = None
            elif not self._quiet:
                self.counts.lost += lost
            self._fill_up_to(packet.timestamp, bool(lost), now)
            self._put(self._concealer.real(law.decode(packet.payload)), now)
            self._expected = (packet.timestamp + len(packet.payload)) & 0xFFFFFFFF
            # As if the packet's last 20 ms had been one of their own, coming when they are over.
            self._sound_at = now + len(packet.payload) / _SAMPLE_RATE - FRAME_S
            self._made_up = 0
            self._resting = self._quiet = False

    def _fill_up_to(self, timestamp: int, lost: bool, now: float) -> None:
        if self._expected is None:
            return
        hole = ahead(timestamp, self._expected, 32) - self._made_up * _FRAME_BYTES // 2
        if not 0 < hole <= _RESTART_SAMPLES:
            return
        if self._quiet or not (lost or self._made_up):
            self._concealer.silent()
        self._put(self._concealer.made_up(min(hole, _LONGEST_SAMPLES)), now)

    def _put(self, pcm: bytes, now: float) -> None:
        self._cut += pcm
        while len(self._cut) >= _FRAME_BYTES:
            frame = bytes(self._cut[:_FRAME_BYTES])
            del self._cut[:_FRAME_BYTES]
            if self._in_time(now):
                self._on_audio(frame)
            else:
                self.counts.flooded += 1

    def _in_time(self, now: float) -> bool:
        gone = max(0.0, now - self._measured_at) * _FASTEST
        self._ahead_s = max(0.0, self._ahead_s - gone)
        self._measured_at = now
        if self._ahead_s > _FARTHEST_S:
            return False
        self._ahead_s += FRAME_S
        return True


def _law(packet: Packet) -> Law | None:
    heard = 0 < len(packet.payload) <= _LONGEST_SAMPLES
    return _LAWS.get(packet.payload_type) if heard else None
