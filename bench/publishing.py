"""Publishing while citizens chat: how long until all workers answer with it, and who notices.

Two workers and 20 conversations; one model is published and rolled back under them. Both models
are the same file under two names, so that an answer can't change. Run: make bench
"""

import asyncio
import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

import aiohttp

from bench.servers import database_url, muni
from bench.turns import muni_chat
from bot.dialogue.labelled import read_labelled
from bot.dialogue.model_files import list_models
from bot.publishing.publisher import Publisher
from bot.publishing.registry import ModelRegistry, model_id
from bot.publishing.signing import sign
from bot.publishing.workers import Workers
from bot.settings import Settings, get_settings
from bot.store.database import Database

OUT = Path(__file__).parent / "out"
WORKERS = 2
CONVERSATIONS = 20
PAUSE_S = 0.5
"""Between an answer and the next question of a conversation."""
QUIET_S = 15.0
"""How long is looked at before, between and after."""
WARM_UP_S = 5.0


@dataclass
class Chats:
    """What the conversations saw: when each request ended, how long it took, what failed."""

    ended: list[tuple[float, float]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    over: bool = False

    async def keep_on(self, url: str, questions: list[str], number: int) -> None:
        """One conversation, until all are over; a new one begins when a request fails."""
        await asyncio.sleep(PAUSE_S * number / CONVERSATIONS)
        async with aiohttp.ClientSession() as session:
            ask = None
            for text in cycle(questions[number:] + questions[:number]):
                if self.over:
                    return
                began = time.perf_counter()
                try:
                    ask = ask or await muni_chat(session, url)
                    began = time.perf_counter()
                    await ask(text)
                except (aiohttp.ClientError, AssertionError) as error:
                    self.failed.append(repr(error))
                    ask = None
                else:
                    now = time.perf_counter()
                    self.ended.append((now, (now - began) * 1000))
                await asyncio.sleep(PAUSE_S)

    def between(self, start: float, end: float) -> dict[str, float]:
        """Figures of a stretch of time, in ms."""
        found = sorted(ms for at, ms in self.ended if start <= at < end)
        times = [start, *(at for at, _ in self.ended if start <= at < end), end]
        gaps = [after - before for before, after in pairwise(times)]
        return {
            "requests": len(found),
            "p50_ms": round(statistics.median(found), 1),
            "p99_ms": round(found[int(0.99 * len(found))], 1),
            "worst_ms": round(found[-1], 1),
            "longest_silence_ms": round(max(gaps) * 1000),
        }


async def _measured(url: str, database: Database, settings: Settings) -> dict[str, Any]:
    publisher, workers = Publisher(database, settings), Workers(database)
    async with asyncio.timeout(WARM_UP_S):
        while len(await workers.all()) < WORKERS:  # noqa: ASYNC110 - they tell it in a database
            await asyncio.sleep(0.1)
    for model in list_models(settings.models_folder):
        await ModelRegistry(database).add(model.path, model.card)
    rows = read_labelled(settings.data_folder / "tests" / "validation.jsonl")
    questions = [row.text for row in rows if not row.text.startswith("/")][::7]
    chats = Chats()
    talking = [
        asyncio.create_task(chats.keep_on(url, questions, number))
        for number in range(CONVERSATIONS)
    ]
    await asyncio.sleep(WARM_UP_S)
    found: dict[str, Any] = {}
    began = time.perf_counter()
    await asyncio.sleep(QUIET_S)
    found["before"] = chats.between(began, time.perf_counter())
    moves: dict[str, Callable[[], Awaitable[Any]]] = {
        "publish": lambda: publisher.publish("second", None, "Måles"),
        "roll back": lambda: publisher.roll_back(None),
    }
    for name, move in moves.items():
        began = time.perf_counter()
        pointer = await move()
        behind = await workers.wait_for(pointer.version, 30.0)
        all_on_it = time.perf_counter() - began
        await asyncio.sleep(QUIET_S)
        found[name] = chats.between(began, time.perf_counter())
        found[name] |= {"all_workers_s": round(all_on_it, 1), "workers_behind": len(behind)}
    chats.over = True
    await asyncio.gather(*talking)
    return {**found, "failed": chats.failed}


def main() -> None:
    """Measure, print a table, write JSON."""
    settings = get_settings()
    newest = list_models(settings.models_folder)[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = settings.copy(
            update={"models_folder": folder / "models", "model_key_file": folder / "model.key"}
        )
        own.models_folder.mkdir()
        for identity in ("first", "second"):
            copied = own.models_folder / f"{identity}.tar.gz"
            shutil.copyfile(newest.path, copied)
            shutil.copyfile(
                newest.path.with_name(f"{model_id(newest.path)}.json"),
                own.models_folder / f"{identity}.json",
            )
            sign(copied, own.model_key_file)
        environment = {
            "MUNI_MODELS_FOLDER": str(own.models_folder),
            "MUNI_MODEL_KEY_FILE": str(own.model_key_file),
        }
        database = Database(database_url(folder), 2)
        database.migrate()
        asyncio.run(Publisher(database, own).adopt(own.models_folder / "first.tar.gz"))
        with muni(folder, WORKERS, environment) as running:
            results = asyncio.run(_measured(running.url, database, own))
        database.close()
    results = {"training_s": newest.card.get("training_seconds"), **results}
    results["load"] = os.getloadavg()[0]
    OUT.mkdir(exist_ok=True)
    (OUT / "publishing.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    _print(results)


def _print(results: dict[str, Any]) -> None:
    print(f"training took {results['training_s']} s; load {results['load']:.1f}")
    print(f"{len(results['failed'])} requests failed {results['failed'][:3] or ''}")
    keys = list(results["publish"])
    print(f"{'':10}" + "".join(f"{key:>20}" for key in keys))
    for name in ("before", "publish", "roll back"):
        print(f"{name:10}" + "".join(f"{results[name].get(key, ''):>20}" for key in keys))


if __name__ == "__main__":
    main()
