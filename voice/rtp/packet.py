"""RTP packets: bytes to fields and back (RFC 3550 section 5.1)."""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

LARGEST_BYTES: Final = 2_048
"""No datagram with telephone sound comes near it."""

_HEADER: Final = struct.Struct("!BBHII")
_EXTENSION: Final = struct.Struct("!HH")
_VERSION_2: Final = 0x80
_RTCP: Final = range(192, 224)
"""The second byte of a control packet on the same port (RFC 5761 section 4)."""


class Packet(NamedTuple):
    """One packet; ``timestamp`` counts samples, modulo 2^32; ``sequence`` is modulo 2^16."""

    payload_type: int
    marker: bool
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes


def parse(datagram: bytes) -> Packet | None:
    """The packet in a datagram, or None when it is anything else, RTCP too.

    Contributing sources, header extension and padding are passed over.
    """
    if not _HEADER.size <= len(datagram) <= LARGEST_BYTES:
        return None
    first, second, sequence, timestamp, ssrc = _HEADER.unpack_from(datagram)
    if first >> 6 != 2 or second in _RTCP:
        return None
    begin, end = _HEADER.size + 4 * (first & 0x0F), len(datagram)
    if first & 0x10:
        if end < begin + _EXTENSION.size:
            return None
        begin += _EXTENSION.size + 4 * _EXTENSION.unpack_from(datagram, begin)[1]
    if first & 0x20:
        padding = datagram[-1]
        if not padding:
            return None
        end -= padding
    if end < begin:
        return None
    return Packet(
        second & 0x7F, second >= 0x80, sequence, timestamp, ssrc, bytes(datagram[begin:end])
    )


def build(packet: Packet) -> bytes:
    """The packet as it goes on the wire."""
    return (
        _HEADER.pack(
            _VERSION_2,
            packet.payload_type | packet.marker << 7,
            packet.sequence,
            packet.timestamp,
            packet.ssrc,
        )
        + packet.payload
    )


def ahead(later: int, earlier: int, bits: int) -> int:
    """How far ``later`` is ahead of ``earlier`` on a counter of so many bits that wraps; negative
    when it is behind.
    """
    half = 1 << (bits - 1)
    return ((later - earlier + half) & ((1 << bits) - 1)) - half
