"""How fast staff see how it goes, over all conversations of a seeded database.

Run: python -m bench.numbers [--database seeded.db] — without one, 200,000 conversations are made.
"""

import argparse
import asyncio
import json
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import update

from bench.seeded import seed
from bot.knowledge import get_municipalities
from bot.settings import Settings
from bot.staff.staff import Staff, build_staff
from bot.statistics.periods import PERIODS
from bot.statistics.roll_up import RollUp
from bot.statistics.tables import RolledRow
from bot.store.database import Database
from bot.store.tables import ConversationRow
from tests.outside.console_server import console_server
from tests.staff.making import PASSWORD, grant, make_user

OUT = Path(__file__).parent / "out"
CONVERSATIONS = 200_000
PAGES = 300
STALE_PAGES = 30
KINDS = ("page, whole hotline", "page, one municipality", "CSV", "page that counts a day anew")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, help="made by bench.seeded; a copy is used")
    given = parser.parse_args(arguments).database
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "muni.db"
        if given:
            shutil.copy(given, path)
        else:
            seed(f"sqlite:///{path}", CONVERSATIONS, 1, date.today())
        found = _measure(f"sqlite:///{path}")
    OUT.mkdir(exist_ok=True)
    (OUT / "numbers.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(f"{found['conversations']} conversations, first count {found['first_count_s']} s, "
          f"longest write {found['longest_write_ms']} ms")  # fmt: skip
    print(f"{'':30}{'p50 ms':>10}{'p95 ms':>10}{'worst ms':>10}")
    for kind in KINDS:
        times = found[kind]
        print(f"{kind:30}{times['p50']:>10}{times['p95']:>10}{times['worst']:>10}")


def _measure(url: str) -> dict[str, Any]:
    database = Database(url)
    database.migrate()
    staff = build_staff(Settings(database_url=url), database)
    found: dict[str, Any] = asyncio.run(_first_count(staff))
    with console_server(staff) as address, httpx.Client(base_url=address, timeout=60) as browser:
        _sign_in(browser)
        found |= {kind: _summary(_times(browser, staff, kind)) for kind in KINDS}
    database.close()
    return found


async def _first_count(staff: Staff) -> dict[str, Any]:
    await make_user(staff, "Rie", grant("reader"))
    counted = await staff.database.read(lambda session: session.query(ConversationRow).count())
    waits = list[float]()
    began = time.perf_counter()
    counting = asyncio.create_task(RollUp(staff.database).fresh())
    while not counting.done():
        # What a citizen's turn waits for meanwhile.
        asked = time.perf_counter()
        await staff.database.run(_touch)
        waits.append(time.perf_counter() - asked)
        await asyncio.sleep(0.05)
    await counting
    return {
        "conversations": counted,
        "first_count_s": round(time.perf_counter() - began, 1),
        "longest_write_ms": round(max(waits) * 1000, 1),
    }


def _times(browser: httpx.Client, staff: Staff, kind: str) -> list[float]:
    rng = random.Random(1)
    codes = sorted(get_municipalities().by_code)
    today = date.today()
    times = []
    for _ in range(STALE_PAGES if kind == KINDS[-1] else PAGES):
        first = today - timedelta(days=rng.randrange(1, 700))
        query = {
            "periode": rng.choice(list(PERIODS)),
            "fra": str(first),
            "til": str(first + timedelta(days=rng.randrange(1, 700))),
            "kommune": rng.choice(codes) if kind == KINDS[1] else "*",
            "kanal": rng.choice(["", "", "web", "voice"]),
        }
        if kind == KINDS[-1]:
            asyncio.run(staff.database.run(_stale))
        path = "/personale/tal/forloeb.csv" if kind == "CSV" else "/personale/tal"
        began = time.perf_counter()
        browser.get(path, params=query).raise_for_status()
        times.append((time.perf_counter() - began) * 1000)
    return times


def _touch(session: Any) -> None:
    session.execute(update(RolledRow).values(id=1))


def _stale(session: Any) -> None:
    """A conversation of the newest day was touched, and the last count is some minutes old."""
    newest = session.query(ConversationRow).order_by(ConversationRow.created.desc()).first()
    newest.updated = datetime.utcnow()
    session.execute(update(RolledRow).values(until=datetime.utcnow() - timedelta(minutes=3)))


def _sign_in(browser: httpx.Client) -> None:
    form = browser.get("/personale/log-ind").text
    token = form.split('name="csrf" value="', 1)[1].split('"', 1)[0]
    fields = {"email": "rie@by.dk", "password": PASSWORD, "csrf": token}
    assert browser.post("/personale/log-ind", data=fields).status_code == 303


def _summary(times: list[float]) -> dict[str, float]:
    return {
        "p50": round(statistics.median(times), 1),
        "p95": round(statistics.quantiles(times, n=20)[-1], 1),
        "worst": round(max(times), 1),
    }


if __name__ == "__main__":
    main()
