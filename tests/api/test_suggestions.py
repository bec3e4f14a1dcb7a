"""Suggestions over HTTP, and the public page of what was changed."""

import httpx
import pytest

from bot.api.rate import RateLimits
from bot.assembly import Bot
from bot.say.changes import ToldChanges
from bot.say.suggestions import Suggestions
from bot.settings import Settings
from bot.staff.audit import COMMAND_LINE

ADDRESS, PAGE = "/api/v1/suggestions", "/i-spurgte-vi-aendrede"


async def test_a_suggestion_is_masked_and_tied_to_the_answer_as_it_is(
    client: httpx.AsyncClient, bot: Bot
) -> None:
    text = "Prisen er forkert. Ring til Mette Holm på 22 33 44 55"
    body = {"topic": "pas_pris", "municipality": "0751", "text": text}
    assert (await client.post(ADDRESS, json=body)).status_code == 204
    found = await Suggestions(bot.database, str).all(["0751"], handled=False)
    one = next(one for one in found if "Prisen er forkert" in one.text)
    assert "22 33" not in one.text
    assert "Holm" not in one.text
    assert len(one.answer_version) == 12
    assert await Suggestions(bot.database, str).all(["0101"], handled=False) == []


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"topic": "findes_ikke"}, 404),
        ({"municipality": "9999"}, 404),
        ({"text": " \u200b\n"}, 422),
        ({"text": "x" * 2001}, 413),
        ({"name": "Mette"}, 422),
    ],
)
async def test_what_cannot_be_a_suggestion_is_refused(
    client: httpx.AsyncClient, change: dict[str, str], status: int
) -> None:
    body = {"topic": "pas_pris", "text": "Ret prisen"} | change
    refused = await client.post(ADDRESS, json=body)
    assert refused.status_code == status
    assert refused.json()["title"]


async def test_nobody_floods_the_staff(client: httpx.AsyncClient, settings: Settings) -> None:
    app = client._transport.app  # type: ignore[attr-defined]
    strict = settings.copy(update={"rate_limit": True, "rate_suggestions": "1/minute"})
    app.state.limits = RateLimits(strict)
    body = {"topic": "pas_pris", "text": "Ret prisen"}
    assert (await client.post(ADDRESS, json=body)).status_code == 204
    assert (await client.post(ADDRESS, json=body)).status_code == 429


async def test_everybody_can_read_what_was_changed(client: httpx.AsyncClient, bot: Bot) -> None:
    changes = ToldChanges(bot.database, lambda text: bot.masker.mask(text).text)
    assert "nogen ændringer endnu" in (await client.get(PAGE)).text
    await changes.tell("pas_pris", None, "Prisen for børn er <b>med</b>", COMMAND_LINE)
    await changes.tell("pas_pris", "0751", "Ring til Mette Holm på 22 33 44 55", COMMAND_LINE)
    whole = (await client.get(PAGE)).text
    assert "&lt;b&gt;med" in whole
    assert "Aarhus Kommune" in whole
    assert "22 33" not in whole
    elsewhere = (await client.get(f"{PAGE}?kommune=0101")).text
    assert "Prisen for børn" in elsewhere
    assert "Ring til" not in elsewhere
