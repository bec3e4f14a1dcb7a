"""Choosing among ways to say the same: always the usual one, one by chance, or all in turn.

What can be said in several ways is written once, as a function of a ``Pick``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Final, Protocol

_RARE: Final = 0.03
_STEEPNESS: Final = 1.5


class Pick(Protocol):
    """Chooses among ways to say something; the first is the canonical one."""

    def often(self, *options: str) -> str:
        """One of ``options``, which stand in order of how often they are said."""

    def seldom(self, usual: str, *rare: str) -> str:
        """``usual``, but for once in some thirty times."""


class _Canonical:
    def often(self, *options: str) -> str:
        return options[0]

    def seldom(self, usual: str, *rare: str) -> str:
        return usual


CANONICAL: Final[Pick] = _Canonical()
"""Always the first."""


class ByChance:
    """The n-th option is chosen about n^1.5 times less often than the first."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def often(self, *options: str) -> str:
        """One of ``options``."""
        weights = [(rank + 1) ** -_STEEPNESS for rank in range(len(options))]
        return self._rng.choices(options, weights)[0]

    def seldom(self, usual: str, *rare: str) -> str:
        """``usual`` or, seldom, one of ``rare``."""
        return self._rng.choice(rare) if self._rng.random() < _RARE else usual


def pick_with(choose: random.Random | None) -> Pick:
    """By chance, or canonical when ``choose`` is none."""
    return CANONICAL if choose is None else ByChance(choose)


class _Replay:
    """Goes down a tree of choices along ``path``, and always to the first after its end."""

    def __init__(self, path: list[int]) -> None:
        self._path = path
        self.taken: list[int] = []
        self.widths: list[int] = []

    def often(self, *options: str) -> str:
        at = len(self.taken)
        choice = self._path[at] if at < len(self._path) else 0
        self.taken.append(choice)
        self.widths.append(len(options))
        return options[choice]

    def seldom(self, usual: str, *rare: str) -> str:
        return self.often(usual, *rare)


def outcomes(say: Callable[[Pick], str], limit: int) -> Iterator[str]:
    """What ``say`` can give, each once, the canonical first; at most ``limit`` of them."""
    seen: set[str] = set()
    path: list[int] | None = []
    while path is not None and len(seen) < limit:
        replay = _Replay(path)
        said = say(replay)
        if said not in seen:
            seen.add(said)
            yield said
        path = _next_path(replay)


def _next_path(replay: _Replay) -> list[int] | None:
    path = list(replay.taken)
    while path:
        path[-1] += 1
        if path[-1] < replay.widths[len(path) - 1]:
            return path
        path.pop()
    return None
