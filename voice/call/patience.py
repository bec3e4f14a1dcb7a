"""How often the caller may be silent or not understood before a person takes over."""

from __future__ import annotations

from typing import Final, Literal

_MOST: Final = 2


class Patience:
    """Counts in one call what went wrong in a row."""

    def __init__(self) -> None:
        self._silences = 0
        self._misses = 0
        self._answered = False

    def silence(self) -> Literal["ask", "person", "leave"]:
        """Nothing was said: ask; then leave if the caller has got an answer, else a person."""
        self._silences += 1
        if self._silences < _MOST:
            return "ask"
        return "leave" if self._answered or self._silences > _MOST else "person"

    def missed(self) -> bool:
        """Not understood; True when it is time for a person."""
        self._silences = 0
        self._misses += 1
        if self._misses < _MOST:
            return False
        self._misses = 0
        return True

    def understood(self, answered: bool) -> None:
        """Understood, and perhaps answered."""
        self._silences = self._misses = 0
        self._answered = self._answered or answered
