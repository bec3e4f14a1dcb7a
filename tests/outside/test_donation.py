"""A citizen gives a conversation in the chat and takes it back on the page: keyboard, WCAG."""

from playwright.sync_api import Page, expect

from tests.outside.accessibility import violations
from tests.outside.chat import Chat
from tests.outside.staff_console import look

FRONT = "/?municipality=0751&language="


def _open_menu(chat: Chat, item: str) -> None:
    chat.menu.press("Enter")
    chat.panel.get_by_role("button", name=item).press("Enter")


def test_gives_by_keyboard_and_takes_back_with_the_code(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}{FRONT}da")
    chat = Chat(page)
    chat.open()
    chat.ask("Jeg hedder Mette Holm og bor i Tirstrup. Hvad koster et pas?")
    _open_menu(chat, "Giv samtalen")
    sheet = chat.sheet
    expect(sheet.get_by_role("heading", name="Giv samtalen")).to_be_focused()
    given = sheet.get_by_role("region", name="Det her giver du")
    expect(given).not_to_contain_text("Mette")
    expect(given).not_to_contain_text("Tirstrup")
    boxes = sheet.get_by_role("checkbox")
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        expect(box).not_to_be_checked()
    look(page, "giv")
    sheet.get_by_role("button", name="Giv samtalen").press("Enter")
    expect(sheet.get_by_role("alert")).to_contain_text("mindst én")
    expect(boxes.first).to_be_focused()
    boxes.first.press("Space")
    sheet.get_by_role("button", name="Giv samtalen").press("Enter")
    code = sheet.get_by_label("Din kode").inner_text()
    look(page, "kode")
    sheet.get_by_role("button", name="Kopiér koden").press("Enter")
    expect(sheet.get_by_role("status")).to_contain_text("Koden er")
    sheet.get_by_role("button", name="Tilbage til chatten").press("Enter")
    expect(chat.menu).to_be_focused()
    _open_menu(chat, "Giv samtalen")
    expect(sheet).to_contain_text("Du har givet samtalen til")
    assert violations(page) == []

    page.goto(f"{server_url}/doner")
    look(page, "doner")
    field = page.get_by_label("Din kode")
    field.fill("0000-0000-0000-0000")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Koden passer ikke")
    look(page, "doner-forkert")
    field.fill(code.lower())
    field.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Din donation er slettet")
    assert violations(page) == []


def test_english_citizens_give_and_take_back_at_once(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}{FRONT}en")
    chat = Chat(page)
    chat.open()
    chat.ask("Hvad koster et pas?")
    _open_menu(chat, "Donate the conversation")
    chat.sheet.get_by_role("checkbox", name="Open research set").check()
    chat.sheet.get_by_role("button", name="Donate the conversation").click()
    expect(chat.sheet).to_contain_text("Keep the code")
    chat.sheet.get_by_role("button", name="Back to the chat").click()
    _open_menu(chat, "Donate the conversation")
    chat.sheet.get_by_role("button", name="Take it back").click()
    expect(chat.sheet.get_by_role("status")).to_contain_text("deleted everywhere")
    page.goto(f"{server_url}/doner?language=en")
    expect(page.get_by_label("Your code")).to_be_visible()
    assert violations(page) == []
