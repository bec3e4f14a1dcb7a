"""What is heard of a telephone for tests, on a clock that the test moves."""

from __future__ import annotations

from tests.voice.rtp.phone import EVENTS, Phone
from voice.rtp.packet import Packet
from voice.rtp.receiver import Receiver


class Hearing:
    """A receiver with a clock of its own, that is ticked whenever it asks for it."""

    def __init__(self) -> None:
        self.pieces: list[tuple[float, bytes]] = []
        self.keys: list[str] = []
        self.now = 1000.0
        self.receiver = Receiver(lambda pcm: self.pieces.append((self.now, pcm)), self.keys.append)
        self.receiver.event_payload = EVENTS

    def until(self, moment: float) -> None:
        while (due := self.receiver.due()) is not None and due <= moment:
            self.now = max(self.now, due)
            self.receiver.tick(self.now)
        self.now = max(self.now, moment)

    def take(self, packet: Packet, moment: float) -> None:
        self.until(moment)
        self.receiver.take(packet, self.now)

    @property
    def pcm(self) -> bytes:
        return b"".join(pcm for _, pcm in self.pieces)


def talk(hearing: Hearing, phone: Phone, packets: int, samples: int = 160) -> None:
    for _ in range(packets):
        hearing.take(phone.talk(samples), hearing.now + samples / 8000)
