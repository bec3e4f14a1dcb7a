"""Retention is enforced while the service runs, recordings too."""

import asyncio
import os
import time
from dataclasses import replace
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import delete

from bot.api import main
from bot.assembly import Bot
from bot.statistics.roll_up import RollUp
from bot.store.recordings import Recordings
from bot.store.retention_tables import RetentionRunRow


async def test_old_recordings_are_deleted_by_the_running_service(bot: Bot, tmp_path: Path) -> None:
    recordings = Recordings(tmp_path)
    old, new = recordings.path("a" * 32), recordings.path("b" * 32)
    for path in (old, new):
        path.write_bytes(b"RIFF")
    long_ago = time.time() - (bot.settings.recording_days + 1) * 86_400
    os.utime(old, (long_ago, long_ago))
    await bot.database.run(lambda session: session.execute(delete(RetentionRunRow)))
    app = FastAPI()
    app.state.bot = replace(bot, recordings=recordings)
    app.state.roll_up = RollUp(bot.database)
    purging = asyncio.create_task(main._keep_house(app))
    async with asyncio.timeout(10):
        while old.exists():  # noqa: ASYNC110 - a file tells nobody that it is gone
            await asyncio.sleep(0.01)
    purging.cancel()
    assert new.exists()
