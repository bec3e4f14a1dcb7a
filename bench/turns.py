"""A whole turn over HTTP: MUNI's service against `rasa run` with an HTTP action server.

Same model, same machine, same questions, one after the other. Run: make bench
"""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp

from bench.profile_turn import profile
from bench.servers import Running, muni, rasa
from bot.dialogue.labelled import read_labelled
from bot.dialogue.model_files import ModelFile, list_models
from bot.settings import get_settings

OUT = Path(__file__).parent / "out"
WARM_UP = 30
ONE_CLIENT_TURNS = 400
SECONDS = 15.0
MANY = 8

Ask = Callable[[str], Awaitable[None]]
Opened = Callable[[aiohttp.ClientSession, str], Awaitable[Ask]]


async def muni_chat(session: aiohttp.ClientSession, url: str) -> Ask:
    """A new conversation in Aarhus; gives what asks in it, and raises when it isn't answered."""
    async with session.post(f"{url}/api/v1/conversations", json={"municipality": "0751"}) as begun:
        body = await begun.json()
    headers = {"Authorization": f"Bearer {body['token']}"}
    address = f"{url}/api/v1/conversations/{body['id']}/messages"

    async def ask(text: str) -> None:
        async with session.post(address, json={"text": text}, headers=headers) as answer:
            answer.raise_for_status()
            assert (await answer.json())["messages"]

    return ask


async def _rasa_chat(session: aiohttp.ClientSession, url: str) -> Ask:
    sender = f"bench-{time.perf_counter_ns()}"

    async def ask(text: str) -> None:
        body = {"sender": sender, "message": text, "metadata": {"municipality": "0751"}}
        async with session.post(f"{url}/webhooks/rest/webhook", json=body) as answer:
            answer.raise_for_status()
            assert await answer.json()

    return ask


async def _one_client(opened: Opened, url: str, questions: list[str]) -> dict[str, float]:
    spent = []
    async with aiohttp.ClientSession() as session:
        ask = await opened(session, url)
        for number, text in zip(range(WARM_UP + ONE_CLIENT_TURNS), cycle(questions)):
            if number % 10 == 0:
                ask = await opened(session, url)
            began = time.perf_counter()
            await ask(text)
            if number >= WARM_UP:
                spent.append((time.perf_counter() - began) * 1000)
    spent.sort()
    return {
        "p50_ms": round(statistics.median(spent), 1),
        "p95_ms": round(spent[int(0.95 * len(spent))], 1),
        "p99_ms": round(spent[int(0.99 * len(spent))], 1),
    }


async def _throughput(opened: Opened, url: str, clients: int, questions: list[str]) -> float:
    end = time.perf_counter() + SECONDS
    shared: Iterator[str] = cycle(questions)

    async def client(session: aiohttp.ClientSession) -> int:
        done = 0
        while time.perf_counter() < end:
            ask = await opened(session, url)
            for _ in range(10):
                await ask(next(shared))
                done += 1
        return done

    async with aiohttp.ClientSession() as session:
        began = time.perf_counter()
        counts = await asyncio.gather(*(client(session) for _ in range(clients)))
        return round(sum(counts) / (time.perf_counter() - began), 1)


def _measure(running: Running, opened: Opened, questions: list[str]) -> dict[str, Any]:
    row: dict[str, Any] = {"start_s": round(running.start_seconds, 1)}
    row |= asyncio.run(_one_client(opened, running.url, questions))
    row["rps_1"] = asyncio.run(_throughput(opened, running.url, 1, questions))
    row["rps_8"] = asyncio.run(_throughput(opened, running.url, MANY, questions))
    row["rss_mb"] = round(running.memory_mb())
    return row


def _model() -> ModelFile:
    return list_models(get_settings().models_folder)[0]


def main() -> None:
    """Measure both, print a table, write JSON."""
    rows = read_labelled(get_settings().data_folder / "tests" / "validation.jsonl")
    questions = [row.text for row in rows if not row.text.startswith("/")][::3]
    model = _model()
    results: dict[str, Any] = {"model": model.id, **_training(model)}
    with tempfile.TemporaryDirectory() as name, muni(Path(name)) as running:
        results["muni"] = _measure(running, muni_chat, questions)
    with tempfile.TemporaryDirectory() as name, rasa(model.path, Path(name)) as running:
        results["rasa run"] = _measure(running, _rasa_chat, questions)
    results["times_the_throughput"] = round(
        results["muni"]["rps_8"] / results["rasa run"]["rps_8"], 1
    )
    results["profile_ms"] = profile(questions[:200])
    OUT.mkdir(exist_ok=True)
    (OUT / "turns.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    _print(results)


def _training(model: ModelFile) -> dict[str, Any]:
    return {"training_s": model.card.get("training_seconds")}


def _print(results: dict[str, Any]) -> None:
    keys = list(results["muni"])
    print(f"model {results['model']}, trained in {results['training_s']} s")
    print(f"{'':10}" + "".join(f"{key:>9}" for key in keys))
    for name in ("muni", "rasa run"):
        print(f"{name:10}" + "".join(f"{results[name][key]:>9}" for key in keys))
    print(f"throughput at {MANY} clients: {results['times_the_throughput']} times rasa run's")
    print("where one MUNI turn's time goes, ms:")
    for step, spent in results["profile_ms"].items():
        print(f"  {step:24}{spent:>8.2f}")


if __name__ == "__main__":
    main()
