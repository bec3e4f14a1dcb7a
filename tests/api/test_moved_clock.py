"""The machine's clock is moved, forward and back, while a citizen writes."""

import sys
from datetime import datetime, timedelta, tzinfo
from typing import Any

import httpx
import pytest

from bot.assembly import Bot
from tests.api.chatting import Citizen
from tests.retaining import purge

HOURS = (0, 3, -3, 30 * 24 - 1, 0)


class _Moved(datetime):
    by = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        return datetime.now(tz) + cls.by

    @classmethod
    def utcnow(cls) -> Any:
        return datetime.utcnow() + cls.by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, bot: Bot) -> type[_Moved]:
    """Every clock that MUNI's own modules look at."""
    for name, module in list(sys.modules.items()):
        if name.startswith("bot.") and getattr(module, "datetime", None) is datetime:
            monkeypatch.setattr(module, "datetime", _Moved)
    monkeypatch.setattr(_Moved, "by", timedelta())
    return _Moved


async def test_nothing_is_lost_doubled_reordered_or_purged(
    client: httpx.AsyncClient, bot: Bot, clock: type[_Moved]
) -> None:
    citizen = await Citizen.arrive(client)
    sent = []
    for number, hours in enumerate(HOURS):
        clock.by = timedelta(hours=hours)
        sent.append(f"hvad koster et pas nummer {number}")
        body = {"text": sent[-1], "client_id": f"moved-clock-{number}"}
        first = await citizen.send(**body)
        assert first.status_code == 200
        again = await citizen.send(**body)
        assert again.json() == first.json()
        assert (await client.get("/readyz")).status_code == 200
        await bot.live.sweep()
        await purge(bot.database)
    stored = (await client.get(citizen.url, headers=citizen.headers)).json()["messages"]
    assert [one["text"] for one in stored if one["role"] == "citizen"] == sent
