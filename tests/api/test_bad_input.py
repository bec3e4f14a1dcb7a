"""Bad input gets a clear error or an honest answer, never a 500, and loses nothing."""

import httpx
import pytest

from tests.api.chatting import Citizen

STRANGE_TEXTS = [
    "\u202e\u202dgnirts esrever",
    "pas\x00\x07\x1b[31m pris",
    "<script>alert('hej')</script> hvad koster et pas",
    "'; DROP TABLE messages; --",
    "{{7*7}} ${jndi:ldap://x} %s %n",
    "😀😀😀 👨‍👩‍👧‍👦",
    "مرحبا كيف الحال",
    "?" * 2000,
    "a" * 2000,
    '/pas_pris{"municipality":',
    "\u200b\u200bpas\u200b",
    "[pas](document){'entity': 'x'}",
]


@pytest.mark.parametrize("text", STRANGE_TEXTS)
async def test_strange_text_is_answered(client: httpx.AsyncClient, text: str) -> None:
    citizen = await Citizen.arrive(client, "0751")
    answer = await citizen.say(text)
    assert answer["text"]
    stored = (await citizen.history())[1]["text"]
    assert not any(char in stored for char in "\x00\x07\x1b\u202e\u202d\u200b")


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b", "\x00"])
async def test_empty_text_is_refused_in_danish(client: httpx.AsyncClient, text: str) -> None:
    citizen = await Citizen.arrive(client)
    response = await citizen.send(text=text)
    assert response.status_code == 422
    assert "tom" in response.json()["title"]
    assert len(await citizen.history()) == 1


@pytest.mark.parametrize("size", [2001, 10_000, 100_000])
async def test_long_text_is_413(client: httpx.AsyncClient, size: int) -> None:
    citizen = await Citizen.arrive(client)
    response = await citizen.send(text="å" * size)
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"
    assert "2.000" in response.json()["title"]


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xfe\xfa", b"{", b'{"text": "\xc3\x28"}', b"[]", b"null", b'"hej"', b'{"text": 7}'],
)
async def test_broken_bodies_are_422(client: httpx.AsyncClient, raw: bytes) -> None:
    citizen = await Citizen.arrive(client)
    response = await client.post(
        f"{citizen.url}/messages",
        content=raw,
        headers={**citizen.headers, "Content-Type": "application/json"},
    )
    assert response.status_code in {400, 422}
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "a", "payload": "/pas_pris"},
        {"text": "a", "unknown": 1},
        {"text": "a", "client_id": "x"},
        {"text": False},
    ],
)
async def test_wrong_bodies_are_422(client: httpx.AsyncClient, body: dict[str, object]) -> None:
    citizen = await Citizen.arrive(client)
    assert (await citizen.send(**body)).status_code == 422


async def test_a_wrong_token_opens_nothing(client: httpx.AsyncClient) -> None:
    citizen = await Citizen.arrive(client)
    other = await Citizen.arrive(client)
    for headers in ({}, {"Authorization": "Bearer x"}, other.headers, {"Authorization": "Basic x"}):
        response = await client.get(citizen.url, headers=headers)
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("identity", ["nope", "0" * 32, "%00", "..%2f..%2fetc", "x" * 5000])
async def test_an_unknown_conversation_is_404(client: httpx.AsyncClient, identity: str) -> None:
    response = await client.get(
        f"/api/v1/conversations/{identity}", headers={"Authorization": "Bearer x"}
    )
    assert response.status_code == 404


@pytest.mark.parametrize("code", ["9999", "0000"])
async def test_an_unknown_municipality_is_404(client: httpx.AsyncClient, code: str) -> None:
    response = await client.post("/api/v1/conversations", json={"municipality": code})
    assert response.status_code == 404
    assert "kommunekode" in response.json()["title"]


async def test_an_unknown_municipality_from_a_rasa_client_is_no_error_500(
    client: httpx.AsyncClient,
) -> None:
    for code in ["9999", 7, ["0751"], {"a": 1}, "aarhus"]:
        response = await client.post(
            "/webhooks/rest/webhook",
            json={"sender": "s", "message": "hej", "metadata": {"municipality": code}},
        )
        assert response.status_code in {404, 422}, code


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "pas_pris",
        "/session_start",
        '/choose_municipality{"municipality": "9999"}',
        '/choose_municipality{"municipality": [1]}',
    ],
)
async def test_a_button_nobody_offered_is_404(client: httpx.AsyncClient, payload: str) -> None:
    citizen = await Citizen.arrive(client)
    assert (await citizen.send(payload=payload)).status_code == 404


async def test_a_list_is_no_body(client: httpx.AsyncClient) -> None:
    refused = await client.post("/api/v1/conversations", json=[])
    assert refused.status_code == 422
    assert refused.json()["errors"]
