"""A transducer as numpy columns, to and from OpenFst's binary ``vector`` file.

Arcs added one by one from Python take seconds for a million; columns take milliseconds.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voice.errors import GraphError

_MAGIC: Final = 2125659606
_VERSION: Final = 2
_EXPANDED_MUTABLE: Final = 3
_STATE_WORDS, _ARC_WORDS = 3, 4

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Transducer:
    """Arc ``i`` goes from ``source[i]`` to ``target[i]``; weights are costs (-ln probability).

    ``final`` has a cost for each state, infinite where the state is not final.
    """

    start: int
    source: Integers
    ilabel: Integers
    olabel: Integers
    weight: Floats
    target: Integers
    final: Floats

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.final)

    @property
    def arcs(self) -> int:
        """How many arcs there are."""
        return len(self.source)

    def sorted_by(self, *columns: str) -> Transducer:
        """The same with arcs in the order of source, then of ``columns``."""
        keys = [getattr(self, column) for column in reversed(columns)]
        order = np.lexsort((*keys, self.source))
        return Transducer(
            self.start,
            self.source[order],
            self.ilabel[order],
            self.olabel[order],
            self.weight[order],
            self.target[order],
            self.final,
        )

    def write(self, path: Path) -> None:
        """Write an OpenFst file of type ``vector``; arcs keep their order within a state."""
        by_source = self if np.all(self.source[1:] >= self.source[:-1]) else self.sorted_by()
        counts = np.bincount(by_source.source, minlength=self.states)
        words = np.empty(_STATE_WORDS * self.states + _ARC_WORDS * self.arcs, np.int32)
        first_arc = np.concatenate(([0], np.cumsum(counts)[:-1]))
        state_at = _STATE_WORDS * np.arange(self.states) + _ARC_WORDS * first_arc
        words[state_at] = self.final.astype(np.float32).view(np.int32)
        words[state_at + 1] = counts
        words[state_at + 2] = 0
        arc_at = _STATE_WORDS * (by_source.source + 1) + _ARC_WORDS * np.arange(self.arcs)
        words[arc_at] = by_source.ilabel
        words[arc_at + 1] = by_source.olabel
        words[arc_at + 2] = by_source.weight.astype(np.float32).view(np.int32)
        words[arc_at + 3] = by_source.target
        header = struct.pack("<i", _MAGIC)
        for name in (b"vector", b"standard"):
            header += struct.pack("<i", len(name)) + name
        header += struct.pack(
            "<iiQqqq", _VERSION, 0, _EXPANDED_MUTABLE, self.start, self.states, self.arcs
        )
        path.write_bytes(header + words.tobytes())


def read(path: Path) -> Transducer:
    """Read an OpenFst file of type ``vector`` with standard arcs and no symbol tables.

    Raises ``GraphError`` for any other file.
    """
    data = path.read_bytes()
    offset, names = 4, []
    if len(data) < 8 or struct.unpack_from("<i", data)[0] != _MAGIC:
        raise GraphError(f"{path} is no OpenFst file")
    for _ in range(2):
        (length,) = struct.unpack_from("<i", data, offset)
        names.append(data[offset + 4 : offset + 4 + length])
        offset += 4 + length
    _, flags, _, start, states, _arcs = struct.unpack_from("<iiQqqq", data, offset)
    if names != [b"vector", b"standard"] or flags != 0 or states < 0:
        raise GraphError(f"{path} is no plain vector transducer: {names}, flags {flags}")
    words = np.frombuffer(data, np.int32, offset=offset + struct.calcsize("<iiQqqq"))
    return _from_words(words, start, states)


def _from_words(words: NDArray[np.int32], start: int, states: int) -> Transducer:
    """Columns from the body of a file, as 32-bit words: states, each with its arcs after it."""
    state_at = np.empty(states, np.int64)
    counts = words.tolist() if states else []
    position = 0
    for state in range(states):
        state_at[state] = position
        position += _STATE_WORDS + _ARC_WORDS * counts[position + 1]
    arc_counts = words[state_at + 1].astype(np.int64)
    source = np.repeat(np.arange(states), arc_counts)
    arc_at = _STATE_WORDS * (source + 1) + _ARC_WORDS * np.arange(len(source))
    return Transducer(
        start,
        source,
        words[arc_at].astype(np.int64),
        words[arc_at + 1].astype(np.int64),
        words[arc_at + 2].view(np.float32),
        words[arc_at + 3].astype(np.int64),
        words[state_at].view(np.float32),
    )
