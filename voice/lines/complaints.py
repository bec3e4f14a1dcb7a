"""Log lines about what a peer does wrong, so few that nobody can fill the log with them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Final

PER_MINUTE: Final = 30
_MINUTE_S: Final = 60.0


class Complaints:
    """One line for each complaint, at most 30 a minute; the rest are counted.

    A complaint holds nothing that came from a caller.
    """

    def __init__(self, log: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._clock = clock
        self._since = clock()
        self._said = self._left_out = 0

    def say(self, line: str, what: object) -> None:
        """``line`` is the protocol's name."""
        now = self._clock()
        if now - self._since >= _MINUTE_S:
            if self._left_out:
                self._log.warning("%d more such lines were left out", self._left_out)
            self._since, self._said, self._left_out = now, 0, 0
        if self._said < PER_MINUTE:
            self._said += 1
            self._log.warning("%s line: %s", line, what)
        else:
            self._left_out += 1
