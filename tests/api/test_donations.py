"""Donations over HTTP: seen, given, taken back with and without the code, and the open set."""

import re
import time

import httpx

from bot.api.rate import RateLimits
from bot.api.routes import donations
from bot.assembly import Bot
from bot.settings import Settings
from tests.api.chatting import Citizen
from tests.donation.giver import let_rest

WITHDRAWAL = "/api/v1/donations/withdrawal"


async def _asked(client: httpx.AsyncClient, text: str = "hvad koster et pas") -> Citizen:
    citizen = await Citizen.arrive(client, "0751")
    await citizen.say(text)
    return citizen


async def _give(citizen: Citizen, **body: object) -> httpx.Response:
    return await citizen.client.post(f"{citizen.url}/donation", json=body, headers=citizen.headers)


async def test_a_citizen_sees_gives_and_takes_back(client: httpx.AsyncClient) -> None:
    citizen = await _asked(client, "jeg hedder Mette Holm og bor i Tirstrup, hvad koster et pas")
    seen = (await client.get(f"{citizen.url}/donation", headers=citizen.headers)).json()
    assert seen["possible"] == ["train", "research"]
    assert seen["given"] == []
    assert not re.search("Mette|Holm|Tirstrup", str(seen["messages"]))
    made = await _give(citizen, purposes=["research"], seal=seen["seal"])
    assert made.status_code == 201
    assert made.json()["messages"] == seen["messages"]
    code = made.json()["code"]
    again = await client.get(f"{citizen.url}/donation", headers=citizen.headers)
    assert again.json()["given"] == ["research"]
    assert code not in again.text
    assert (await client.post(WITHDRAWAL, json={"code": code})).json() == {"withdrawn": True}
    wrong = await client.post(WITHDRAWAL, json={"code": code})
    assert wrong.status_code == 404
    assert "Koden passer ikke" in wrong.json()["title"]


async def test_it_can_be_taken_back_where_the_conversation_is(client: httpx.AsyncClient) -> None:
    citizen = await _asked(client)
    code = (await _give(citizen, purposes=["train"])).json()["code"]
    assert (await _give(citizen, purposes=["train"])).status_code == 409
    gone = await client.delete(f"{citizen.url}/donation", headers=citizen.headers)
    assert gone.status_code == 204
    assert (await client.post(WITHDRAWAL, json={"code": code})).status_code == 404


async def test_nothing_is_chosen_for_the_citizen_and_nobody_else_gives(
    client: httpx.AsyncClient,
) -> None:
    citizen = await _asked(client)
    chosen: list[list[str]] = [[], ["sell"], ["train", "train"]]
    bodies: list[dict[str, object]] = [{}]
    bodies += [{"purposes": one} for one in chosen]
    for body in bodies:
        assert (await _give(citizen, **body)).status_code == 422
    assert (await _give(citizen, purposes=["train"], seal="0" * 16)).status_code == 409
    stranger = {"Authorization": "Bearer wrong"}
    for how in ("GET", "POST", "DELETE"):
        call = await client.request(how, f"{citizen.url}/donation", headers=stranger,
                                    json={"purposes": ["train"]})  # fmt: skip
        assert call.status_code == 401


async def test_acute_help_is_kindly_kept_out_of_the_open_set(client: httpx.AsyncClient) -> None:
    citizen = await _asked(client, "jeg vil ikke leve mere")
    seen = (await client.get(f"{citizen.url}/donation", headers=citizen.headers)).json()
    assert seen["possible"] == ["train"]
    refused = await _give(citizen, purposes=["train", "research"])
    assert refused.status_code == 409
    assert "ekstra godt på" in refused.json()["title"]


async def test_how_long_an_answer_takes_tells_nothing_of_the_code(
    client: httpx.AsyncClient,
) -> None:
    citizen = await _asked(client)
    code = (await _give(citizen, purposes=["train"])).json()["code"]
    for tried in ("0000-0000-0000-0000", "x", code):
        began = time.monotonic()
        await client.post(WITHDRAWAL, json={"code": tried})
        assert donations.ANSWER_SECONDS <= time.monotonic() - began < 3


async def test_codes_cannot_be_tried_over_and_over(
    client: httpx.AsyncClient, settings: Settings
) -> None:
    app = client._transport.app  # type: ignore[attr-defined]
    app.state.limits = RateLimits(
        settings.copy(update={"rate_limit": True, "rate_codes": "2/minute"})
    )
    for _ in range(2):
        assert (await client.post(WITHDRAWAL, json={"code": "x"})).status_code == 404
    often = await client.post(WITHDRAWAL, json={"code": "x"})
    assert often.status_code == 429
    assert int(often.headers["Retry-After"]) > 0
    page = await client.post("/doner", data={"code": "x"})
    assert page.status_code == 429
    assert "Vent ti minutter" in page.text


async def test_the_page_takes_a_code_without_any_script(client: httpx.AsyncClient) -> None:
    citizen = await _asked(client)
    code = (await _give(citizen, purposes=["train"])).json()["code"]
    assert "Fortryd en donation" in (await client.get("/doner")).text
    assert "Take a donation back" in (await client.get("/doner?language=en")).text
    wrong = await client.post("/doner", data={"code": '"><script>'})
    assert wrong.status_code == 404
    assert "<script>" not in wrong.text
    assert 'aria-invalid="true"' in wrong.text
    done = await client.post("/doner", data={"code": code.lower()})
    assert "Din donation er slettet" in done.text


async def test_the_open_set_lies_at_a_stable_address(client: httpx.AsyncClient, bot: Bot) -> None:
    citizen = await _asked(client, "hvad koster et pas til en pingvin")
    code = (await _give(citizen, purposes=["research"])).json()["code"]
    assert "pingvin" not in (await client.get("/data/donationer.jsonl")).text
    await let_rest(bot.database, 7)
    found = await client.get("/data/donationer.jsonl")
    assert "pingvin" in found.text
    assert citizen.id not in found.text
    told = (await client.get("/data/donationer.json")).json()
    assert told["licence"] == "CC0-1.0"
    assert found.headers["ETag"] == f'"{told["version"]}"'
    kept = {"If-None-Match": found.headers["ETag"]}
    assert (await client.get("/data/donationer.jsonl", headers=kept)).status_code == 304
    await client.post(WITHDRAWAL, json={"code": code})
    assert "pingvin" not in (await client.get("/data/donationer.jsonl", headers=kept)).text
    assert len((await client.get("/data/donationer.json")).json()["withdrawn"]) == 1
