"""What a call does beside answering: pages by SMS, and recording of those who agree."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bot.api.calls.switchboard import build_switchboard
from bot.assembly import Bot
from bot.settings import Settings
from bot.store.recordings import Recordings
from tests.calls.scripted_caller import Dialogue, Line, ScriptedCaller, load, ring

NUMBER = "40123456"


@pytest.fixture(scope="module")
def asks_for_passport(tmp_path_factory: pytest.TempPathFactory) -> Dialogue:
    """The first dialogue without its goodbye."""
    first = load(tmp_path_factory.mktemp("calls"))[0]
    return replace(first, lines=first.lines[:1])


def pressed(keys: str) -> tuple[Line, ...]:
    """Keys pressed in a row once MUNI has spoken."""
    return tuple(Line(None, key, -1.0 if place else None) for place, key in enumerate(keys))


async def rung(bot: Bot, settings: Settings, dialogue: Dialogue) -> ScriptedCaller:
    """The dialogue rung on a switchboard of its own."""
    changed = replace(bot, settings=settings)
    switchboard = await asyncio.to_thread(build_switchboard, changed, settings)
    line = await ring(dialogue, switchboard)
    await switchboard.close()
    return line


async def test_the_pages_of_an_answer_come_by_sms_to_the_number_that_was_read_back(
    bot: Bot, settings: Settings, asks_for_passport: Dialogue, tmp_path: Path
) -> None:
    written = tmp_path / "sms.jsonl"
    with_sms = settings.copy(update={"sms": "file", "sms_file": written})
    yes = pressed("1")
    dialogue = replace(
        asks_for_passport, lines=(*asks_for_passport.lines, *yes, *pressed(NUMBER), *yes)
    )
    line = await rung(bot, with_sms, dialogue)
    told = [spoken.text for spoken in line.said if spoken.role == "bot"]
    assert "Skal jeg sende linket på sms?" in told
    assert "Jeg sender til 40 12 34 56. Er det rigtigt?" in told
    assert any(text.startswith("Sms'en er sendt.") for text in told), told
    (message,) = [json.loads(row) for row in written.read_text(encoding="utf-8").splitlines()]
    assert message["recipient"].endswith(NUMBER)
    assert "https://www.borger.dk" in message["message"]


@pytest.mark.parametrize(("key", "kept"), [("1", True), ("2", False)])
async def test_only_a_caller_who_agrees_is_recorded(
    bot: Bot,
    settings: Settings,
    asks_for_passport: Dialogue,
    tmp_path: Path,
    key: str,
    kept: bool,
) -> None:
    recording = settings.copy(
        update={"recording_municipalities": "0751", "recordings_folder": tmp_path}
    )
    recorded = replace(bot, recordings=Recordings(tmp_path))
    dialogue = replace(asks_for_passport, lines=(*pressed(key), *asks_for_passport.lines))
    line = await rung(recorded, recording, dialogue)
    assert any("Må vi optage" in spoken.text for spoken in line.said)
    path = tmp_path / f"{line.conversation}.wav"
    assert path.exists() is kept
    if kept:
        sound, rate = soundfile.read(path)
        assert sound.shape[1] == 2
        assert len(sound) / rate > 5.0
        assert np.abs(sound).max(axis=0).min() > 0.05
        assert path.stat().st_mode & 0o077 == 0
