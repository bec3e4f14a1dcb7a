"""What a reader of the open statistics asked for: a municipality and a stretch of months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.statistics.wording import month_name

NEWEST: Final = "seneste-12"
_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months one after another; ``name`` is what the address calls them, ``title`` what they are
    called in Danish.
    """

    name: str
    title: str
    months: tuple[date, ...]


def stretches(months: Sequence[date]) -> list[Stretch]:
    """What can be chosen of the public ``months``: the newest twelve, each year, each month."""
    newest = list(reversed(months))
    found = [Stretch(NEWEST, "Seneste 12 måneder", tuple(months[-_YEAR:]))]
    for year in sorted({month.year for month in months}, reverse=True):
        own = tuple(month for month in months if month.year == year)
        # A year that is not all there says so.
        until = "" if len(own) == _YEAR else f" ({len(own)} måneder)"
        found.append(Stretch(str(year), f"{year}{until}", own))
    return found + [Stretch(f"{one:%Y-%m}", month_name(one), (one,)) for one in newest]
