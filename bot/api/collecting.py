"""Keeps the staff's inbox filled while the service runs."""

import asyncio
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.assembly import Bot
from bot.inbox.finding import Unsure
from bot.knowledge import get_topics

log = structlog.get_logger(__name__)


async def keep_collecting(bot: Bot) -> None:
    """Look through what citizens asked, over and over; of several workers one does it."""
    seconds = bot.settings.inbox_seconds
    while True:
        try:
            if await bot.collector.take_turn(seconds * 0.9):
                await bot.collector.collect(await unsure(bot))
        except SQLAlchemyError as wrong:
            # The next round reads on from the same marks.
            log.warning("inbox_not_collected", why=type(wrong).__name__)
        await asyncio.sleep(seconds)


async def unsure(bot: Bot) -> Unsure:
    """What counts as answered with low confidence, by the thresholds of the present model."""
    threshold = (await bot.dialogue.parse("hej"))["thresholds"]["answer"]
    below = threshold + bot.settings.inbox_unsure * (1 - threshold)
    patience = timedelta(minutes=bot.settings.inbox_patience_minutes)
    return Unsure(below, frozenset(get_topics().dialogue), patience)
