"""The open pages: what they tell, and that they are made of what is so now."""

import re
from collections.abc import AsyncIterator
from datetime import datetime

import httpx
import pytest

from bot.open_data.datasets import DATASETS
from bot.open_data.figures import OPEN_FIGURES, RULES
from bot.settings import get_settings
from bot.statistics.definitions import ALWAYS, TOPICS
from bot.store.database import Database
from tests.api.open.service import open_service
from tests.open_data.making import few_talks, publish
from tests.statistics.making import Talk

PAGES = ["/statistik", "/data", "/om", "/tilgaengelighed"]


@pytest.fixture
async def client(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody outside."""
    transport = httpx.ASGITransport(app=open_service(database))
    async with httpx.AsyncClient(transport=transport, base_url="http://muni.test") as calls:
        yield calls


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_stands_without_signing_in_and_without_inline_script(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert not re.search(r"<style|style=|<script| on\w+=", answer.text)
    assert f'href="{path}" aria-current="page"' in answer.text
    assert "set-cookie" not in answer.headers


async def test_before_the_first_month_the_page_says_so(client: httpx.AsyncClient) -> None:
    assert "Der er endnu ingen offentlige tal." in (await client.get("/statistik")).text


async def test_the_page_has_every_definition_as_staff_see_it(
    database: Database, client: httpx.AsyncClient
) -> None:
    await publish(database, *few_talks(5, each=40))
    html = (await client.get("/statistik")).text
    for text in (ALWAYS, TOPICS, RULES, *(one.meaning for one in OPEN_FIGURES)):
        assert text in html
    for name in DATASETS:
        assert f"/data/statistik/{name}.csv" in html


async def test_one_municipality_and_one_month(
    database: Database, client: httpx.AsyncClient
) -> None:
    talks = [Talk(began=datetime(2026, 9, 3, 9)) for _ in range(60)]
    elsewhere = [Talk(began=datetime(2026, 10, 3, 9), municipality="0101") for _ in range(70)]
    await publish(database, *talks, *elsewhere)
    query = {"kommune": "0751", "periode": "2026-09"}
    html = (await client.get("/statistik", params=query)).text
    assert "<h2>Aarhus Kommune, september 2026</h2>" in html
    assert "I alt 60 samtaler." in html
    assert "/data/statistik/samtaler.csv?kommune=0751" in html
    assert "I alt 130 samtaler." in (await client.get("/statistik")).text
    for wrong in ({"kommune": "9999"}, {"periode": "2025-01"}, {"periode": "<b>"}):
        assert (await client.get("/statistik", params=wrong)).status_code == 404


async def test_no_number_on_the_page_is_a_small_count(
    database: Database, client: httpx.AsyncClient
) -> None:
    await publish(database, *few_talks(6))
    html = (await client.get("/statistik")).text
    cells = re.findall(r'<td class="number">([^<]+)</td>', html)
    counts = [int(one.replace(".", "")) for one in cells if one.replace(".", "").isdigit()]
    assert counts
    assert all(count % 5 == 0 for count in counts)


async def test_the_page_about_muni_reads_the_models_card(client: httpx.AsyncClient) -> None:
    html = (await client.get("/om")).text
    assert "MUNI er en robot" in html
    assert "Rigtigt emne som det første" in html
    assert f"{get_settings().retention_days} dage" in html


async def test_the_short_address_leads_to_the_statement(client: httpx.AsyncClient) -> None:
    answer = await client.get("/was")
    assert (answer.status_code, answer.headers["location"]) == (302, "/tilgaengelighed")


async def test_the_statement_names_whom_to_write_to(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUNI_CONTACT_EMAIL", "hjaelp@by.dk")
    monkeypatch.setenv("MUNI_CONTACT_TELEPHONE", "12 34 56 78")
    monkeypatch.setenv("MUNI_ACCESSIBILITY_CHECKED", "2026-11-25")
    get_settings.cache_clear()
    html = (await client.get("/tilgaengelighed")).text
    get_settings.cache_clear()
    assert 'href="mailto:hjaelp@by.dk"' in html
    assert 'href="tel:12345678"' in html
    assert "sidst gennemgået 25. nov. 2026" in html
