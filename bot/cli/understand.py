"""``muni parse``, ``muni ask`` and ``muni mask``."""

import asyncio
import json
import tempfile
import uuid
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.cli.lines import each_line
from bot.cli.quiet import quiet_logs
from bot.settings import get_settings


def parse() -> None:
    """Understand each {"text", "municipality"}: topic, confidence, ranking, outcome."""
    quiet_logs()
    from bot.assembly import build_dialogue
    from bot.dialogue.understanding import understand
    from bot.knowledge import get_masker, use_published_content

    use_published_content(get_settings())
    masker, dialogue = get_masker(), build_dialogue(get_settings())
    loop = asyncio.new_event_loop()
    each_line(
        lambda row: loop.run_until_complete(
            understand(masker, dialogue, row["text"], row.get("municipality"))
        )
    )


def ask() -> None:
    """Answer each {"text", "municipality"}: a whole turn without a server, kept nowhere."""
    quiet_logs()
    from bot.assembly import Bot, build_bot
    from bot.knowledge import get_municipalities, use_published_content
    from bot.turn import TurnRequest

    async def turn(bot: Bot, row: dict[str, Any]) -> dict[str, Any]:
        code = row.get("municipality")
        get_municipalities().get(code)
        state = {"municipality": code} if code else {}
        identity, _, _ = await bot.store.begin(code, "da", "web", state, (), uuid.uuid4().hex)
        reply = await bot.turn.take(TurnRequest(conversation_id=identity, text=row["text"]))
        return {"reply": [json.loads(message.json()) for message in reply.messages]}

    loop = asyncio.new_event_loop()
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'ask.db'}"
        bot = build_bot(get_settings().copy(update={"database_url": database}))
        use_published_content(get_settings())
        each_line(lambda row: loop.run_until_complete(turn(bot, row)))
        bot.close()


def mask() -> None:
    """Mask each {"text"}: personal data out, with where it stood."""
    quiet_logs()
    from bot.knowledge import get_masker

    masker = get_masker()

    def masked(row: dict[str, Any]) -> dict[str, Any]:
        found = masker.mask(row["text"])
        return {"text": found.text, "spans": [asdict(span) for span in found.spans]}

    each_line(masked)
