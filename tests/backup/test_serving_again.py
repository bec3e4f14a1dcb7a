"""A MUNI that comes from a backup alone answers with its model, and goes on with its chats."""

import asyncio
from pathlib import Path

from bot.assembly import Bot, build_bot
from bot.backup.making import make_backup
from bot.backup.restoring import restore_backup
from bot.greeting import greetings
from bot.publishing.publisher import Publisher
from bot.turn import TurnRequest
from tests.backup.conftest import place


async def test_a_restored_muni_serves(bot: Bot, tmp_path: Path) -> None:
    chat, _, _ = await bot.store.begin("0751", "da", "web", {}, greetings("0751", "da"))
    await bot.turn.take(TurnRequest(chat, "hvad koster et pas"))
    await Publisher(bot.database, bot.settings).adopt(bot.dialogue.model)
    made = make_backup(bot.settings, tmp_path / "backups")
    fresh = place(tmp_path / "new").settings.copy(
        update={"model_key_file": bot.settings.model_key_file}
    )
    await asyncio.to_thread(restore_backup, fresh, made.file, content=True)
    again = await asyncio.to_thread(build_bot, fresh)
    try:
        assert again.dialogue.model.parent == fresh.models_folder
        said = await again.turn.take(TurnRequest(chat, "hvor lang tid tager det"))
        assert [one.kind for one in said.messages] == ["answer"]
        assert len(await again.store.messages(chat)) == 5
    finally:
        again.close()
