"""A desk of the real bot, with numbers, SMS and recording set up."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.api.calls.desk import BotDesk
from bot.assembly import Bot
from bot.store.recordings import Recordings

AARHUS = "+4589402000"


@pytest.fixture
def sms_file(tmp_path: Path) -> Path:
    return tmp_path / "sms.jsonl"


@pytest.fixture
def calls_bot(bot: Bot, sms_file: Path, tmp_path: Path) -> Bot:
    settings = bot.settings.copy(
        update={
            "telephone_numbers": f"{AARHUS}=0751,1010=0746",
            "sms": "file",
            "sms_file": sms_file,
            "recording_municipalities": "0751",
        }
    )
    return replace(bot, settings=settings, recordings=Recordings(tmp_path / "recordings"))


@pytest.fixture
def desk(calls_bot: Bot) -> BotDesk:
    return BotDesk(calls_bot)
