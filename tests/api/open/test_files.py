"""The open statistics and content as files: what is in them, and that clients may keep them."""

import csv
import json
from collections.abc import AsyncIterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import StringIO

import httpx
import pytest

from bot.knowledge import get_municipalities, get_topics
from bot.open_data.answers import CONTENT_SETS
from bot.open_data.datasets import DATASETS
from bot.store.database import Database
from tests.api.open.service import open_service
from tests.open_data.making import few_talks, publish
from tests.statistics.making import FALLBACK, Talk

STATISTICS = [f"/data/statistik/{name}.{form}" for name in DATASETS for form in ("csv", "json")]
CONTENT = [f"/data/indhold/{name}.{form}" for name in CONTENT_SETS for form in ("csv", "json")]


@pytest.fixture
async def client(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody outside."""
    transport = httpx.ASGITransport(app=open_service(database))
    async with httpx.AsyncClient(transport=transport, base_url="http://muni.test") as calls:
        yield calls


def _table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.lstrip("\ufeff")), delimiter=";"))


@pytest.mark.parametrize("path", STATISTICS + CONTENT)
async def test_a_client_keeps_its_copy_until_something_changes(
    database: Database, client: httpx.AsyncClient, path: str
) -> None:
    await publish(database, *few_talks(1))
    first = await client.get(path)
    assert first.status_code == 200
    assert first.headers["access-control-allow-origin"] == "*"
    assert "public" in first.headers["cache-control"]
    assert 'rel="license"' in first.headers["link"]
    tag = first.headers["etag"]
    for asked, status in (
        (tag, 304), (f'W/{tag}, "other"', 304), ("*", 304), ('"other"', 200), ("", 200),
    ):  # fmt: skip
        again = await client.get(path, headers={"If-None-Match": asked})
        assert again.status_code == status, asked
        assert again.headers["etag"] == tag
        assert again.content == (b"" if status == 304 else first.content)


async def test_statistics_say_when_they_changed(
    database: Database, client: httpx.AsyncClient
) -> None:
    path = "/data/statistik/samtaler.csv"
    empty = await client.get(path)
    assert "last-modified" not in empty.headers
    await publish(database, *few_talks(1))
    full = await client.get(path)
    changed = full.headers["last-modified"]
    ago = datetime.utcnow() - parsedate_to_datetime(changed).replace(tzinfo=None)
    assert 0 <= ago.total_seconds() < 60
    assert full.headers["etag"] != empty.headers["etag"]
    for since, status in (
        (changed, 304),
        ("Thu, 01 Jan 2026 00:00:00 GMT", 200),
        ("yesterday", 200),
    ):
        again = await client.get(path, headers={"If-Modified-Since": since})
        assert again.status_code == status, since


@pytest.mark.parametrize("name", DATASETS)
async def test_csv_and_json_say_the_same(
    database: Database, client: httpx.AsyncClient, name: str
) -> None:
    await publish(
        database, *few_talks(2), *(Talk(began=datetime(2026, 9, 2, 9)) for _ in range(120))
    )
    rows = _table((await client.get(f"/data/statistik/{name}.csv")).text)
    answer = await client.get(f"/data/statistik/{name}.json")
    body = json.loads(answer.text)
    columns = [column["navn"] for column in body["kolonner"]]
    assert columns == [column for column, _ in DATASETS[name].columns]
    assert all(column["betydning"] for column in body["kolonner"])
    assert body["licens"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert rows
    assert len(rows) == len(body["raekker"])
    for row, other in zip(rows, body["raekker"], strict=True):
        assert list(row) == list(other) == columns
        for column, value in other.items():
            written = "" if value is None else str(value)
            if isinstance(value, float):
                assert float(row[column].replace(",", ".")) == pytest.approx(value, abs=1e-4)
            else:
                assert row[column] == written


async def test_one_municipality_and_some_months(
    database: Database, client: httpx.AsyncClient
) -> None:
    many = [Talk(began=datetime(2026, 9, 2, 9), ratings=("up",)) for _ in range(30)]
    await publish(database, *few_talks(4), *many)
    path = "/data/statistik/spoergsmaal.csv"
    query = {"kommune": "0751", "fra": "2026-09", "til": "2026-09"}
    rows = _table((await client.get(path, params=query)).text)
    assert {row["kommunekode"] for row in rows} == {"0751"}
    assert {row["maaned"] for row in rows} == {"2026-09"}
    assert {row["kommune"] for row in rows} == {"Aarhus Kommune"}
    whole = _table((await client.get(path)).text)
    chosen = [r for r in whole if r["kommunekode"] == "0751" and r["maaned"] == "2026-09"]
    assert rows == chosen, "a part is cut out of what is public, never counted anew"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/data/statistik/andet.csv", 404),
        ("/data/statistik/samtaler.xml", 422),
        ("/data/statistik/samtaler.csv?kommune=9999", 404),
        ("/data/statistik/samtaler.csv?kommune=*", 422),
        ("/data/statistik/samtaler.csv?fra=2026-13", 422),
        ("/data/indhold/andet.json", 404),
        ("/data/indhold/svar.json?kommune=9999", 404),
    ],
)
async def test_what_is_not_there_is_a_problem(
    client: httpx.AsyncClient, path: str, status: int
) -> None:
    answer = await client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_topic_that_is_a_formula_is_text_in_the_file(
    database: Database, client: httpx.AsyncClient
) -> None:
    evil = '=HYPERLINK("https://evil.dk")'
    talk = (("answer", evil),)
    await publish(database, *(Talk((talk,), datetime(2026, 9, 1, 9)) for _ in range(20)))
    rows = _table((await client.get("/data/statistik/spoergsmaal.csv")).text)
    assert [row["emne"] for row in rows] == [f"'{evil}"]


async def test_shares_need_fifty_to_be_told(database: Database, client: httpx.AsyncClient) -> None:
    few = [Talk(((FALLBACK,),), datetime(2026, 8, 3, 9)) for _ in range(40)]
    many = [Talk(((FALLBACK,),), datetime(2026, 9, 3, 9)) for _ in range(80)]
    await publish(database, *few, *many)
    rows = _table((await client.get("/data/statistik/noegletal.csv")).text)
    shares = {
        row["maaned"]: row["vaerdi"]
        for row in rows
        if (row["kommunekode"], row["kanal"], row["tal"]) == ("*", "Chat", "unanswered")
    }
    assert shares == {"2026-08": "", "2026-09": "1"}


async def test_every_answer_is_there_with_its_source_and_day(client: httpx.AsyncClient) -> None:
    body = (await client.get("/data/indhold/svar.json")).json()
    shared = [row for row in body["raekker"] if not row["kommunekode"]]
    assert {row["emne"] for row in shared} == set(get_topics().topics)
    assert body["licens"].startswith("https://creativecommons.org/licenses/by-sa/4.0")
    for row in shared:
        assert row["svar"] and row["talt_svar"]
        assert not row["kilde"] or len(row["sidst_kontrolleret"]) == 10
    assert sum(bool(row["sidst_kontrolleret"]) for row in shared) > 200


async def test_a_municipalitys_answers_are_filled_in(client: httpx.AsyncClient) -> None:
    query = {"kommune": "0751"}
    body = (await client.get("/data/indhold/svar.json", params=query)).json()
    assert {row["kommune"] for row in body["raekker"]} == {"Aarhus Kommune"}
    assert any("Aarhus Kommune" in row["svar"] for row in body["raekker"])
    assert all("{" not in row["svar"] for row in body["raekker"])
    facts = (await client.get("/data/indhold/kommuner.json")).json()["raekker"]
    assert {row["kommunekode"] for row in facts} == set(get_municipalities().by_code)
