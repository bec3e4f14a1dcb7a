"""G.711 A-law by table, for callers of our own: not the code that the tests are about."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray


def _expand(code: int) -> int:
    """One A-law octet as a 16-bit sample (ITU-T G.711, table 1a)."""
    code ^= 0x55
    segment, step = (code >> 4) & 7, code & 15
    size = (2 * step + 1) << 3 if segment == 0 else (2 * step + 33) << (segment + 2)
    return size if code & 0x80 else -size


_EXPANDED: Final = np.array([_expand(code) for code in range(256)], np.int32)
_BY_SIZE: Final = np.argsort(_EXPANDED, kind="stable")
_MIDDLES: Final = (_EXPANDED[_BY_SIZE][1:] + _EXPANDED[_BY_SIZE][:-1]) / 2

SILENCE: Final = 0xD5
"""The smallest positive sample."""


def decode_alaw(octets: bytes) -> NDArray[np.int16]:
    """Octets as 16-bit samples."""
    return np.asarray(_EXPANDED[np.frombuffer(octets, np.uint8)], np.int16)


def encode_alaw(samples: NDArray[np.int16]) -> bytes:
    """16-bit samples as the octets that lie nearest to them."""
    nearest = _BY_SIZE[np.searchsorted(_MIDDLES, samples.astype(np.float64), side="right")]
    return bytes(nearest.astype(np.uint8))
