"""The twenty calls of ``dialogues.yml`` through the real hotline: shipped models, in real time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.api.calls.switchboard import build_switchboard
from bot.assembly import Bot
from bot.settings import Settings
from tests.calls.outcome import Outcome, judge
from tests.calls.scripted_caller import Dialogue, load, ring

AT_ONCE = 3
LEAST_RIGHT = 16
"""Of 20: a slow machine hears its callers late, so the bench gives the exact share."""


@pytest.mark.timeout(900)
async def test_nearly_all_calls_end_rightly(bot: Bot, settings: Settings, tmp_path: Path) -> None:
    dialogues = load(tmp_path)
    switchboard = await asyncio.to_thread(build_switchboard, bot, settings)
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(dialogue: Dialogue) -> Outcome:
        async with turns:
            line = await ring(dialogue, switchboard)
        return await judge(dialogue, line, bot)

    outcomes = await asyncio.gather(*(one(dialogue) for dialogue in dialogues))
    await switchboard.close()
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    told = "\n".join(f"{o.title}: {o.wrong}\n" + "\n".join(o.said) for o in wrong)
    assert len(outcomes) - len(wrong) >= LEAST_RIGHT, told
    assert len(dialogues) == 20
