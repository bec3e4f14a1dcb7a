"""G.711, the telephone's coding: A-law and mu-law, one byte a sample (ITU-T G.711)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from voice.errors import AudioError
from voice.pcm import BYTES_PER_SAMPLE

_MU_LAW_BIAS: Final = 132
_MU_LAW_LOUDEST: Final = 32_635


class Law:
    """One of the two codings, by table: ``A_LAW`` (Europe) or ``MU_LAW`` (North America)."""

    def __init__(self, coded: NDArray[np.uint8], samples: NDArray[np.int16]) -> None:
        """``coded``: a byte for each of 65,536 samples, by their unsigned value; ``samples``: a
        sample for each of 256 bytes.
        """
        self._coded = coded
        self._samples = samples.astype("<i2")

    def encode(self, pcm: bytes) -> bytes:
        """16-bit little-endian PCM as half as many bytes; silence for no sound gives no bytes.

        Raises ``AudioError`` when ``pcm`` is not whole samples.
        """
        if len(pcm) % BYTES_PER_SAMPLE:
            raise AudioError(f"{len(pcm)} byte er ikke hele 16-bit prøver.")
        return bytes(self._coded[np.frombuffer(pcm, "<u2")])

    def decode(self, payload: bytes) -> bytes:
        """16-bit little-endian PCM, twice as many bytes."""
        return bytes(self._samples[np.frombuffer(payload, np.uint8)])


def _all_samples() -> NDArray[np.int32]:
    return np.arange(65_536, dtype=np.uint16).view(np.int16).astype(np.int32)


def _highest_bit(values: NDArray[np.int32]) -> NDArray[np.int32]:
    bits: NDArray[np.int32] = np.floor(np.log2(np.maximum(values, 1))).astype(np.int32)
    return bits


def _a_law() -> Law:
    samples = _all_samples()
    sign = np.where(samples < 0, 0, 0x80)
    # Eleven bits of magnitude; the loudest negative sample has one too many.
    magnitude = np.minimum(np.abs(samples) >> 4, 0x7FF)
    segment = np.maximum(_highest_bit(magnitude) - 3, 0)
    step = np.where(segment > 0, magnitude >> np.maximum(segment - 1, 0), magnitude) & 0x0F
    coded = (sign | segment << 4 | step) ^ 0x55

    bits = np.arange(256) ^ 0x55
    segment, step = bits >> 4 & 7, bits & 0x0F
    middle = (step << 4) + 8
    level = np.where(segment > 0, (middle + 0x100) << np.maximum(segment - 1, 0), middle)
    return Law(coded.astype(np.uint8), np.where(bits & 0x80, level, -level).astype(np.int16))


def _mu_law() -> Law:
    samples = _all_samples()
    sign = np.where(samples < 0, 0x80, 0)
    magnitude = np.minimum(np.abs(samples), _MU_LAW_LOUDEST) + _MU_LAW_BIAS
    segment = _highest_bit(magnitude) - 7
    coded = ~(sign | segment << 4 | magnitude >> segment + 3 & 0x0F) & 0xFF

    bits = ~np.arange(256) & 0xFF
    level = (((bits & 0x0F) << 3) + _MU_LAW_BIAS << (bits >> 4 & 7)) - _MU_LAW_BIAS
    return Law(coded.astype(np.uint8), np.where(bits & 0x80, -level, level).astype(np.int16))


A_LAW: Final = _a_law()
MU_LAW: Final = _mu_law()
