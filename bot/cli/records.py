"""``muni purge``."""

import asyncio
from typing import Annotated

import typer

from bot.cli.lines import write
from bot.cli.quiet import quiet_logs
from bot.settings import get_settings


def purge(
    preview: Annotated[
        bool, typer.Option("--preview", help="Say what would go, and delete nothing.")
    ] = False,
) -> None:
    """Delete what is kept past its time, by each municipality's rules."""
    quiet_logs()
    from bot.retention.enforcing import Retention
    from bot.staff.audit import COMMAND_LINE
    from bot.store.database import Database
    from bot.store.recordings import Recordings

    settings = get_settings()
    database = Database(settings.database_url, 1)
    database.migrate()
    retention = Retention(database, Recordings(settings.recordings_folder), settings)
    found = asyncio.run(retention.due() if preview else retention.run(COMMAND_LINE))
    database.close()
    for one in found:
        oldest = one.oldest.isoformat(timespec="seconds") if one.oldest else None
        write({"kind": one.kind, "due" if preview else "deleted": one.count, "oldest": oldest})
