"""Answers by the API: what a client has is not sent again."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from bot.api import problems
from bot.api.middleware import Envelope
from bot.api.rate import RateLimits
from bot.api.routes import content
from bot.settings import get_settings

PATHS = ["/api/v1/answers/pas_pris", "/api/v1/topics", "/api/v1/municipalities"]


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """Somebody outside."""
    app = FastAPI(openapi_url=None)
    app.state.limits = RateLimits(get_settings().copy(update={"rate_limit": False}))
    problems.install(app)
    app.include_router(content.router)
    app.add_middleware(Envelope)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://muni.test") as calls:
        yield calls


@pytest.mark.parametrize("path", PATHS)
async def test_a_client_keeps_its_copy(client: httpx.AsyncClient, path: str) -> None:
    first = await client.get(path)
    assert first.headers["content-type"] == "application/json"
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["cache-control"] == "public, max-age=60"
    again = await client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_an_answer_says_its_source_and_when_it_was_checked(
    client: httpx.AsyncClient,
) -> None:
    path = "/api/v1/answers/pas_pris"
    answer = (await client.get(path)).json()
    assert answer["topic"] == "pas_pris"
    assert answer["source"]["url"].startswith("https://")
    assert len(answer["source"]["checked"]) == 10
    tags = {
        (await client.get(path, params=query)).headers["etag"]
        for query in ({}, {"municipality": "0751"}, {"channel": "voice"})
    }
    assert len(tags) >= 2, "another answer has another tag"


async def test_an_unknown_topic_is_a_problem(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/answers/andet")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
