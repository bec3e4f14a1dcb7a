"""The service around the chat: health, headers, limits, CORS, OpenAPI."""

import httpx

from bot.api import main
from bot.assembly import Bot
from bot.settings import Settings, get_settings


async def test_health_readiness_and_metrics(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    ready = (await client.get("/readyz")).json()
    assert ready["model"].endswith(".tar.gz")
    assert ready["database"] == "writes"
    assert "muni_request_seconds" in (await client.get("/metrics")).text


async def test_every_response_carries_security_headers(client: httpx.AsyncClient) -> None:
    for path in ("/", "/api/v1/topics", "/nowhere", "/widget.js"):
        headers = (await client.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-request-id"]


async def test_an_unknown_page_is_a_problem_in_danish(client: httpx.AsyncClient) -> None:
    response = await client.get("/nowhere")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["title"] == "Siden findes ikke"


async def test_cors_is_for_the_municipalities_own_sites(client: httpx.AsyncClient) -> None:
    async def allow(origin: str) -> str | None:
        response = await client.options(
            "/api/v1/conversations",
            headers={"Origin": origin, "Access-Control-Request-Method": "POST"},
        )
        allowed: str | None = response.headers.get("access-control-allow-origin")
        return allowed

    assert await allow("https://www.aarhus.dk") == "https://www.aarhus.dk"
    assert await allow("https://aarhus.dk.evil.example") is None
    assert (await client.get("/widget.js")).headers["access-control-allow-origin"] == "*"


async def test_who_writes_too_often_waits(bot: Bot, settings: Settings) -> None:
    strict = settings.copy(update={"rate_limit": True, "rate_conversations": "3/minute"})
    app = main.create_app(strict)
    app.state.bot = bot
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://muni.test") as client:
        statuses = [
            (await client.post("/api/v1/conversations", json={})).status_code for _ in range(4)
        ]
        assert statuses == [201, 201, 201, 429]
        refused = await client.post("/api/v1/conversations", json={})
    assert 0 < int(refused.headers["retry-after"]) <= 61
    assert "Vent" in refused.json()["title"]


def test_the_openapi_document_names_the_contract() -> None:
    paths = main.create_app().openapi()["paths"]
    assert {
        "/api/v1/conversations",
        "/api/v1/conversations/{conversation_id}",
        "/api/v1/conversations/{conversation_id}/messages",
        "/api/v1/conversations/{conversation_id}/messages/{message_id}/feedback",
        "/api/v1/conversations/{conversation_id}/handover",
        "/api/v1/municipalities",
        "/api/v1/topics",
        "/api/v1/answers/{topic}",
        "/webhooks/rest/webhook",
        "/healthz",
        "/readyz",
    } <= set(paths)


def test_settings_are_read_once() -> None:
    assert get_settings() is get_settings()
