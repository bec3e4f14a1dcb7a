"""Retention by the operator's settings, for tests of what goes with a conversation."""

from pathlib import Path

from bot.retention.enforcing import Retention
from bot.retention.kinds import Kind
from bot.settings import Settings
from bot.store.database import Database
from bot.store.recordings import Recordings

NOWHERE = Path("/nonexistent")


async def purge(database: Database, recordings: Path = NOWHERE) -> int:
    """Enforce retention; gives how many conversations went."""
    found = await Retention(database, Recordings(recordings), Settings()).run()
    return sum(one.count for one in found if one.kind in {Kind.CHATS, Kind.CALLS})
