"""A panel over HTTP: invited citizens rate a draft, and nobody else sees it."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.api.rate import RateLimits
from bot.assembly import Bot
from bot.content.revision import Author, Revision
from bot.content.subject import Subject
from bot.say.errors import PanelClosedError
from bot.say.panels import Panels
from bot.settings import Settings
from bot.staff.audit import COMMAND_LINE

ANNE, SUBJECT = Author("u1", "Anne"), Subject("answer", "pas_pris")
GOOD = {"gave": "1", "forstaa": "yes", "svar": "partly"}


@pytest.fixture
async def draft(bot: Bot) -> AsyncIterator[Revision]:
    """An answer that is only drafted."""
    standing = await bot.editing.open(SUBJECT, ANNE)
    assert standing.content
    text = standing.content["text"] + " Kun <i>i kladden</i>."
    made = await bot.editing.save_draft(SUBJECT, {**standing.content, "text": text}, ANNE, None, 0)
    yield made
    if any(one.id == made.id for one in await bot.editing.drafts()):
        await bot.editing.discard(made.id)


def _panels(bot: Bot) -> Panels:
    return Panels(bot.database, lambda text: bot.masker.mask(text).text)


async def test_who_has_the_link_reads_the_draft_and_rates_it(
    client: httpx.AsyncClient, bot: Bot, draft: Revision
) -> None:
    token = await _panels(bot).invite(draft, COMMAND_LINE)
    page = await client.get(f"/panel/{token}")
    assert "Kun &lt;i&gt;i kladden" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    said = {"kommentar": "God. Hilsen Mette Holm, 22 33 44 55"}
    assert "Tak for hjælpen" in (await client.post(f"/panel/{token}", data=GOOD | said)).text
    half = await client.post(f"/panel/{token}", data={"gave": "1", "forstaa": "no"})
    assert half.status_code == 422
    assert 'value="no" checked' in half.text
    results = await _panels(bot).results(draft)
    assert results.understandable == {"yes": 1, "partly": 0, "no": 0}
    assert results.answered == {"yes": 0, "partly": 1, "no": 0}
    assert "22 33" not in results.ratings[0].comment
    assert "Holm" not in results.ratings[0].comment
    assert await _panels(bot).counts([draft.id]) == {draft.id: 1}


async def test_what_was_said_of_an_earlier_saving_is_marked(
    client: httpx.AsyncClient, bot: Bot, draft: Revision
) -> None:
    token = await _panels(bot).invite(draft, COMMAND_LINE)
    await client.post(f"/panel/{token}", data=GOOD)
    newer = await bot.editing.save_draft(SUBJECT, draft.content, ANNE, None, draft.saved)
    await client.post(f"/panel/{token}", data=GOOD | {"gave": str(newer.saved)})
    assert [one.older for one in (await _panels(bot).results(newer)).ratings] == [False, True]


async def test_a_link_that_is_guessed_closed_or_whose_draft_is_gone_shows_nothing(
    client: httpx.AsyncClient, bot: Bot, draft: Revision
) -> None:
    panels = _panels(bot)
    assert (await client.get(f"/panel/{'x' * 43}")).status_code == 410
    first = await panels.invite(draft, COMMAND_LINE)
    await panels.close(draft, COMMAND_LINE)
    closed = await client.get(f"/panel/{first}")
    assert closed.status_code == 410
    assert "i kladden" not in closed.text
    assert (await client.post(f"/panel/{first}", data=GOOD)).status_code == 410
    second = await panels.invite(draft, COMMAND_LINE)
    assert first.encode() != second.encode()
    await bot.editing.discard(draft.id)
    assert (await client.get(f"/panel/{second}")).status_code == 410
    with pytest.raises(PanelClosedError):
        await panels.rate(second, 1, "yes", "yes", "")


async def test_one_address_cannot_fill_a_panel(
    client: httpx.AsyncClient, bot: Bot, draft: Revision, settings: Settings
) -> None:
    app = client._transport.app  # type: ignore[attr-defined]
    strict = settings.copy(update={"rate_limit": True, "rate_suggestions": "1/minute"})
    app.state.limits = RateLimits(strict)
    token = await _panels(bot).invite(draft, COMMAND_LINE)
    await client.post(f"/panel/{token}", data=GOOD)
    often = await client.post(f"/panel/{token}", data=GOOD)
    assert often.status_code == 429
    assert "Vent ti minutter" in often.text
    assert len((await _panels(bot).results(draft)).ratings) == 1
