"""How near the open figures are to the true ones, and how long publishing and reading take.

On invented conversations of two years. Run: python -m bench.open_figures --conversations 100000
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy.orm import Session

from bench.seeded import seed
from bot.open_data.cells import ANSWERED, SPOKEN, UNANSWERED, Cell, Matter, exact_counts
from bot.open_data.publication import publish_months, read_tallies
from bot.open_data.reading import read_counts, read_months
from bot.statistics.roll_up import RollUp
from bot.store.database import Database

_GROUPS: dict[str, tuple[Callable[[Cell], Any], Callable[[Cell], bool]]] = {
    "conversations": (lambda cell: "", lambda cell: cell.kind in SPOKEN),
    "conversations by municipality": (
        lambda cell: cell.municipality,
        lambda cell: cell.kind in SPOKEN,
    ),
    "unanswered": (lambda cell: "", lambda cell: cell.kind == UNANSWERED),
    "answers by topic": (lambda cell: cell.topic, lambda cell: bool(cell.topic)),
    "answers": (lambda cell: "", lambda cell: cell.kind == ANSWERED),
    "questions by municipality": (
        lambda cell: cell.municipality,
        lambda cell: cell.matter is Matter.QUESTIONS,
    ),
}


def compare(true: Mapping[Cell, int], shown: Mapping[Cell, int]) -> list[dict[str, Any]]:
    """For each grouping: how many groups, their median count, and how far off they are."""
    found = []
    for name, (key, chosen) in _GROUPS.items():
        sums, public = Counter[Any](), Counter[Any]()
        for counts, into in ((true, sums), (shown, public)):
            for cell, count in counts.items():
                if chosen(cell):
                    into[key(cell)] += count
        off = [abs(public[one] - count) for one, count in sums.items()]
        found.append(
            {
                "figure": name,
                "groups": len(sums),
                "median": median(sums.values()),
                "median_off": median(off),
                "most_off": max(off),
            }
        )
    return found


async def measure(database: Database) -> dict[str, Any]:
    """Publish, and look at the newest month."""
    await RollUp(database).fresh()
    began = time.perf_counter()
    months = await publish_months(database)
    published = time.perf_counter() - began

    def read(session: Session) -> list[dict[str, Any]]:
        month = max(read_months(session))
        shown = {one.cell: one.count for one in read_counts(session, month, month)}
        return compare(exact_counts(read_tallies(session, month)[0]), shown)

    rows = await database.read(lambda session: sum(1 for _ in read_counts(session)))
    return {
        "months": len(months),
        "publish_s": round(published, 2),
        "rows": rows,
        "newest_month": await database.read(read),
    }


def main() -> None:
    """Read the command line, and print what was measured as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=100_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'muni.db'}"
        seed(url, asked.conversations, 1, date.today())
        database = Database(url)
        print(json.dumps(asyncio.run(measure(database)), indent=1))
        database.close()


if __name__ == "__main__":
    main()
