"""Log lines about bad input that nobody can flood the log with."""

from __future__ import annotations

import logging
import time


class RareLog:
    """Writes each kind of line at most once in ``every_s`` seconds, and says how many it left out.

    ``kind`` must come from the code, not from the network: it is what is remembered.
    """

    def __init__(self, logger: logging.Logger, every_s: float = 10.0) -> None:
        self._logger = logger
        self._every_s = every_s
        self._last: dict[str, float] = {}
        self._left_out: dict[str, int] = {}

    def warning(self, kind: str, *, peer: str = "", trace: bool = False) -> None:
        """Write the line, with the exception being handled if ``trace``; or count it."""
        now = time.monotonic()
        if now - self._last.get(kind, -self._every_s) < self._every_s:
            self._left_out[kind] = self._left_out.get(kind, 0) + 1
            return
        self._last[kind] = now
        more = self._left_out.pop(kind, 0)
        self._logger.warning(
            "SIP: %s (%s; %d more left out)", kind, peer or "-", more, exc_info=trace
        )
