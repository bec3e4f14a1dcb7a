"""Cuts sound that comes in pieces of any size into pieces of one size."""

from __future__ import annotations

from collections.abc import Iterator

from voice.events import FRAME_S
from voice.pcm import BYTES_PER_SAMPLE


def bytes_of_piece(sample_rate: int) -> int:
    """The bytes of 20 ms of 16-bit mono PCM at ``sample_rate`` Hz."""
    return round(sample_rate * FRAME_S) * BYTES_PER_SAMPLE


class Pieces:
    """Keeps what does not fill a piece until more comes."""

    def __init__(self, size: int) -> None:
        """Pieces of ``size`` bytes."""
        self._size = size
        self._left = b""

    def add(self, data: bytes) -> Iterator[bytes]:
        """The pieces that ``data`` completes."""
        joined = self._left + data
        whole = len(joined) - len(joined) % self._size
        self._left = joined[whole:]
        for start in range(0, whole, self._size):
            yield joined[start : start + self._size]

    def clear(self) -> None:
        """Forget what is kept."""
        self._left = b""
