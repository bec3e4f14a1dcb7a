"""An attacker takes all that is public and tries to work out a count from 1 to 4."""

import csv
from collections import defaultdict
from datetime import date
from functools import partial
from io import StringIO

import httpx
import pytest

from bot.open_data.cells import Cell, Counts, Matter
from bot.open_data.datasets import OUTCOMES, RATINGS, RESULTS
from bot.statistics.wording import CHANNELS
from bot.store.database import Database
from tests.api.open.service import open_service
from tests.open_data.attacker import Inequalities, is_pinned, known_of_month, small_sums
from tests.open_data.making import MONTHS, exact, few_talks, publish

_MATTERS = {
    Matter.CONVERSATIONS: ("udfald", OUTCOMES),
    Matter.QUESTIONS: ("resultat", RESULTS),
    Matter.RATINGS: ("bedoemmelse", RATINGS),
}


def _key(labels: dict[str, str], label: str) -> str:
    return next(key for key, name in labels.items() if name == label)


async def _rows(client: httpx.AsyncClient, name: str) -> list[dict[str, str]]:
    text = (await client.get(f"/data/statistik/{name}.csv")).text
    return list(csv.DictReader(StringIO(text.lstrip("\ufeff")), delimiter=";"))


async def _harvest(client: httpx.AsyncClient) -> dict[date, Counts]:
    """Every public cell, read from the files as anyone would."""
    found: dict[date, Counts] = defaultdict(dict)
    for matter, (column, labels) in _MATTERS.items():
        for row in await _rows(client, matter.value):
            month = date.fromisoformat(row["maaned"] + "-01")
            cell = Cell(matter, _key(labels, row[column]), row.get("emne", ""),
                        _key(CHANNELS, row["kanal"]), row["kommunekode"])  # fmt: skip
            found[month][cell] = int(row["antal"])
    return found


@pytest.mark.parametrize("seed", range(2))
async def test_no_small_count_nor_sum_can_be_worked_out(database: Database, seed: int) -> None:
    assert await publish(database, *few_talks(seed)) == list(MONTHS)
    transport = httpx.ASGITransport(app=open_service(database))
    async with httpx.AsyncClient(transport=transport, base_url="http://muni.test") as client:
        public = await _harvest(client)
    attacked = 0
    for month in MONTHS:
        true = await database.read(partial(exact, month=month))
        shown = public[month]
        known = known_of_month(shown, true.keys() | shown.keys())
        for key, cells in small_sums(true).items():
            least, most = known.bounds(cells)
            assert not is_pinned(least, most), (month, key, least, most)
            attacked += 1
    assert attacked > 100


async def test_every_other_public_number_is_a_sum_of_public_cells(database: Database) -> None:
    await publish(database, *few_talks(7, each=60))
    transport = httpx.ASGITransport(app=open_service(database))
    async with httpx.AsyncClient(transport=transport, base_url="http://muni.test") as client:
        cells = await _harvest(client)
        rows = await _rows(client, "noegletal")
        html = (await client.get("/statistik")).text
    whole = 0
    for row in rows:
        if row["tal"] not in {"conversations", "questions", "ratings"}:
            continue
        own = [
            (cell, count)
            for cell, count in cells[date.fromisoformat(row["maaned"] + "-01")].items()
            if row["kommunekode"] in {"*", cell.municipality}
            and row["kanal"] in {"Chat og telefon", CHANNELS[cell.channel]}
            and cell.kind != "silent"
        ]
        matters = {"conversations": Matter.CONVERSATIONS, "questions": Matter.QUESTIONS,
                   "ratings": Matter.RATINGS}  # fmt: skip
        matter = matters[row["tal"]]
        assert int(row["vaerdi"]) == sum(count for cell, count in own if cell.matter is matter)
        if (row["kommunekode"], row["kanal"], row["tal"]) == (
            "*", "Chat og telefon", "conversations",
        ):  # fmt: skip
            whole += int(row["vaerdi"])
    assert f"I alt {whole:,} samtaler".replace(",", ".") in html


def test_the_attacker_finds_what_rounding_to_the_nearest_betrays() -> None:
    known = Inequalities()
    for cell in ("one", "other"):
        known.between({cell: 1}, 0, 2)
    known.between({"one": 1, "other": 1}, 3, 7)
    assert is_pinned(*known.bounds(["one"]))


def test_the_attacker_finds_what_leaving_out_small_counts_betrays() -> None:
    known = Inequalities()
    known.between({"left out": 1}, 0, 10)
    known.between({"shown": 1}, 12, 12)
    known.between({"left out": 1, "shown": 1}, 15, 15)
    assert known.bounds(["left out"]) == (3, 3)


def test_the_attacker_finds_what_tables_betray_that_are_not_in_keeping() -> None:
    talks = Cell(Matter.CONVERSATIONS, "resolved", "", "web", "0825")
    answers = Cell(Matter.QUESTIONS, "answered", "pas_pris", "web", "0825")
    known = known_of_month({answers: 10}, {talks, answers})
    assert known.bounds([talks]) == (1, 4)
