"""A caller's telephone for tests: makes the packets of one source, and wave forms to know again."""

from __future__ import annotations

import struct

import numpy as np

from voice.g711 import A_LAW
from voice.rtp.packet import Packet

PCMA = 8
EVENTS = 101


def tone(samples: int, pitch: float = 170.0, begin: int = 0, level: float = 8000.0) -> bytes:
    turns = pitch * (begin + np.arange(samples)) / 8000
    return bytes((level * np.sin(2 * np.pi * turns)).astype("<i2"))


def loudness(pcm: bytes) -> float:
    samples = np.frombuffer(pcm, "<i2").astype(np.float64)
    return float(np.sqrt((samples**2).mean())) if len(samples) else 0.0


class Phone:
    """Talks in packets of ``samples``; every call moves its clock on."""

    def __init__(self, ssrc: int = 7, sequence: int = 65_530, timestamp: int = 2**32 - 500) -> None:
        self.ssrc, self.sequence, self.timestamp = ssrc, sequence, timestamp
        self.spoken = 0

    def talk(self, samples: int = 160, pitch: float = 170.0) -> Packet:
        """The next piece of a lasting tone."""
        payload = A_LAW.encode(tone(samples, pitch, self.spoken))
        packet = self._packet(PCMA, payload)
        self.spoken += samples
        self.rest(samples)
        return packet

    def rest(self, samples: int) -> None:
        """Send nothing for a while, as with silence suppression."""
        self.timestamp = (self.timestamp + samples) & 0xFFFFFFFF

    def comfort_noise(self) -> Packet:
        return self._packet(13, b"\x46")

    def press(self, digit: str, packets: int = 4, ends: int = 3) -> list[Packet]:
        """All packets of one key, 20 ms apart, under one timestamp."""
        event = "0123456789*#ABCD".index(digit)
        durations = [160 * (n + 1) for n in range(packets)] + [160 * (packets + 1)] * ends
        pressed = [
            self._packet(
                EVENTS, struct.pack("!BBH", event, 0x8A if n >= packets else 0x0A, d), n == 0
            )
            for n, d in enumerate(durations)
        ]
        self.rest(160 * (packets + ends))
        return pressed

    def _packet(self, payload_type: int, payload: bytes, marker: bool = False) -> Packet:
        packet = Packet(payload_type, marker, self.sequence, self.timestamp, self.ssrc, payload)
        self.sequence = (self.sequence + 1) & 0xFFFF
        return packet
