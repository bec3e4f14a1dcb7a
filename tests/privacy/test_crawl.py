"""After many invented persons nothing points at them in database, log, metrics, index or backup."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bench.invented_people import LABELS, people
from bench.privacy import crawl_run
from bot.assembly import Bot, build_bot
from bot.logs import configure_logs
from bot.settings import Settings
from bot.staff.audit import COMMAND_LINE, record

Place = tuple[Bot, Path, Path]
PEOPLE = 24
LEAST = {"CPR": 1.0, "PHONE": 0.97, "EMAIL": 0.97, "ADDRESS": 0.9, "NAME": 0.9}
"""Shares of what was typed that no stored word tells; what the masker misses is its own figure."""


@pytest.fixture
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    """A bot of its own, whose log is a file with as much in it as can be."""
    logs = tmp_path / "log"
    with logs.open("a", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        settings = Settings(database_url=f"sqlite:///{tmp_path / 'muni.db'}", log_level="DEBUG")
        configure_logs(settings)
        bot = build_bot(settings)
        yield bot, tmp_path, logs
        bot.close()
    monkeypatch.undo()
    configure_logs(Settings())


async def test_nothing_is_found_of_anybody_and_the_search_is_not_blind(place: Place) -> None:
    bot, folder, logs = place
    found = await crawl_run(bot, folder, logs, PEOPLE)
    assert found.leaks == {}
    for label in LABELS:
        assert found.typed[label] >= PEOPLE
        assert found.recall(label) >= LEAST[label], found.examples
    assert found.contacts_living == PEOPLE // 4, "the one place for them, while they live"
    assert found.contacts_left == 0

    other = next(people(1, bot.settings.data_folder, 7))
    spilled = other.facts[LABELS.index("CPR")].typed
    bot.database.run_here(lambda session: record(session, COMMAND_LINE, "spilled", spilled))
    with logs.open("a", encoding="utf-8") as log:
        log.write(f"{spilled}\n")
    found = await crawl_run(bot, folder, logs, 1, 7)
    assert {"table staff_audit", "export log", "logs", "raw files", "backup"} <= set(found.leaks)
