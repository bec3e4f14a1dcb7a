"""Where the time of one turn goes: each step's own time, without the steps inside it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

from bot.tracing import span

Step = Literal["wait", "mask", "municipality", "nlu", "dialogue", "answer", "store"]
Laps = dict[Step, float]
"""Step to seconds."""

_laps: ContextVar[Laps | None] = ContextVar("laps", default=None)
_inner: ContextVar[list[float] | None] = ContextVar("inner", default=None)


@contextmanager
def timing() -> Iterator[Laps]:
    """Inside, steps are measured; gives what they took, filled as they end."""
    laps: Laps = {}
    token = _laps.set(laps)
    try:
        yield laps
    finally:
        _laps.reset(token)


@contextmanager
def step(name: Step) -> Iterator[None]:
    """One step of a turn; costs next to nothing where nobody measures."""
    laps = _laps.get()
    if laps is None:
        yield
        return
    outer, own = _inner.get(), [0.0]
    token = _inner.set(own)
    began = time.perf_counter()
    try:
        with span(name):
            yield
    finally:
        spent = time.perf_counter() - began
        _inner.reset(token)
        laps[name] = laps.get(name, 0.0) + max(0.0, spent - own[0])
        if outer is not None:
            outer[0] += spent
