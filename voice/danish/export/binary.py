"""Kaldi's binary form of tokens, numbers, vectors and matrices."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

HEADER = b"\0B"
"""Opens every binary file."""


def token(text: str) -> bytes:
    """A name or a mark such as ``<Nnet3>``."""
    return text.encode("ascii") + b" "


def integer(value: int) -> bytes:
    """A 32-bit integer, its size before it."""
    return struct.pack("<bi", 4, value)


def real(value: float) -> bytes:
    """A 32-bit float, its size before it."""
    return struct.pack("<bf", 4, value)


def double(value: float) -> bytes:
    """A 64-bit float, its size before it."""
    return struct.pack("<bd", 8, value)


def integers(values: Sequence[int]) -> bytes:
    """A list of 32-bit integers: their size, how many, and the numbers bare."""
    return struct.pack("<bi", 4, len(values)) + np.asarray(values, "<i4").tobytes()


def vector(values: ArrayLike) -> bytes:
    """A float vector."""
    array = np.asarray(values, "<f4")
    return token("FV") + integer(array.size) + array.tobytes()


def matrix(values: ArrayLike) -> bytes:
    """A float matrix, row after row."""
    array = np.asarray(values, "<f4")
    rows, columns = array.shape
    return token("FM") + integer(rows) + integer(columns) + array.tobytes()
