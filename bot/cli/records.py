"""``muni purge``."""

import asyncio

from bot.cli.lines import write
from bot.cli.quiet import quiet_logs
from bot.settings import get_settings


def purge() -> None:
    """Delete conversations past their retention."""
    quiet_logs()
    from bot.statistics.roll_up import keep_figures
    from bot.store.conversations import ConversationStore
    from bot.store.database import Database

    settings = get_settings()
    database = Database(settings.database_url, 1)
    database.migrate()
    count = asyncio.run(
        ConversationStore(database, before_wipe=keep_figures).purge(settings.retention_days)
    )
    database.close()
    write({"deleted": count, "older_than_days": settings.retention_days})
