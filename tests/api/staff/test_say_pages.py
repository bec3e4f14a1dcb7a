"""The console's pages of what citizens give and say: taught, handled, told."""

import re
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI

from bot.content.revision import Author
from bot.content.subject import Subject
from bot.knowledge import get_live_content
from bot.say.changes import ToldChanges
from bot.say.panels import Panels
from bot.say.suggestions import Suggestions
from bot.staff.staff import Staff
from tests.api.staff.browsing import Browser
from tests.api.staff.content_room import content_console
from tests.donation.giver import given_by_hand
from tests.staff.making import grant, make_user

Open = Callable[..., Browser]
DONATIONS, SUGGESTIONS = "/personale/donationer", "/personale/forslag"


@pytest.fixture
def app(staff: Staff) -> Iterator[FastAPI]:
    """The console with content that can be edited."""
    with content_console(staff) as made:
        yield made


async def _enter(staff: Staff, browser: Open, role: str = "editor", place: str = "*") -> Browser:
    await make_user(staff, "Mette", grant(role, place))
    one = browser()
    await one.sign_in("mette@by.dk")
    return one


async def test_a_given_wording_becomes_an_example_and_leaves_the_list(
    staff: Staff, browser: Open
) -> None:
    identity = await given_by_hand(staff.database, "hvad koster <b>et gulerodspas</b>", "0751")
    one = await _enter(staff, browser)
    listed = (await one.get(DONATIONS)).text
    assert "&lt;b&gt;et gulerodspas" in listed
    deed = f"{DONATIONS}/{identity}/1/eksempel"
    refused = await one.post(deed, DONATIONS, emne="", tekst="hvad koster et gulerodspas")
    assert refused.status_code == 422
    private = await one.post(deed, DONATIONS, emne="pas_pris", tekst="ring 22 33 44 55")
    assert private.status_code == 422
    done = await one.post(deed, DONATIONS, emne="pas_pris", tekst="hvad koster et gulerodspas")
    assert done.status_code == 303
    assert "gulerodspas" not in (await one.get(DONATIONS)).text
    assert "hvad koster et gulerodspas" in get_live_content().content.raw.examples["pas_pris"]
    assert (await one.post(deed, DONATIONS, emne="pas_pris", tekst="igen")).status_code == 404


async def test_a_wording_that_teaches_nothing_is_put_away(staff: Staff, browser: Open) -> None:
    identity = await given_by_hand(staff.database, "ja tak", None)
    other = await given_by_hand(staff.database, "nej tak", None)
    one = await _enter(staff, browser)
    await one.post(f"{DONATIONS}/{identity}/1/laeg-vaek", DONATIONS)
    shown = (await one.get(DONATIONS)).text
    assert "ja tak" not in shown
    assert other in shown


async def _suggest(staff: Staff, text: str, place: str | None = None) -> str:
    suggestions = Suggestions(staff.database, str)
    await suggestions.add("pas_pris", place, text)
    found = await suggestions.all(["*"], handled=False)
    return next(one.id for one in found if one.text == text)


async def test_an_accepted_suggestion_stands_beside_the_answer(staff: Staff, browser: Open) -> None:
    identity = await _suggest(staff, "Skriv <i>også</i> børneprisen")
    one = await _enter(staff, browser)
    assert "Skriv &lt;i&gt;også" in (await one.get(SUGGESTIONS)).text
    opened = await one.post(f"{SUGGESTIONS}/{identity}/ret", SUGGESTIONS, seen="new")
    assert opened.headers["location"] == f"/personale/emner/pas_pris/svar?forslag={identity}"
    page = (await one.get(opened.headers["location"])).text
    assert "Skriv &lt;i&gt;også" in page
    assert "Er i gang" in (await one.get(SUGGESTIONS)).text


async def test_a_local_editor_is_led_to_the_municipalitys_own_answer(
    staff: Staff, browser: Open
) -> None:
    identity = await _suggest(staff, "Skriv åbningstiden", "0751")
    one = await _enter(staff, browser, "editor", "0751")
    opened = await one.post(f"{SUGGESTIONS}/{identity}/ret", SUGGESTIONS, seen="new")
    assert opened.headers["location"].endswith("&kommune=0751")
    assert (await one.get(opened.headers["location"])).status_code == 200


async def test_it_is_declined_with_a_reason_and_done_with_words_for_citizens(
    staff: Staff, browser: Open
) -> None:
    first, second = await _suggest(staff, "Skriv mindre"), await _suggest(staff, "Skriv mere")
    one = await _enter(staff, browser)
    deed = f"{SUGGESTIONS}/{first}/afgoer"
    missing = await one.post(deed, SUGGESTIONS, seen="new", til="declined")
    assert missing.status_code == 422
    assert "Skriv, hvorfor" in missing.text
    await one.post(deed, SUGGESTIONS, seen="new", til="declined", grund="Svaret er kort nok")
    again = await one.post(deed, SUGGESTIONS, seen="new", til="done")
    assert again.status_code == 409
    deed = f"{SUGGESTIONS}/{second}/afgoer"
    told = {"tekst": "Prisen for børn er med. Tak til Mette Holm, 22 33 44 55"}
    await one.post(deed, SUGGESTIONS, seen="new", til="done", **told, vis="true")
    handled = (await one.get(f"{SUGGESTIONS}?vis=behandlede")).text
    assert "Svaret er kort nok" in handled
    assert "ingen forslag" in (await one.get(SUGGESTIONS)).text
    (shown,) = await ToldChanges(staff.database, str).all()
    assert shown.suggested
    assert shown.text.startswith("Prisen for børn er med")
    assert not re.search("Holm|22 33", shown.text)
    await one.post(f"/personale/aendringer/{shown.id}/skjul", "/personale/aendringer")
    assert await ToldChanges(staff.database, str).all() == []


async def test_words_for_citizens_are_told_only_when_they_are_ticked(
    staff: Staff, browser: Open
) -> None:
    identity = await _suggest(staff, "Skriv mere")
    one = await _enter(staff, browser)
    deed = f"{SUGGESTIONS}/{identity}/afgoer"
    await one.post(deed, SUGGESTIONS, seen="new", til="done", tekst="Prisen er med")
    assert await ToldChanges(staff.database, str).all() == []


async def test_staff_see_when_the_answer_was_changed_after_the_suggestion(
    staff: Staff, app: FastAPI, browser: Open
) -> None:
    await _suggest(staff, "Skriv mere")
    one = await _enter(staff, browser)
    assert "Svaret er ændret siden" not in (await one.get(SUGGESTIONS)).text
    editing, author = app.state.bot.editing, Author("u1", "Anne")
    subject = Subject("answer", "pas_pris")
    standing = await editing.open(subject, author)
    content = {**standing.content, "text": standing.content["text"] + " Børn betaler mindre."}
    saved = await editing.save_draft(subject, content, author, None, 0)
    await editing.publish({saved.id: saved.saved})
    assert "Svaret er ændret siden" in (await one.get(SUGGESTIONS)).text


async def test_an_editor_asks_a_panel_about_a_draft_and_sees_what_it_says(
    staff: Staff, app: FastAPI, browser: Open
) -> None:
    editing, author = app.state.bot.editing, Author("u1", "Anne")
    subject = Subject("answer", "pas_pris")
    standing = await editing.open(subject, author)
    draft = await editing.save_draft(subject, standing.content, author, None, 0)
    one = await _enter(staff, browser)
    panel = f"/personale/kladder/{draft.id}/panel"
    made = await one.post(panel, panel)
    link = re.search(r'value="http://127.0.0.1:8000/panel/([\w-]{43})"', made.text)
    assert link
    assert link[1] not in (await one.get(panel)).text
    await Panels(staff.database, str).rate(link[1], 1, "no", "yes", "For <b>svært</b>")
    shown = (await one.get(panel)).text
    assert "For &lt;b&gt;svært" in shown
    assert "1 har svaret" in shown
    assert "Panel (1 svar)" in (await one.get("/personale/kladder?alle=true")).text
    await one.post(f"{panel}/luk", panel)
    assert "Panelet er ikke åbent" in (await one.get(panel)).text


async def test_who_publishes_an_answer_can_tell_what_was_changed(
    staff: Staff, app: FastAPI, browser: Open
) -> None:
    editing, author = app.state.bot.editing, Author("u1", "Anne")
    subject = Subject("answer", "pas_pris")
    standing = await editing.open(subject, author)
    draft = await editing.save_draft(subject, standing.content, author, None, 0)
    one = await _enter(staff, browser)
    drafts = "/personale/kladder"
    fields = {"draft": f"{draft.id}:{draft.saved}", "fortael": "Svaret er kortere"}
    done = await one.post(f"{drafts}/udgiv", f"{drafts}?alle=true", **fields)
    assert done.status_code == 303
    (told,) = await ToldChanges(staff.database, str).all()
    assert (told.topic, told.text, told.suggested) == ("pas_pris", "Svaret er kortere", False)
