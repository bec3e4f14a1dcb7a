"""Two servers behind nginx are restarted one after the other while citizens write.

Run: python -m bench.rolling [--citizens 4]. Prints what failed (nothing should), what was lost or
doubled, and the slowest turn; writes bench/out/rolling.json. Takes about a minute and a half.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import aiohttp

from bench.proxy import proxy
from bench.servers import BIN, database_url, free_port

OUT = Path(__file__).parent / "out"
DRAIN_S = 2.0
THINK_S = 0.1
_START_S = 240.0


class Twin:
    """One of the servers: `muni serve --alone`, on the database they share."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start; does not wait."""
        environment = {
            **os.environ,
            "MUNI_DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", database_url(self._folder)),
            "MUNI_RATE_LIMIT": "false",
            "MUNI_LINES": "",
            "MUNI_DRAIN_SECONDS": str(DRAIN_S),
        }
        with (self._folder / f"{self.port}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(BIN / "muni"), "serve", "--alone", "--port", str(self.port)],
                env=environment, stdout=log, stderr=log,
            )  # fmt: skip

    async def ready(self) -> None:
        """Wait until it says so; raises RuntimeError when it doesn't."""
        end = time.monotonic() + _START_S
        async with aiohttp.ClientSession() as session:
            while time.monotonic() < end:
                with suppress(aiohttp.ClientError):
                    async with session.get(f"http://127.0.0.1:{self.port}/readyz") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.2)
        raise RuntimeError(f"the server at {self.port} did not start")

    async def stop(self) -> int:
        """As systemd does; gives the exit status."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await asyncio.to_thread(self._process.wait, 60)

    def kill(self) -> None:
        """At once."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


@dataclass
class Result:
    """What citizens met; times in ms."""

    turns: int = 0
    failed: list[str] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0
    slowest_ms: float = 0.0
    p95_ms: float = 0.0


class Citizens:
    """So many who write all the while, each in one conversation, without ids of their own."""

    def __init__(self, url: str, count: int) -> None:
        self._url, self._count = url, count
        self._over = asyncio.Event()
        self.result = Result()
        self._spent: list[float] = []

    async def write(self) -> None:
        """Until told to stop; then what is stored is held against what was answered."""
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=False)) as session:
            await asyncio.gather(*(self._one(session) for _ in range(self._count)))
        self._spent.sort()
        self.result.slowest_ms = round(self._spent[-1], 1)
        self.result.p95_ms = round(self._spent[int(0.95 * len(self._spent))], 1)

    def stop(self) -> None:
        """Enough."""
        self._over.set()

    async def _one(self, session: aiohttp.ClientSession) -> None:
        async with session.post(f"{self._url}/api/v1/conversations", json={}) as begun:
            body = await begun.json()
        url = f"{self._url}/api/v1/conversations/{body['id']}"
        headers = {"Authorization": f"Bearer {body['token']}"}
        answered: list[str] = []
        while not self._over.is_set():
            text = f"hvad koster et pas nummer {len(answered)}"
            began = time.perf_counter()
            try:
                async with session.post(
                    f"{url}/messages", json={"text": text}, headers=headers
                ) as answer:
                    if answer.status != 200:
                        self.result.failed.append(f"{answer.status} {await answer.text()}"[:200])
                        continue
                    await answer.read()
            except aiohttp.ClientError as wrong:
                self.result.failed.append(type(wrong).__name__)
                continue
            self._spent.append((time.perf_counter() - began) * 1000)
            answered.append(text)
            await asyncio.sleep(THINK_S)
        async with session.get(url, headers=headers) as answer:
            messages = (await answer.json())["messages"]
        asked = Counter(one["text"] for one in messages if one["role"] == "citizen")
        self.result.turns += len(answered)
        self.result.lost += sum(asked[text] == 0 for text in answered)
        self.result.doubled += sum(count - 1 for count in asked.values())


@contextmanager
def twins(folder: Path) -> Iterator[list[Twin]]:
    """Two, starting."""
    made = [Twin(folder) for _ in range(2)]
    with ExitStack() as after:
        for one in made:
            after.callback(one.kill)
            one.start()
            # The first makes the tables.
            time.sleep(0.5)
        yield made


async def roll(folder: Path, citizens: int, both: bool = True) -> Result:
    """Restart one server after the other (or the first alone) under load."""
    with twins(folder) as servers:
        await asyncio.gather(*(one.ready() for one in servers))
        with proxy(folder / "nginx", [one.port for one in servers]) as url:
            load = Citizens(url, citizens)
            writing = asyncio.create_task(load.write())
            await asyncio.sleep(1)
            for one in servers if both else servers[:1]:
                status = await one.stop()
                if status:
                    load.result.failed.append(f"the server ended with {status}")
                one.start()
                await one.ready()
                await asyncio.sleep(1)
            load.stop()
            await writing
    return load.result


def main() -> None:
    """Read the command line, measure, print and write bench/out/rolling.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--citizens", type=int, default=4)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        result = asyncio.run(roll(Path(place), asked.citizens))
    OUT.mkdir(exist_ok=True)
    (OUT / "rolling.json").write_text(json.dumps(asdict(result), indent=1) + "\n", encoding="utf-8")
    print(f"{result.turns} turns, {len(result.failed)} failed, {result.lost} lost,")
    print(f"{result.doubled} doubled; p95 {result.p95_ms} ms, slowest {result.slowest_ms} ms")
    if result.failed:
        sys.exit("\n".join(sorted(set(result.failed))))


if __name__ == "__main__":
    main()
