"""A citizen suggests, staff change and tell, a panel rates: in a real browser, by keyboard, WCAG.

With ``MUNI_SCREENSHOTS=folder`` each page is also kept as a picture, at 1280 and 768 pixels.
"""

import re

from playwright.sync_api import Browser, Page, expect

from tests.outside.accessibility import violations
from tests.outside.chat import Chat
from tests.outside.conftest import Server
from tests.outside.staff_console import enter, look

SUGGESTED = "Skriv også, hvad et pas til et barn koster"
TOLD = "Nu står prisen for børn først i svaret."


def _suggest(page: Page, url: str) -> None:
    page.goto(f"{url}/?municipality=0751&language=da")
    chat = Chat(page)
    chat.open()
    answer = chat.ask_for_answer("Hvad koster et pas?")
    answer.get_by_role("button", name=re.compile("^Nej")).press("Enter")
    answer.get_by_role("button", name="Foreslå en rettelse").press("Enter")
    field = answer.get_by_label("Hvad skal rettes i svaret?")
    expect(field).to_be_focused()
    send = answer.get_by_role("button", name="Send forslag")
    send.press("Enter")
    expect(answer.get_by_role("alert")).to_contain_text("Skriv dit forslag")
    field.fill(SUGGESTED)
    assert violations(page) == []
    send.press("Enter")
    expect(answer.get_by_text("En medarbejder ser på dit forslag")).to_be_focused()
    assert violations(page) == []
    answer.get_by_role("button", name=re.compile("^Ja")).press("Enter")
    expect(answer.get_by_role("button", name="Foreslå en rettelse")).to_have_count(0)


def _give(page: Page) -> None:
    chat = Chat(page)
    chat.choose("donate")
    chat.sheet.get_by_role("checkbox", name="Lær robotten").check()
    chat.sheet.get_by_role("button", name="Giv samtalen").click()
    expect(chat.sheet).to_contain_text("Gem koden")


def test_a_suggestion_goes_from_the_chat_to_the_public_page(
    server: Server, page: Page, browser: Browser
) -> None:
    citizen = browser.new_page()
    _suggest(citizen, server.url)
    _give(citizen)
    enter(page, server, "Signe", "--role", "editor", "--all")
    page.goto(f"{server.url}/personale/forslag")
    expect(page.get_by_text(SUGGESTED)).to_be_visible()
    look(page, "forslag")
    page.get_by_role("button", name="Ret svaret").press("Enter")
    expect(page.get_by_role("region", name="En borger foreslår")).to_contain_text(SUGGESTED)
    look(page, "forslag-svar")
    page.get_by_role("button", name="Gem kladde").press("Enter")
    page.get_by_role("link", name="Panel").press("Enter")
    page.get_by_role("button", name="Lav et link").press("Enter")
    link = page.get_by_role("textbox", name="Link").input_value()
    look(page, "panel-link")

    citizen.goto(server.url + link[link.index("/panel/") :])
    look(citizen, "panel")
    citizen.get_by_role("button", name="Send dit svar").press("Enter")
    expect(citizen.get_by_role("alert")).to_contain_text("begge spørgsmål")
    assert violations(citizen) == []
    for question in ("Er svaret til at forstå?", "Giver det svar på spørgsmålet?"):
        citizen.get_by_role("group", name=question).get_by_label("Ja").press("Space")
    citizen.get_by_label("Hvad kunne være bedre?").fill("Prisen må gerne stå først")
    citizen.get_by_role("button", name="Send dit svar").press("Enter")
    expect(citizen.get_by_role("status")).to_contain_text("gemt uden dit navn")
    assert violations(citizen) == []

    page.goto(page.url)
    expect(page.get_by_text("Prisen må gerne stå først")).to_be_visible()
    look(page, "panel-svar")
    page.goto(f"{server.url}/personale/forslag")
    page.get_by_text("Afslut forslaget").click()
    page.get_by_label("Vis for borgerne").check()
    page.get_by_label("Hvad er ændret?").fill(TOLD)
    look(page, "forslag-afslut")
    page.get_by_role("button", name="Færdigt").press("Enter")
    page.goto(f"{server.url}/personale/aendringer")
    look(page, "aendringer")
    page.goto(f"{server.url}/personale/donationer")
    expect(page.get_by_role("heading", name="Hvad koster et pas?").first).to_be_visible()
    look(page, "donationer")

    citizen.goto(f"{server.url}/i-spurgte-vi-aendrede")
    expect(citizen.get_by_role("listitem").filter(has_text=TOLD)).to_be_visible()
    look(citizen, "aendrede")
    citizen.close()
