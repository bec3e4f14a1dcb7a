"""Where a call goes on when it leaves us: kept until the switchboard has asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

KEPT_S: Final = 60.0
MOST: Final = 10_000


class Departures:
    """Numbers under the id by which the switchboard knows the call; each is kept for 60 s.

    Asking again gives the same answer, since an answer may get lost on the way.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._numbers: dict[str, tuple[str, float]] = {}

    def note(self, call_id: str, number: str) -> None:
        """``call_id`` is to be put through to ``number``."""
        now = self._clock()
        self._numbers.pop(call_id, None)
        self._numbers[call_id] = (number, now + KEPT_S)
        # In the order of their expiry, so the oldest are first.
        while len(self._numbers) > MOST or next(iter(self._numbers.values()))[1] <= now:
            del self._numbers[next(iter(self._numbers))]

    def number_for(self, call_id: str) -> str | None:
        """The number for ``call_id``; None when there is none (any more)."""
        number, until = self._numbers.get(call_id, (None, 0.0))
        return number if until > self._clock() else None
