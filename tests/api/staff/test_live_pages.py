"""The pages of chats: who may open, take, read and change what, also by changing an id."""

import json
from collections.abc import Callable

import pytest
from fastapi import FastAPI

from bot.staff.audit import Wanted
from bot.staff.rights import Grant, Role
from bot.staff.staff import Staff
from bot.turn import Message, Said, TurnRequest
from tests.api.staff.browsing import Browser, Serving
from tests.live.chatting import asked, begin, turn
from tests.staff.making import grant, make_user

Open = Callable[..., Browser]
LIST = "/personale/samtaler"
CANNED = "/personale/standardsvar"

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def bot(app: FastAPI) -> Serving:
    """What serves the console."""
    serving: Serving = app.state.bot
    return serving


async def _signed_in(staff: Staff, browser: Open, name: str, *grants: Grant) -> Browser:
    await make_user(staff, name, *grants)
    one = browser()
    await one.sign_in(f"{name.lower()}@by.dk")
    return one


def _said(number: int, text: str = "Hej") -> dict[str, str]:
    return {"client_id": f"nummer-{number:04}", "text": text}


@pytest.mark.parametrize("role", list(Role))
async def test_only_agents_open_the_chats(staff: Staff, browser: Open, role: Role) -> None:
    one = await _signed_in(staff, browser, "Mette", grant(role.value, "0751"))
    may = (await one.get(LIST)).status_code == 200
    assert may is ((await one.get(f"{LIST}/kontakt")).status_code == 200)
    assert may is (f'href="{LIST}"' in (await one.get("/personale")).text)
    assert may is (role is Role.AGENT)


async def test_a_chat_of_another_municipality_is_closed_on_every_path(
    staff: Staff, browser: Open, bot: Serving
) -> None:
    chat = await asked(bot.live, bot.store, "0751")
    await bot.live.contacts.leave(chat, "20304050", "Ida")
    one = await _signed_in(staff, browser, "Bo", grant("agent", "0740"))
    assert chat not in (await one.get(LIST)).text
    assert "20304050" not in (await one.get(f"{LIST}/kontakt")).text
    path = f"{LIST}/{chat}"
    for part in ("", "/nyt", "/forslag"):
        assert (await one.get(path + part)).status_code == 403, part
    for part, fields in {
        "/tag": {},
        "/slut": {},
        "/videre": {"whom": "0740"},
        "/skriver": {"on": "true"},
        "/beskeder": _said(1),
    }.items():
        answer = await one.post(path + part, LIST, **fields)
        assert answer.status_code in {403, 409}, part
    assert (await one.post(f"{LIST}/kontakt/{chat}/slet", LIST)).status_code == 403
    assert (await bot.live.citizen.status(chat)).state == "waiting"
    assert {message.role for message in await bot.store.messages(chat)} <= {
        "bot", "citizen", "system"}  # fmt: skip
    assert (await one.get(f"{LIST}/{'0' * 32}")).status_code == 404


async def test_an_ended_chat_follows_the_citizen_to_another_municipality(
    staff: Staff, browser: Open, bot: Serving
) -> None:
    chat = await asked(bot.live, bot.store, "0751")
    one = await _signed_in(staff, browser, "Mette", grant("agent", "0751"))
    await one.post(f"{LIST}/{chat}/tag", LIST)
    await one.post(f"{LIST}/{chat}/slut", LIST)
    assert (await one.get(f"{LIST}/{chat}")).status_code == 200
    await turn(bot.live, bot.store, chat, municipality="0740")
    assert (await one.get(f"{LIST}/{chat}")).status_code == 403


async def test_what_is_written_is_text_masked_and_kept_once(
    staff: Staff, browser: Open, bot: Serving
) -> None:
    chat = await asked(bot.live, bot.store, "0751")
    one = await _signed_in(staff, browser, "Mette", grant("agent", "0751"))
    taken = await one.post(f"{LIST}/{chat}/tag", LIST)
    assert taken.headers["location"] == f"{LIST}/{chat}"
    line = _said(1, f"{EVIL} CPR 010190-1234")
    for _ in range(2):
        assert (await one.post(f"{LIST}/{chat}/beskeder", LIST, **line)).status_code == 200
    page = (await one.get(f"{LIST}/{chat}")).text
    assert EVIL not in page
    assert "010190" not in page
    news = json.loads((await one.get(f"{LIST}/{chat}/nyt")).text)
    shown = [entry["html"] for entry in news["messages"]]
    assert sum("&lt;script&gt;" in html for html in shown) == 1
    assert not any(EVIL in html for html in shown)
    said = [one for one in await bot.store.messages(chat) if one.role == "staff"]
    assert [one.author for one in said] == ["Mette, medarbejder i Aarhus Kommune"]
    actions = {entry.action for entry in await staff.audit.search(Wanted(who=chat))}
    assert {"chat_taken", "chat_read"} <= actions


async def test_what_a_citizen_writes_is_text_on_every_page_of_the_chat(
    staff: Staff, browser: Open, bot: Serving
) -> None:
    chat = await asked(bot.live, bot.store, "0751")
    hostile = f'{EVIL}"><img src=x onerror=alert(1)>'
    waiting = await bot.store.load(chat)
    said = Said((Message(text=f"Mente du {hostile}?"),), waiting.state, "0751")
    await bot.store.save(waiting, TurnRequest(chat, hostile), hostile, said, 1.0)
    await bot.live.contacts.leave(chat, "ida<b>@by.dk", hostile)
    one = await _signed_in(staff, browser, "Mette", grant("agent", "0751"))
    await one.post(f"{LIST}/{chat}/tag", LIST)
    pages = [LIST, f"{LIST}/liste", f"{LIST}/kontakt", f"{LIST}/{chat}", f"{LIST}/{chat}/forslag"]
    shown = {path: (await one.get(path)).text for path in pages}
    news = json.loads((await one.get(f"{LIST}/{chat}/nyt")).text)
    shown["nyt"] = "".join(entry["html"] for entry in news["messages"])
    for path, html in shown.items():
        for tag in ("<script>alert", "<img", "ida<b>"):
            assert tag not in html, path
    for path in (f"{LIST}/kontakt", f"{LIST}/{chat}", "nyt"):
        assert "&lt;script&gt;alert(1)" in shown[path], path


async def test_muni_suggests_and_the_agent_sends_it(
    staff: Staff, browser: Open, bot: Serving
) -> None:
    chat = await asked(bot.live, bot.store, "0751")
    one = await _signed_in(staff, browser, "Mette", grant("agent", "0751"))
    await one.post(f"{LIST}/{chat}/tag", LIST)
    shown = (await one.get(f"{LIST}/{chat}/forslag")).text
    assert 'data-topic="pas_levering"' in shown
    fields = {"client_id": "nummer-0001", "topic": "pas_levering"}
    assert (await one.post(f"{LIST}/{chat}/beskeder", LIST, **fields)).status_code == 200
    sent = (await bot.store.messages(chat))[-1]
    assert (sent.role, sent.topic) == ("staff", "pas_levering")
    assert sent.text in shown or sent.text.split("\n")[0] in shown
    nonsense = fields | {"client_id": "nummer-0002", "topic": "findes_ikke"}
    assert (await one.post(f"{LIST}/{chat}/beskeder", LIST, **nonsense)).status_code == 404


async def test_a_standard_answer_keeps_the_municipalitys_own_telephone(
    staff: Staff, browser: Open, bot: Serving
) -> None:
    editor = await _signed_in(staff, browser, "Eva", grant("editor", "0751"))
    fields = {"title": "Ring", "text": "Ring på {telefon}.", "municipality": "0751"}
    assert (await editor.post(CANNED, CANNED, **fields)).status_code == 303
    refused = await editor.post(CANNED, CANNED, **fields | {"municipality": "0740"})
    assert refused.status_code == 403
    chat = await asked(bot.live, bot.store, "0751")
    (canned,) = await bot.live.canned.for_chat("0751")
    other = await _signed_in(staff, browser, "Bo", grant("editor", "0740"))
    assert "Ring på" not in (await other.get(CANNED)).text
    assert (await other.post(f"{CANNED}/{canned.id}", CANNED, **fields)).status_code == 403
    assert (await other.post(f"{CANNED}/{canned.id}/slet", CANNED)).status_code == 403
    one = await _signed_in(staff, browser, "Mette", grant("agent", "0751"))
    await one.post(f"{LIST}/{chat}/tag", LIST)
    text = canned.filled("0751")
    await one.post(f"{LIST}/{chat}/beskeder", LIST, **_said(1, text))
    assert (await bot.store.messages(chat))[-1].text == text
    await one.post(f"{LIST}/{chat}/beskeder", LIST, **_said(2, text + " Eller 20 30 40 50."))
    assert "20 30 40 50" not in (await bot.store.messages(chat))[-1].text


async def test_a_break_waits_for_the_chats_and_signing_out_gives_them_back(
    staff: Staff, browser: Open, bot: Serving
) -> None:
    chat = await asked(bot.live, bot.store, "0751")
    one = await _signed_in(staff, browser, "Mette", grant("agent", "0751"))
    await one.post(f"{LIST}/{chat}/tag", LIST)
    stopped = await one.post(f"{LIST}/pause", LIST)
    assert stopped.headers["location"] == LIST
    assert "før du holder pause" in (await one.get(LIST)).text
    waiting = await begin(bot.store)
    await turn(bot.live, bot.store, waiting, "handover")
    assert (await bot.live.citizen.status(waiting)).staffed
    await one.post("/personale/log-ud", LIST)
    assert not (await bot.live.citizen.status(waiting)).staffed
    await bot.live.sweep()
    assert (await bot.live.citizen.status(chat)).state == "waiting"


async def test_forms_without_the_token_change_nothing(
    staff: Staff, browser: Open, bot: Serving
) -> None:
    chat = await asked(bot.live, bot.store, "0751")
    one = await _signed_in(staff, browser, "Mette", grant("agent", "0751"))
    for part in ("tag", "slut", "videre", "beskeder", "skriver"):
        answer = await one.http.post(f"{LIST}/{chat}/{part}", data=_said(1) | {"whom": "0740"})
        assert answer.status_code == 403, part
    assert (await bot.live.citizen.status(chat)).state == "waiting"
