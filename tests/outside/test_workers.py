"""Two servers on PostgreSQL and Redis behind nginx, which sends each request to the next of them.

A conversation is in order, once and whole wherever its messages come to; what happens at one
server is seen at once by who listens at the other; and Redis may go and come back meanwhile.
"""

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.legacy.client import connect

from tests import engines
from tests.outside.conftest import Server
from tests.outside.proxy import Proxy

AT_ONCE = 50


@dataclass
class Site:
    """What runs."""

    proxy: Proxy
    servers: list[Server]
    redis: engines.Redis
    database: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Engines of its own, whatever the other tests run on."""
    redis, folder = engines.Redis(), tmp_path_factory.mktemp("workers")
    redis.start()
    database = engines.postgres().create(f"workers_{uuid.uuid4().hex[:8]}")
    servers = []
    for name in ("a", "b"):
        (folder / name).mkdir()
        servers.append(_server(folder / name, database, redis.url))
    with ThreadPoolExecutor() as pool:
        list(pool.map(Server.start, servers))
    proxy = Proxy(folder, [server.port for server in servers])
    yield Site(proxy, servers, redis, database)
    proxy.stop()
    for server in servers:
        server.stop()
    redis.kill()


@pytest.fixture
async def client(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    """At nginx."""
    async with httpx.AsyncClient(base_url=site.proxy.url, timeout=60) as calls:
        yield calls


@pytest.mark.timeout(400)
async def test_a_conversation_is_whole_and_in_order_over_two_servers(
    site: Site, client: httpx.AsyncClient
) -> None:
    talk = await Talk.begin(client)
    clients = [uuid.uuid4().hex for _ in range(AT_ONCE)]
    # Each is sent twice, as by a page that lost its line; both come to different servers.
    answers = await asyncio.gather(
        *(talk.say(f"hvad koster et pas {n // 2}", clients[n // 2]) for n in range(2 * AT_ONCE))
    )
    assert {answer.status_code for answer in answers} == {200}
    history = (await talk.history())[1:]
    assert [one["role"] for one in history] == ["citizen", "bot"] * AT_ONCE
    asked = [one["text"] for one in history[::2]]
    assert sorted(asked) == sorted(f"hvad koster et pas {n}" for n in range(AT_ONCE))
    assert all([await _has_had_turns(server) for server in site.servers])


async def test_a_socket_at_one_server_hears_at_once_what_the_other_did(
    site: Site, client: httpx.AsyncClient
) -> None:
    talk = await Talk.begin(client)
    here, there = site.servers
    waits = []
    async with connect(f"ws://127.0.0.1:{here.port}{talk.path}/socket") as line:
        await line.send(json.dumps({"type": "hello", "token": talk.token, "after": None}))
        await line.recv()
        # By then the server has taken its first look, and looks again only each five seconds.
        await asyncio.sleep(1.0)
        async with httpx.AsyncClient(base_url=there.url, timeout=60) as other:
            for _ in range(2):
                began = time.monotonic()
                sent = await other.post(f"{talk.path}/handover", headers=talk.headers)
                sent.raise_for_status()
                await _until_messages(line)
                waits.append(time.monotonic() - began)
    assert min(waits) < 1.0, waits


async def test_redis_may_go_and_come_back(site: Site, client: httpx.AsyncClient) -> None:
    talk = await Talk.begin(client)
    site.redis.kill()
    began = time.monotonic()
    answers = [await talk.say(f"hvad koster et pas {n}", uuid.uuid4().hex) for n in range(10)]
    at_once = [talk.say(f"hvor er kørekort {n}", uuid.uuid4().hex) for n in range(10)]
    answers += await asyncio.gather(*at_once)
    assert {answer.status_code for answer in answers} == {200}
    assert time.monotonic() - began < 20
    site.redis.start()
    await asyncio.sleep(2.5)
    answers = await asyncio.gather(*(talk.say(f"pas {n}", uuid.uuid4().hex) for n in range(10)))
    assert {answer.status_code for answer in answers} == {200}
    history = (await talk.history())[1:]
    assert [one["role"] for one in history] == ["citizen", "bot"] * 30
    assert {(await client.get("/readyz")).status_code for _ in range(4)} == {200}


class Talk:
    """One citizen's conversation, by nginx."""

    def __init__(self, client: httpx.AsyncClient, begun: dict[str, Any]) -> None:
        self.client, self.token = client, begun["token"]
        self.headers = {"Authorization": f"Bearer {self.token}"}
        self.path = f"/api/v1/conversations/{begun['id']}"

    @classmethod
    async def begin(cls, client: httpx.AsyncClient) -> "Talk":
        begun = await client.post("/api/v1/conversations", json={"municipality": "0751"})
        return cls(client, begun.json())

    async def say(self, text: str, client_id: str) -> httpx.Response:
        body = {"text": text, "client_id": client_id}
        return await self.client.post(f"{self.path}/messages", json=body, headers=self.headers)

    async def history(self) -> list[dict[str, Any]]:
        answer = await self.client.get(self.path, headers=self.headers)
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages


def _server(folder: Path, database: str, redis_url: str) -> Server:
    return Server(folder, MUNI_DATABASE_URL=database, MUNI_REDIS_URL=redis_url)


async def _until_messages(line: Any) -> None:
    while json.loads(await asyncio.wait_for(line.recv(), 20))["type"] != "messages":
        pass


async def _has_had_turns(server: Server) -> bool:
    async with httpx.AsyncClient(base_url=server.url, timeout=20) as calls:
        figures = (await calls.get("/metrics")).text
    return any(line.startswith("muni_turn_seconds_count") for line in figures.splitlines())
