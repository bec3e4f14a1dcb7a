"""Messages in a file: one line each, for the owner's eyes."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.errors import SmsError
from bot.sms.file_sms import FileSms


async def test_each_message_is_one_line_that_only_the_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "var" / "sms.jsonl"
    sender = FileSms(path, "MUNI")
    await asyncio.gather(*(sender.send("20123456", f"æøå\n{n}") for n in range(20)))
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert sorted(row["message"] for row in rows) == sorted(f"æøå\n{n}" for n in range(20))
    assert {(row["sender"], row["recipient"]) for row in rows} == {("MUNI", "+4520123456")}
    assert path.stat().st_mode & 0o777 == 0o600


async def test_what_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SmsError):
        await FileSms(tmp_path, "MUNI").send("20123456", "hej")
    with pytest.raises(SmsError):
        await FileSms(tmp_path / "sms.jsonl", "MUNI").send("12345", "hej")
    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240
