"""Months of conversations, few of each kind, and the same made public."""

import random
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.open_data.cells import Counts, exact_counts
from bot.open_data.publication import publish_months, read_tallies
from bot.statistics.roll_up import RollUp
from bot.store.database import Database
from tests.statistics.making import (
    CLARIFY,
    FALLBACK,
    GREETING,
    HANDOVER,
    SAFETY,
    Reply,
    Talk,
    write,
)

MONTHS: Final = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))
NOW: Final = datetime(2026, 11, 4, 12)
PLACES: Final = ("0751", "0741", "0825", "0411", None)
TOPICS: Final = ("pas_pris", "pas_barn", "vielse_bestil", "affald_sortering")


def few_talks(seed: int, each: int = 5) -> list[Talk]:
    """For each month, place and channel none to twice ``each``."""
    rng = random.Random(seed)
    return [
        _talk(rng, month, place, channel)
        for month in MONTHS
        for place in PLACES
        for channel in ("web", "voice")
        for _ in range(rng.choice((0, 1, 2, 3, each, 2 * each)))
    ]


def _talk(rng: random.Random, month: date, place: str | None, channel: str) -> Talk:
    began = datetime.combine(month, datetime.min.time()) + timedelta(hours=rng.randint(9, 600))
    turns = tuple((_reply(rng),) for _ in range(rng.randint(1, 3)))
    ratings = tuple(rng.choice(("up", "up", "down")) for _ in range(rng.randint(0, 1)))
    return Talk(turns, began, place, channel, ratings, "caller" if channel == "voice" else None)


def _reply(rng: random.Random) -> Reply:
    answer = ("answer", rng.choice(TOPICS))
    return rng.choice((answer, answer, answer, FALLBACK, CLARIFY, SAFETY, GREETING, HANDOVER))


async def publish(database: Database, *talks: Talk, now: datetime = NOW) -> list[date]:
    """Write them, count, and make public what is due; gives the months."""
    await write(database, *talks)
    await RollUp(database).fresh(now)
    return await publish_months(database)


def exact(session: Session, month: date) -> Counts:
    """The truth about a month."""
    return exact_counts(read_tallies(session, month)[0])
