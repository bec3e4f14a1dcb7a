"""At two servers on one database, as workers are that a conversation is pinned to.

Of two agents who claim one chat at the same moment exactly one gets it, 200 times; and of fifty
chats at once, with both sides reloading, each side has all, in order, once.
"""

import asyncio
import json
import random
import re
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.legacy.client import connect

from tests.outside.conftest import Server
from tests.outside.staff_sessions import make_user, signed_in

CLAIMS = 200
CHATS = 50
LINES = 8
LONGEST = 240.0
_ARTICLE = re.compile(r'class="live-text">(.*?)</p>', re.DOTALL)


class CitizenSide:
    """Writes over the socket, resends what was not answered, and reloads now and then.

    After half of the reloads the page knows nothing, after the others only the line was lost.
    """

    def __init__(self, server: Server, chance: random.Random) -> None:
        self.server, self.chance = server, chance
        self.client = httpx.AsyncClient(
            base_url=server.url, timeout=60, limits=httpx.Limits(keepalive_expiry=2)
        )
        self.texts: dict[str, str] = {}
        self.reloads = 0
        self.done = asyncio.Event()

    async def begin(self) -> None:
        body = {"municipality": "0751", "language": "da"}
        begun = (await self.client.post("/api/v1/conversations", json=body)).json()
        self.id, self.token = begun["id"], begun["token"]
        self.headers = {"Authorization": f"Bearer {self.token}"}
        path = f"/api/v1/conversations/{self.id}/handover"
        (await self.client.post(path, headers=self.headers)).raise_for_status()

    async def stored(self) -> list[dict[str, Any]]:
        answer = await self.client.get(f"/api/v1/conversations/{self.id}", headers=self.headers)
        answer.raise_for_status()
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    async def run(self) -> None:
        outbox = [(uuid.uuid4().hex, f"borger {number}") for number in range(LINES)]
        address = self.server.url.replace("http", "ws")
        while not self.done.is_set():
            url = f"{address}/api/v1/conversations/{self.id}/socket"
            async with connect(url) as line:
                self.reloads += 1
                if self.chance.random() < 0.5:
                    self.texts.clear()
                last = next(reversed(self.texts), None)
                hello = {"type": "hello", "token": self.token, "after": last}
                await line.send(json.dumps(hello))
                await self._until_reload(line, outbox)

    async def _until_reload(self, line: Any, outbox: list[tuple[str, str]]) -> None:
        end = asyncio.get_running_loop().time() + self.chance.uniform(0.5, 2.5)
        if outbox:
            await self._send(line, outbox[0])
        while (left := end - asyncio.get_running_loop().time()) > 0:
            try:
                frame = json.loads(await asyncio.wait_for(line.recv(), left))
            except TimeoutError:
                return
            for message in [*filter(None, [frame.get("citizen")]), *frame.get("messages", [])]:
                self.texts.setdefault(message["id"], message["text"])
            if outbox and frame.get("client_id") == outbox[0][0]:
                outbox.pop(0)
                if outbox and self.chance.random() < 0.6:
                    await self._send(line, outbox[0])

    async def _send(self, line: Any, item: tuple[str, str]) -> None:
        frame = {"type": "message", "client_id": item[0], "text": item[1]}
        await line.send(json.dumps(frame))


class AgentSide:
    """One chat on the agent's screen, reloaded now and then."""

    def __init__(
        self, browser: httpx.AsyncClient, csrf: str, chat: str, chance: random.Random
    ) -> None:
        self.browser, self.chance = browser, chance
        self.base = f"/personale/samtaler/{chat}"
        self.headers = {"X-CSRF-Token": csrf, "HX-Request": "true"}
        self.ids: list[str] = []
        self.texts: list[str] = []
        self.done = asyncio.Event()
        self.reloads = 0

    async def write(self) -> None:
        for number in range(LINES):
            body = {"client_id": uuid.uuid4().hex, "text": f"medarbejder {number}"}
            # Sent twice, as by a page that was reloaded before it had the answer.
            for _ in range(2):
                await self._send(body)
            await asyncio.sleep(self.chance.uniform(0, 1.0))

    async def _send(self, body: dict[str, str]) -> None:
        path = f"{self.base}/beskeder"
        while True:
            try:
                sent = await self.browser.post(path, data=body, headers=self.headers)
            except httpx.TransportError:
                # The line was closed between two requests; the page, too, sends again then.
                continue
            assert sent.status_code == 200, sent.text
            return

    async def follow(self) -> None:
        version = 0
        while not self.done.is_set():
            if self.chance.random() < 0.1:
                self.ids, self.texts, version = [], [], 0
                self.reloads += 1
            after = self.ids[-1] if self.ids else ""
            query: dict[str, Any] = {"after": after, "version": version, "writes": False}
            try:
                path = f"{self.base}/nyt"
                news = await self.browser.get(path, params=query, headers=self.headers)
            except httpx.TransportError:
                continue
            found = news.json()
            version = found["version"]
            for message in found["messages"]:
                self.ids.append(message["id"])
                text = _ARTICLE.search(message["html"])
                assert text
                self.texts.append(text[1])


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """Two of them."""
    folder: Path = tmp_path_factory.mktemp("servers")
    running = [Server(folder), Server(folder)]
    for one in running:
        one.start()
    yield running
    for one in running:
        one.stop()


@pytest.fixture
async def agents(servers: list[Server]) -> AsyncIterator[list[tuple[httpx.AsyncClient, str]]]:
    """One agent at each server: a browser and its form token."""
    names = [f"{name}{uuid.uuid4().hex[:6]} Holm" for name in ("Anne", "Bo")]
    emails = [make_user(servers[0], name, "agent", "0751") for name in names]
    signed = [await signed_in(*one) for one in zip(servers, emails, strict=True)]
    yield signed
    for browser, _ in signed:
        await browser.aclose()


async def _claim(agent: tuple[httpx.AsyncClient, str], chat: str) -> int:
    browser, csrf = agent
    path = f"/personale/samtaler/{chat}/tag"
    answer = await browser.post(path, data={"csrf": csrf}, follow_redirects=False)
    return answer.status_code


async def test_two_agents_claim_one_chat_at_the_same_moment_200_times(
    servers: list[Server], agents: list[tuple[httpx.AsyncClient, str]]
) -> None:
    citizens = [CitizenSide(one, random.Random(1)) for one in servers for _ in range(CLAIMS // 2)]
    for citizen in citizens:
        await citizen.begin()
    wins = [0, 0]
    for number, citizen in enumerate(citizens):
        # Each is as often the one whose request leaves first.
        first, second = number % 2, 1 - number % 2
        got = await asyncio.gather(
            _claim(agents[first], citizen.id), _claim(agents[second], citizen.id)
        )
        assert sorted(got) == [303, 409]
        wins[first if got[0] == 303 else second] += 1
        stored = await citizen.stored()
        assert sum("er nu med i samtalen" in one["text"] for one in stored) == 1
    assert sum(wins) == CLAIMS
    assert min(wins) > 0, f"one was always first: {wins}"
    for citizen in citizens:
        await citizen.client.aclose()


async def test_fifty_chats_with_both_sides_reloading(
    servers: list[Server], agents: list[tuple[httpx.AsyncClient, str]]
) -> None:
    chance = random.Random(20261125)
    # Half of the agents' chats are with citizens at the other server.
    citizens = [CitizenSide(servers[number // 2 % 2], chance) for number in range(CHATS)]
    await asyncio.gather(*(one.begin() for one in citizens))
    sides = []
    for number, citizen in enumerate(citizens):
        assert await _claim(agents[number % 2], citizen.id) == 303
        sides.append(AgentSide(*agents[number % 2], citizen.id, chance))
    async with asyncio.timeout(LONGEST), asyncio.TaskGroup() as running:
        for one in citizens:
            running.create_task(one.run())
        for side in sides:
            running.create_task(side.follow())
        await asyncio.gather(*(one.write() for one in sides))
        stored = {one.id: await _all_said(one) for one in citizens}
        await _all_seen(citizens, sides, stored)
        for citizen, side in zip(citizens, sides, strict=True):
            citizen.done.set()
            side.done.set()
    for citizen, side in zip(citizens, sides, strict=True):
        messages = stored[citizen.id]
        ids = [one["id"] for one in messages]
        assert [one["text"] for one in messages if one["role"] == "citizen"][1:] == [
            f"borger {number}" for number in range(LINES)
        ]
        assert [one["text"] for one in messages if one["role"] == "staff"] == [
            f"medarbejder {number}" for number in range(LINES)
        ]
        assert side.ids == ids, "the agent saw all, in order, once"
        assert list(citizen.texts) == ids, "and so did the citizen"
    assert min(one.reloads for one in citizens) > 1
    assert sum(one.reloads for one in sides) >= CHATS
    for citizen in citizens:
        await citizen.client.aclose()


async def _all_said(citizen: CitizenSide) -> list[dict[str, Any]]:
    while True:
        messages = await citizen.stored()
        if sum(one["role"] == "citizen" for one in messages) == LINES + 1:
            return messages
        await asyncio.sleep(0.5)


async def _all_seen(
    citizens: list[CitizenSide], sides: list[AgentSide], stored: dict[str, list[dict[str, Any]]]
) -> None:
    for citizen, side in zip(citizens, sides, strict=True):
        count = len(stored[citizen.id])
        while len(citizen.texts) < count or len(side.ids) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.2)
