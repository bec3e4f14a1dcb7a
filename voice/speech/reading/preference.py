"""Which of the usual ways to say a number is easiest to catch by ear."""

from __future__ import annotations

from typing import Final

from voice.danish.choice import Pick
from voice.danish.figures import MONTHS

_MONTHS: Final = frozenset(MONTHS)


class _ByEar:
    def often(self, *options: str) -> str:
        # 112 is "et et to": a one that counts nothing is neuter.
        if options[:2] == ("en", "et"):
            return "et"
        # "tredje april" is understood where "tredje i fjerde" has to be worked out.
        named = (option for option in options if not _MONTHS.isdisjoint(option.split()))
        return next(named, options[0])

    def seldom(self, usual: str, *rare: str) -> str:
        return usual


BY_EAR: Final[Pick] = _ByEar()
"""The canonical way, but ones that count nothing are "et", and months have their names."""
