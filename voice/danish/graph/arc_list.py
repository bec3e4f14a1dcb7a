"""A transducer written down arc by arc, for those small enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

import numpy as np

from voice.danish.graph.transducer import Transducer


class ArcList:
    """State 0 is there from the beginning and is the start."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, int, int, float, int]] = []
        self._states = 1

    @property
    def states(self) -> int:
        """How many states there are so far."""
        return self._states

    def state(self) -> int:
        """A new state."""
        self._states += 1
        return self._states - 1

    def arc(self, source: int, ilabel: int, olabel: int, cost: float, target: int) -> None:
        """Add one arc; ``cost`` is -ln of a probability."""
        self._rows.append((source, ilabel, olabel, cost, target))

    def path(
        self, source: int, ilabels: Sequence[int], olabel: int, cost: float, target: int
    ) -> None:
        """Add a way of its own; ``olabel`` and ``cost`` are on its first arc."""
        for ilabel in ilabels[:-1]:
            between = self.state()
            self.arc(source, ilabel, olabel, cost, between)
            source, olabel, cost = between, 0, 0.0
        self.arc(source, ilabels[-1], olabel, cost, target)

    def transducer(self, final: Mapping[int, float]) -> Transducer:
        """The transducer, arcs in the order they came; ``final`` gives final states' costs."""
        columns = np.array(self._rows, np.float64).reshape(-1, 5).T
        source, ilabel, olabel, target = columns[[0, 1, 2, 4]].astype(np.int64)
        costs = np.full(self._states, inf, np.float32)
        costs[list(final)] = list(final.values())
        return Transducer(
            0, source, ilabel, olabel, columns[3].astype(np.float32), target, costs
        ).sorted_by()
