"""How many citizens at once MUNI carries: p95 of a turn under 300 ms, with five seconds' thought.

Citizens come in steps. Each writes, reads the answer for five seconds, and writes again; after ten
messages another takes the place. A step holds for --hold seconds, the first third of which isn't
counted. Steps grow by a half until p95 is over 300 ms or a turn fails; then the largest good step
is narrowed down twice. Within --minutes it ends in any case.

The largest steady load is told as citizens at once, turns a second, and conversations a second,
ten turns each. With --messages N the database is first filled by the seeded writer to N messages.

Run, on a machine that does nothing else:
  python -m bench.load --workers 1
  python -m bench.load --workers 2 --database postgresql://muni@localhost/muni_bench
  python -m bench.load --messages 1000000
Each run adds its row to bench/out/load.json; python -m bench.sizing writes the operator's table.
"""

import argparse
import asyncio
import json
import os
import random
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy.engine import make_url

from bench.process import memory_mb
from bench.seeded import seed
from bench.servers import Running, database_url, muni
from bench.turns import muni_chat
from bot.dialogue.labelled import read_labelled
from bot.settings import get_settings

OUT = Path(__file__).parent / "out" / "load.json"
THINK_S = 5.0
TURNS_EACH = 10
LIMIT_MS = 300.0
NARROWED = 2
_PER_CONVERSATION = 4.85
"""Messages of one conversation of the seeded writer, about."""


@dataclass(frozen=True, slots=True)
class Step:
    """What so many citizens met."""

    citizens: int
    turns: int
    failed: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    turns_a_second: float

    @property
    def good(self) -> bool:
        """Whether it may be more."""
        return self.failed == 0 and self.turns > 0 and self.p95_ms <= LIMIT_MS


class Crowd:
    """Citizens of one step; they come spread over one pause, so that they don't write in step."""

    def __init__(self, url: str, questions: Sequence[str], hold_s: float) -> None:
        self._url, self._questions, self._hold_s = url, questions, hold_s
        self._spent: list[float] = []
        self._failed = 0

    async def step(self, citizens: int) -> Step:
        """Let them write for the time that a step holds."""
        self._spent, self._failed = [], 0
        began = time.perf_counter()
        counted, end = began + self._hold_s / 3, began + self._hold_s
        connector = aiohttp.TCPConnector(limit=0)
        timeout = aiohttp.ClientTimeout(total=30)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            each = (self._citizen(session, n, citizens, counted, end) for n in range(citizens))
            await asyncio.gather(*each)
        spent = sorted(self._spent) or [0.0]
        p50, p95, p99 = (round(spent[int(part * len(spent))], 1) for part in (0.5, 0.95, 0.99))
        seconds = self._hold_s * 2 / 3
        return Step(citizens, len(self._spent), self._failed, p50, p95, p99,
                    round(len(self._spent) / seconds, 2))  # fmt: skip

    async def _citizen(
        self, session: aiohttp.ClientSession, number: int, of: int, counted: float, end: float
    ) -> None:
        rng = random.Random(number)
        await asyncio.sleep(THINK_S * number / of)
        while time.perf_counter() < end:
            try:
                ask = await muni_chat(session, self._url)
                for _ in range(TURNS_EACH):
                    began = time.perf_counter()
                    if began >= end:
                        return
                    await ask(rng.choice(self._questions))
                    if began >= counted:
                        self._spent.append((time.perf_counter() - began) * 1000)
                    await asyncio.sleep(THINK_S)
            except (aiohttp.ClientError, TimeoutError, AssertionError):
                self._failed += 1
                await asyncio.sleep(1)


async def climb(crowd: Crowd, first: int, until: float) -> list[Step]:
    """Steps up to the first that isn't good, and between; ``until`` is a perf_counter time."""
    steps: list[Step] = []
    citizens = first
    while time.perf_counter() < until:
        steps.append(await crowd.step(citizens))
        _print(steps[-1])
        if not steps[-1].good:
            break
        citizens = citizens + max(1, citizens // 2)
    for _ in range(NARROWED):
        good = max((one.citizens for one in steps if one.good), default=0)
        bad = min((one.citizens for one in steps if not one.good), default=0)
        if bad - good < 2 or time.perf_counter() > until:
            break
        steps.append(await crowd.step((good + bad) // 2))
        _print(steps[-1])
    return steps


def _print(step: Step) -> None:
    print(f"{step.citizens:>9}{step.turns:>8}{step.failed:>8}{step.p50_ms:>9}{step.p95_ms:>9}"
          f"{step.p99_ms:>9}{step.turns_a_second:>9}", flush=True)  # fmt: skip


def _questions() -> list[str]:
    rows = read_labelled(get_settings().data_folder / "tests" / "validation.jsonl")
    return [row.text for row in rows if not row.text.startswith("/")]


def measure(asked: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """One run; gives its row."""
    url = asked.database or database_url(folder)
    if asked.messages:
        began = time.perf_counter()
        made = seed(url, round(asked.messages / _PER_CONVERSATION), 1, date.today())
        print(f"{made['messages']} messages written in {time.perf_counter() - began:.0f} s")
    environment = {"MUNI_DATABASE_URL": url, "MUNI_RETENTION_DAYS": "36500", "MUNI_LINES": ""}
    if asked.redis:
        environment["MUNI_REDIS_URL"] = asked.redis
    with muni(folder, asked.workers, environment) as running:
        until = time.perf_counter() + asked.minutes * 60 - asked.hold
        print(f"{'citizens':>9}{'turns':>8}{'failed':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}"
              f"{'turns/s':>9}")  # fmt: skip
        steps = asyncio.run(climb(Crowd(running.url, _questions(), asked.hold), asked.first, until))
        memory = _web_memory_mb(running.processes[0].pid)
    return _row(asked, running, steps, memory)


def _web_memory_mb(pid: int) -> float:
    """Of the service and its web workers, which share a session; the jobs have one of their own."""
    found = 0.0
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            with suppress(OSError, StopIteration):
                fields = (place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                if int(fields[3]) == pid:
                    found += memory_mb(int(place.name))
    return found


def _row(
    asked: argparse.Namespace, running: Running, steps: Sequence[Step], memory: float
) -> dict[str, Any]:
    best = max((one for one in steps if one.good), key=lambda one: one.citizens, default=None)
    return {
        "database": make_url(asked.database).get_backend_name() if asked.database else "sqlite",
        "redis": bool(asked.redis),
        "workers": asked.workers,
        "messages": asked.messages,
        "cores": os.cpu_count(),
        "start_s": round(running.start_seconds, 1),
        "memory_mb": round(memory),
        "citizens": best.citizens if best else 0,
        "turns_a_second": best.turns_a_second if best else 0.0,
        "conversations_a_second": round(best.turns_a_second / TURNS_EACH, 3) if best else 0.0,
        "p95_ms": best.p95_ms if best else None,
        "steps": [asdict(one) for one in steps],
    }


def main() -> None:
    """Read the command line, measure, print, and add to bench/out/load.json."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workers", type=int, choices=(1, 2), default=1, help="web processes")
    parser.add_argument("--database", help="SQLAlchemy's address; a fresh SQLite file without it")
    parser.add_argument("--redis", help="redis://...; none without it")
    parser.add_argument("--messages", type=int, default=0, help="fill the database first")
    parser.add_argument("--first", type=int, default=20, help="citizens of the first step")
    parser.add_argument("--hold", type=float, default=45.0, help="seconds of a step")
    parser.add_argument("--minutes", type=float, default=10.0, help="the whole takes no longer")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        row = measure(asked, Path(place))
    rows = json.loads(OUT.read_text(encoding="utf-8")) if OUT.exists() else []
    same = ("database", "redis", "workers", "messages")
    rows = [one for one in rows if any(one[key] != row[key] for key in same)]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([*rows, row], indent=1) + "\n", encoding="utf-8")
    print(f"{row['citizens']} citizens at once, {row['turns_a_second']} turns a second, "
          f"{row['conversations_a_second']} conversations a second, p95 {row['p95_ms']} ms; "
          f"{row['memory_mb']} MB")  # fmt: skip


if __name__ == "__main__":
    main()
