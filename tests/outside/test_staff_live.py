"""Taking over a chat in real Chromium: the citizen on one side, the agent on the other.

With ``MUNI_SCREENSHOTS=folder`` each page is also kept as a picture, at 1280 and 768 pixels.
"""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.outside.accessibility import violations
from tests.outside.chat import Chat
from tests.outside.conftest import Server
from tests.outside.staff_console import look, sign_in
from tests.outside.staff_sessions import make_user

WAIT_MS = 15_000
EVIL = "<img src=x onerror=\"document.title='ramt'\"><script>document.title='ramt'</script>"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own: at first nobody waits there."""
    running = Server(tmp_path_factory.mktemp("live"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def email(server: Server) -> str:
    """An agent in Aarhus."""
    return make_user(server, "Mette Holm", "agent", "0751")


@pytest.fixture
def agent(server: Server, browser: Browser, email: str) -> Iterator[Page]:
    """Her console."""
    with browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        sign_in(page, server.url, email)
        page.goto(f"{server.url}/personale/samtaler")
        yield page


def _ask_for_a_person(chat: Chat) -> None:
    """In Aarhus."""
    asked = chat.said_by("bot").count()
    chat.choose("person")
    expect(chat.said_by("bot").nth(asked)).to_contain_text("Hvilken kommune", timeout=WAIT_MS)
    chat.settle()
    chat.ask("Aarhus")


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("MUNI_SCREENSHOTS")
    for width in (768, 1280) if folder else ():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{folder}/{name}-{width}.png")


def test_a_chat_is_taken_over_and_given_back(server: Server, page: Page, agent: Page) -> None:
    complaints: list[str] = []
    for one in (page, agent):
        one.on("pageerror", lambda error: complaints.append(str(error)))
    expect(agent.get_by_text("Ingen venter.")).to_be_visible()
    expect(agent).to_have_title(re.compile("^Samtaler "))
    chat = Chat(page)
    page.goto(f"{server.url}/?kommune=0751")
    chat.open()
    people = page.locator("muni-chat .people")
    _ask_for_a_person(chat)
    expect(people).to_contain_text("Du er nummer 1 i køen", timeout=WAIT_MS)
    assert violations(page) == []
    _picture(page, "live-widget-waiting")

    take = agent.get_by_role("button", name=re.compile("Tag samtalen"))
    expect(take).to_be_visible(timeout=WAIT_MS)
    expect(agent).to_have_title(re.compile(r"^\(1\) Samtaler "))
    look(agent, "live-list")
    take.focus()
    with agent.expect_response(re.compile("/liste$")):
        pass
    expect(take).to_be_focused()
    agent.keyboard.press("Enter")
    expect(agent.get_by_role("heading", name="Samtale i Aarhus Kommune")).to_be_visible()
    expect(people).to_contain_text("Mette, medarbejder i Aarhus Kommune", timeout=WAIT_MS)

    answers = chat.said_by("bot").count()
    chat.write(f"{EVIL} hvad koster et pas? Mit CPR er 010190-1234")
    log = agent.locator("#live-log")
    expect(log).to_contain_text("hvad koster et pas", timeout=WAIT_MS)
    expect(log).to_contain_text("<img src=x")
    expect(log).not_to_contain_text("010190")
    chat.settle()
    assert chat.said_by("bot").count() == answers, "the robot keeps quiet"

    field = agent.get_by_label("Dit svar")
    field.press_sequentially("Hej, ")
    expect(page.locator("muni-chat .typing")).to_contain_text(
        "Medarbejderen skriver", timeout=WAIT_MS
    )
    agent.reload()
    expect(field).to_have_value("Hej, ")
    field.fill(f"Hej, {EVIL} det ser jeg på")
    field.press("Enter")
    expect(field).to_be_focused()
    expect(chat.said_by("staff").last).to_contain_text("det ser jeg på", timeout=WAIT_MS)
    expect(chat.said_by("staff").last).to_contain_text("<img src=x")
    page.locator("muni-chat #field").press_sequentially("tak")
    expect(agent.locator("#live-writes")).to_have_text("Borgeren skriver …", timeout=WAIT_MS)
    _picture(page, "live-widget-taken")

    expect(agent.get_by_role("button", name="Send forslaget")).to_be_visible(timeout=WAIT_MS)
    look(agent, "live-chat")
    agent.get_by_role("button", name="Send forslaget").click()
    expect(chat.said_by("staff")).to_have_count(2, timeout=WAIT_MS)
    page.reload()
    expect(people).to_contain_text("Mette, medarbejder", timeout=WAIT_MS)
    expect(chat.field).to_have_value("tak")
    expect(chat.said_by("staff")).to_have_count(2)
    assert chat.shown == [one["id"] for one in chat.stored(server.url)]
    assert violations(page) == []

    agent.get_by_role("button", name="Afslut samtalen").click()
    expect(chat.said_by("system").last).to_contain_text("Nu svarer robotten", timeout=WAIT_MS)
    expect(people).to_be_hidden()
    chat.ask("hvad koster et pas?")
    assert {page.title(), agent.title()}.isdisjoint({"ramt"})
    assert complaints == []


def test_a_citizen_who_finds_nobody_leaves_a_number_and_deletes(
    server: Server, page: Page, agent: Page
) -> None:
    agent.get_by_role("button", name="Hold pause").click()
    chat = Chat(page)
    page.goto(f"{server.url}/?kommune=0751")
    chat.open()
    _ask_for_a_person(chat)
    people = page.locator("muni-chat .people")
    expect(people).to_contain_text("ingen medarbejder ved chatten", timeout=WAIT_MS)
    people.get_by_role("button", name="Bed om at blive kontaktet").click()
    expect(page.locator("muni-chat #contact")).to_be_focused()
    page.keyboard.type("ring til mig")
    page.keyboard.press("Enter")
    expect(people.get_by_role("alert")).to_contain_text("otte cifre")
    assert violations(page) == []
    _picture(page, "live-widget-contact")
    page.locator("muni-chat #contact").fill("20 30 40 50")
    page.reload()
    people.get_by_role("button", name="Bed om at blive kontaktet").click()
    expect(page.locator("muni-chat #contact")).to_have_value("20 30 40 50")
    page.keyboard.press("Enter")
    expect(chat.said_by("system").last).to_contain_text("gemt for sig selv", timeout=WAIT_MS)

    agent.goto(f"{server.url}/personale/samtaler/kontakt")
    expect(agent.get_by_role("cell", name="20304050", exact=True)).to_be_visible()
    look(agent, "live-contacts")
    agent.goto(f"{server.url}/personale/samtaler")
    agent.get_by_role("button", name=re.compile("Tag samtalen")).click()
    expect(agent.get_by_label("Dit svar")).to_be_visible()
    chat.choose("remove")
    chat.sheet.get_by_role("button", name="Slet samtalen").click()
    expect(agent.locator("#live-state")).to_contain_text("slettet samtalen", timeout=WAIT_MS)
    expect(agent.locator("#live-log article")).to_have_count(0)
    agent.goto(f"{server.url}/personale/samtaler/kontakt")
    expect(agent.get_by_text("Ingen har bedt om at blive kontaktet.")).to_be_visible()


def test_what_was_written_stays_when_the_chat_goes_to_another_municipality(
    server: Server, page: Page, agent: Page
) -> None:
    chat = Chat(page)
    page.goto(f"{server.url}/?kommune=0751")
    chat.open()
    _ask_for_a_person(chat)
    agent.get_by_role("button", name=re.compile("Tag samtalen")).click()
    field = agent.get_by_label("Dit svar")
    field.fill("halvt skrevet")
    again = agent.context.new_page()
    again.goto(agent.url)
    again.get_by_label("Til").select_option(label="Silkeborg Kommune")
    again.get_by_role("button", name="Giv videre").click()
    expect(again.get_by_text("Samtalen er givet videre")).to_be_visible()
    expect(agent.locator("#live-state")).to_contain_text("givet til en anden kommune")
    expect(field).to_have_value("halvt skrevet")
    expect(field).to_have_attribute("readonly", "")
    look(agent, "live-chat-lost")
    people = page.locator("muni-chat .people")
    expect(people).to_contain_text("ingen medarbejder ved chatten", timeout=WAIT_MS)
    agent.reload()
    expect(agent.get_by_role("heading", name="Det har du ikke rettighed til")).to_be_visible()


def test_standard_answers(server: Server, browser: Browser) -> None:
    email = make_user(server, "Rikke Bo", "editor", "0751")
    with browser.new_context(locale="da-DK") as context:
        page = context.new_page()
        sign_in(page, server.url, email)
        page.goto(f"{server.url}/personale/standardsvar")
        page.get_by_label("Titel").fill("Ring til os")
        page.get_by_label("Tekst").fill("Ring til {kommune} på {tlf}.")
        page.get_by_role("button", name="Gem", exact=True).click()
        expect(page.get_by_role("alert").get_by_text("{tlf} findes ikke")).to_be_visible()
        page.get_by_label("Tekst").fill("Ring til {kommune} på {telefon}.")
        page.get_by_role("button", name="Gem", exact=True).click()
        expect(page.get_by_text("Standardsvaret er gemt")).to_be_visible()
        look(page, "live-canned")
