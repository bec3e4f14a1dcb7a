"""How fast the staff console answers over a large database, and what an export holds in memory.

Run: make bench, or python -m bench.console --database sqlite:////tmp/x.db (made by bench.seeded).
The file is copied, collected into the inbox if it hasn't been, and served by `muni serve`, one
worker. Without a file one of 200,000 conversations is made, which takes some minutes.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy.engine import make_url

from bench.process import Watched, memory_mb
from bench.seeded import seed
from bench.servers import Running, muni
from bot.inbox.collector import Collector
from bot.inbox.finding import Unsure
from bot.knowledge import get_live_content, get_normaliser, get_topics
from bot.settings import Settings
from bot.staff.audit import COMMAND_LINE
from bot.staff.rights import Grant, Role
from bot.staff.staff import build_staff
from bot.store.database import Database

OUT = Path(__file__).parent / "out"
PASSWORD = "fire gode danske ord"  # noqa: S105
LIMITS = {"inbox": 300.0, "question": 300.0, "history": 300.0, "conversation": 300.0,
          "search": 500.0}  # fmt: skip
"""Milliseconds that 95 of 100 answers must stay below."""
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
_UNSURE = 0.93
CONVERSATIONS = 200_000
INBOX = "/personale/indbakke"
HISTORY = "/personale/historik"
FILTERS = ("", "kommune=0751", "kanal=voice", "fra=2026-10-01&til=2026-10-31", "kommune=ukendt",
           "kommune=0461&fra=2026-01-01", "kanal=web&fra=2026-11-01")  # fmt: skip
INBOX_FILTERS = (*FILTERS, "orden=nyeste", "grund=down", "kategori=intet", "vis=behandlede",
                 "kanal=voice&grund=unsure&fra=2025-06-01&orden=nyeste")  # fmt: skip
HISTORY_FILTERS = (*FILTERS, "udfald=fallback", "udfald=down&kommune=0751")
WORDS = ("pas", "pas pris", "byggetilladelse", "ladcykel", "hvem vinder kampen", "børnehave",
         "flytning til udlandet", "medarbejder", "det klarer du digitalt", "xyzzy")  # fmt: skip
STREAMS = ("samtaler", "beskeder", "bedoemmelser", "log", "indbakke")


async def prepare(url: str) -> None:
    """Bring the database up to date: tables, inbox, two members of staff."""
    database = Database(url)
    database.migrate()
    examples = [text for one in get_live_content().base.raw.examples.values() for text in one]
    collector = Collector(database, get_normaliser(), lambda: examples)
    began = time.perf_counter()
    taken = await collector.collect(Unsure(_UNSURE, get_topics().dialogue))
    print(f"{taken} questions came to the inbox in {time.perf_counter() - began:.0f} s")
    staff = build_staff(Settings(database_url=url), database)
    for name, place in (("alle", "*"), ("lokal", "0751")):
        grants = [Grant(Role.PUBLISHER, place), Grant(Role.ADMINISTRATOR, place)]
        user = await staff.users.add(COMMAND_LINE, name, f"{name}@by.dk", grants)
        link = await staff.credentials.new_link(COMMAND_LINE, user.id)
        await staff.credentials.use_link(link, PASSWORD)
    database.close()


class Member:
    """Someone signed in, who times what they open."""

    def __init__(self, url: str, name: str) -> None:
        """Not signed in yet."""
        self._name = name
        self.http = httpx.Client(base_url=url, timeout=120)

    def sign_in(self) -> None:
        """With the password of all."""
        page = "/personale/log-ind"
        token = _TOKEN.search(self.http.get(page).text)
        assert token
        fields = {"csrf": token[1], "email": f"{self._name}@by.dk", "password": PASSWORD}
        assert self.http.post(page, data=fields).status_code == 303

    def time(self, path: str) -> float:
        """Milliseconds."""
        began = time.perf_counter()
        answer = self.http.get(path)
        spent = (time.perf_counter() - began) * 1000
        assert answer.status_code == 200, (path, answer.status_code)
        return spent

    def links(self, path: str, pattern: str) -> list[str]:
        """The addresses on a page that match."""
        return re.findall(f'href="({pattern})', self.http.get(path).text)


def measure(
    members: Sequence[Member], rounds: int, paths: Callable[[Member], Sequence[str]]
) -> dict[str, float]:
    """Every path of every member, ``rounds`` times in mixed order; milliseconds."""
    asked = [(member, path) for member in members for path in paths(member)] * rounds
    random.Random(1).shuffle(asked)
    times: dict[str, list[float]] = {}
    for member, path in asked:
        times.setdefault(path, []).append(member.time(path))
    every = [one for each in times.values() for one in each]
    slowest = max(times, key=lambda path: statistics.median(times[path]))
    cuts = statistics.quantiles(every, n=20)
    return {"requests": len(every), "p50_ms": statistics.median(every), "p95_ms": cuts[18],
            "worst_ms": max(every), "slowest": slowest}  # type: ignore[dict-item]  # fmt: skip


def pages(members: Sequence[Member], rounds: int) -> dict[str, dict[str, float]]:
    """Each kind of page."""
    return {
        "inbox": measure(members, rounds, lambda m: _with(INBOX, INBOX_FILTERS, m)),
        "question": measure(members, 1, lambda m: m.links(INBOX, rf"{INBOX}/\d+") * 2),
        "history": measure(members, rounds, lambda m: _with(HISTORY, HISTORY_FILTERS, m)),
        "conversation": measure(members, 1, lambda m: m.links(HISTORY, rf"{HISTORY}/\w{{32}}")),
        "search": measure(
            members, rounds, lambda m: [f"{HISTORY}?soeg={word}" for word in WORDS]
            + [f"{HISTORY}?soeg={word}&kanal=voice&fra=2026-06-01" for word in WORDS[:4]]
        ),
    }  # fmt: skip


def _with(page: str, filters: Sequence[str], member: Member) -> list[str]:
    """The filters that this member may use."""
    tried = [f"{page}?{one}" for one in filters]
    return [path for path in tried if member.http.get(path).status_code == 200]


def exports(member: Member, server: Running) -> dict[str, dict[str, float]]:
    """Each stream in each form: rows, seconds, and how much more memory the server held."""
    pid, found = server.processes[0].pid, {}
    for stream in STREAMS:
        for form in ("csv", "jsonl"):
            before, began, lines, size = memory_mb(pid), time.perf_counter(), 0, 0
            path = f"{HISTORY}/udtraek/{stream}.{form}"
            with Watched(pid) as seen, member.http.stream("GET", path) as answer:
                answer.raise_for_status()
                for piece in answer.iter_bytes():
                    lines += piece.count(b"\n")
                    size += len(piece)
            found[f"{stream}.{form}"] = {
                "lines": lines, "mb": size / 1e6, "seconds": time.perf_counter() - began,
                "more_memory_mb": seen.most_mb - before,
            }  # fmt: skip
    return found


def show(results: dict[str, Any]) -> None:
    """Print the tables."""
    print(f"{'page':<14}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}{'worst':>9}  limit  slowest")
    for name, one in results["pages"].items():
        print(f"{name:<14}{one['requests']:>9}{one['p50_ms']:>9.0f}{one['p95_ms']:>9.0f}"
              f"{one['worst_ms']:>9.0f}{LIMITS[name]:>7.0f}  {one['slowest']}")  # fmt: skip
    for name, one in results.get("exports", {}).items():
        print(f"{name:<20}{one['lines']:>9} lines{one['mb']:>8.1f} MB{one['seconds']:>8.1f} s"
              f"{one['more_memory_mb']:>8.1f} MB more memory")  # fmt: skip


def main() -> None:
    """Read the command line, measure, print and write bench/out/console.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=make_url)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    # Nothing of the seeded two years may be deleted while it is measured.
    os.environ["MUNI_RETENTION_DAYS"] = "36500"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        url = f"sqlite:///{folder / 'bench.db'}"
        if asked.database:
            shutil.copy(asked.database.database, folder / "bench.db")
        else:
            seed(url, CONVERSATIONS, 1, date.today())
        asyncio.run(prepare(url))
        with muni(folder) as server:
            members = [Member(server.url, "alle"), Member(server.url, "lokal")]
            for member in members:
                member.sign_in()
            results: dict[str, Any] = {"pages": pages(members, asked.rounds)}
            results["exports"] = exports(members[0], server)
    show(results)
    OUT.mkdir(exist_ok=True)
    (OUT / "console.json").write_text(json.dumps(results, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
