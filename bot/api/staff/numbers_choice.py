"""What a member of staff asked the numbers for: period, place and channel, within their rights."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Query

from bot.api.staff.deps import require
from bot.api.staff.labels import place_label
from bot.errors import BadPeriodError
from bot.knowledge import get_municipalities
from bot.staff.rights import Action
from bot.staff.user import User
from bot.statistics.days import local
from bot.statistics.periods import OWN, Period, choose
from bot.statistics.tables import EVERYWHERE
from bot.statistics.wording import CHANNELS

ReaderDep = Annotated[User, Depends(require(Action.READ_STATISTICS))]
Word = Annotated[str, Query(max_length=20)]
USUAL = "maaned"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; ``problem`` is what was wrong with the period, in Danish, if anything was."""

    name: str
    period: Period
    before: Period
    place: str
    channel: str | None
    places: list[str]
    problem: str | None

    @property
    def compares(self) -> bool:
        """Whether the reader sees all municipalities and has chosen all."""
        return self.place == EVERYWHERE

    @property
    def query(self) -> str:
        """The same choice as the query of an address."""
        return self.query_for(self.place)

    def query_for(self, place: str) -> str:
        """The same choice for another place."""
        asked: dict[str, Any] = {"periode": self.name, "kommune": place}
        if self.name == OWN:
            asked |= {"fra": self.period.first, "til": self.period.last}
        return urlencode(asked | ({"kanal": self.channel} if self.channel else {}))


async def get_choice(
    reader: ReaderDep,
    periode: Word = USUAL,
    fra: Word = "",
    til: Word = "",
    kommune: Word = "",
    kanal: Word = "",
) -> Choice:
    """The choice; one without a place gets the widest that the reader may see.

    Raises ForbiddenError for a place of others, and 404 for one that isn't.
    """
    everywhere = reader.rights.everywhere(Action.READ_STATISTICS)
    codes = sorted(get_municipalities().by_code, key=place_label)
    own = reader.rights.municipalities(Action.READ_STATISTICS)
    places = [EVERYWHERE, *codes] if everywhere else sorted(own, key=place_label)
    place = kommune or places[0]
    reader.rights.check(Action.READ_STATISTICS, None if place == EVERYWHERE else place)
    if place not in places or (kanal and kanal not in CHANNELS):
        raise HTTPException(404)
    today = local(datetime.utcnow()).date()
    problem = None
    try:
        period, before = choose(periode, today, fra, til)
    except BadPeriodError as error:
        periode, problem = USUAL, error.title
        period, before = choose(USUAL, today)
    return Choice(periode, period, before, place, kanal or None, places, problem)


ChoiceDep = Annotated[Choice, Depends(get_choice)]
