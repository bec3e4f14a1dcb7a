"""The HTTP contract for chat, on the real bot."""

import asyncio

import httpx
import pytest

from bot.assembly import Bot
from bot.settings import Settings
from tests.api.chatting import Citizen
from tests.databases import kept, plain


async def test_the_first_words_say_that_a_robot_answers(client: httpx.AsyncClient) -> None:
    citizen = await Citizen.arrive(client, "0751")
    assert "robot" in citizen.greeting[0]["text"]
    assert "Aarhus Kommune" in citizen.greeting[0]["text"]
    english = await Citizen.arrive(client, language="en")
    assert "robot" in english.greeting[0]["text"]
    assert "lifeindenmark" in english.greeting[0]["links"][0]["url"]


async def test_moving_house_is_answered_for_the_municipality_of_a_postal_code(
    client: httpx.AsyncClient,
) -> None:
    citizen = await Citizen.arrive(client)
    asked = await citizen.say("hvordan melder jeg flytning?")
    assert asked["kind"] == "clarify"
    assert "kommune" in asked["text"]
    answer = await citizen.say("8660")
    assert answer["kind"] == "answer"
    assert answer["topic"] == "flytning_meld"
    assert answer["municipality"] == "0746"
    assert "Skanderborg Kommune" in answer["text"]
    assert answer["source"]["url"].startswith("https://")
    price = await citizen.say("hvad koster det")
    assert price["topic"] == "flytning_meld"
    assert "gratis" in price["text"]


async def test_quick_replies_are_shown_by_their_title_and_answered(
    client: httpx.AsyncClient,
) -> None:
    citizen = await Citizen.arrive(client, "0751")
    answer = await citizen.press("/pas_pris")
    assert answer["topic"] == "pas_pris"
    asked = (await citizen.history())[1]
    assert asked["role"] == "citizen"
    assert not asked["text"].startswith("/")


async def test_a_typed_slash_is_no_command(client: httpx.AsyncClient) -> None:
    citizen = await Citizen.arrive(client, "0751")
    answer = await citizen.say("/restart")
    assert answer["role"] == "bot"
    assert (await citizen.send(payload="/restart")).status_code == 404
    assert (await citizen.send(payload='/pas_pris{"municipality": "0101"}')).status_code == 404


async def test_a_message_sent_twice_is_answered_once(client: httpx.AsyncClient) -> None:
    citizen = await Citizen.arrive(client, "0751")
    first = await citizen.send(text="hvad koster et pas", client_id="abcdef-123456")
    again = await citizen.send(text="hvad koster et pas", client_id="abcdef-123456")
    assert first.json() == again.json()
    assert len(await citizen.history()) == 3


async def test_fifty_messages_at_once_are_all_answered_in_order(
    client: httpx.AsyncClient,
) -> None:
    citizen = await Citizen.arrive(client, "0751")
    sends = [citizen.send(text=f"hvad koster et pas nummer {n}") for n in range(50)]
    responses = await asyncio.gather(*sends)
    assert [response.status_code for response in responses] == [200] * 50
    history = (await citizen.history())[1:]
    assert [m["role"] for m in history] == ["citizen", "bot"] * 50
    asked = [m["text"] for m in history[::2]]
    assert asked == [f"hvad koster et pas nummer {n}" for n in range(50)]


async def test_feedback_is_kept_with_its_comment_masked(
    client: httpx.AsyncClient, settings: Settings
) -> None:
    citizen = await Citizen.arrive(client, "0751")
    answer = await citizen.say("hvad koster et pas")
    url = f"{citizen.url}/messages/{answer['id']}/feedback"
    body = {"rating": "down", "comment": "ring til mig på 22 33 44 55"}
    rated = await client.post(url, json=body, headers=citizen.headers)
    assert rated.status_code == 204
    with plain(settings.database_url) as database:
        query = "SELECT rating, comment FROM feedback WHERE message_id = ?"
        rating, comment = database.execute(query, (answer["id"],)).fetchone()
    assert rating == "down"
    assert "22 33 44 55" not in comment
    mine = (await citizen.history())[1]["id"]
    wrong = await client.post(
        f"{citizen.url}/messages/{mine}/feedback", json=body, headers=citizen.headers
    )
    assert wrong.status_code == 404


async def test_handover_gives_telephone_and_opening_hours(client: httpx.AsyncClient) -> None:
    citizen = await Citizen.arrive(client, "0751")
    response = await client.post(f"{citizen.url}/handover", headers=citizen.headers)
    message = response.json()["messages"][0]
    assert message["kind"] == "handover"
    assert "89 40 20 00" in message["text"]
    assert "åben" in message["text"] or "åbner" in message["text"]


async def test_a_deleted_conversation_is_gone_from_the_database_to_the_byte(
    client: httpx.AsyncClient, bot: Bot, settings: Settings
) -> None:
    citizen = await Citizen.arrive(client, "0751")
    await citizen.say("hvad koster et pas til min gravhund zephyrus")
    deleted = await client.delete(citizen.url, headers=citizen.headers)
    assert deleted.status_code == 204
    for response in (
        await client.get(citizen.url, headers=citizen.headers),
        await citizen.send(text="er du der?"),
        await client.delete(citizen.url, headers=citizen.headers),
    ):
        assert response.status_code == 410
        assert response.headers["content-type"] == "application/problem+json"
    everything = kept(settings.database_url)
    assert citizen.id.encode() in everything
    assert b"zephyrus" not in everything


async def test_rasas_own_rest_channel_works_and_keeps_the_talk(client: httpx.AsyncClient) -> None:
    url = "/webhooks/rest/webhook"
    first = await client.post(
        url, json={"sender": "rest-1", "message": "hvordan melder jeg flytning"}
    )
    assert first.json()[0]["recipient_id"] == "rest-1"
    second = await client.post(url, json={"sender": "rest-1", "message": "Skanderborg"})
    assert "Skanderborg Kommune" in second.json()[0]["text"]
    third = await client.post(
        url,
        json={"sender": "rest-2", "message": "/pas_pris", "metadata": {"municipality": "0751"}},
    )
    assert third.json()[0]["custom"]["topic"] == "pas_pris"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/answers/pas_pris", 200),
        ("/api/v1/answers/pas_levering?municipality=0751&channel=voice", 200),
        ("/api/v1/answers/findes_ikke", 404),
        ("/api/v1/answers/pas_pris?municipality=9999", 404),
        ("/api/v1/answers/pas_pris?municipality=aarhus", 422),
    ],
)
async def test_answers_are_open_to_all(client: httpx.AsyncClient, path: str, status: int) -> None:
    assert (await client.get(path)).status_code == status


async def test_all_municipalities_and_topics_are_listed(client: httpx.AsyncClient) -> None:
    municipalities = (await client.get("/api/v1/municipalities")).json()["municipalities"]
    assert len(municipalities) == 99
    topics = (await client.get("/api/v1/topics")).json()["topics"]
    assert len(topics) == 260
