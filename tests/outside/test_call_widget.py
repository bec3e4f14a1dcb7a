"""A call from the chat: the real chat, and a line that does what the test tells it to."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.outside.accessibility import violations
from tests.outside.calling import ALLOWED, BEEPING, Ears, WidgetCall, chromium
from tests.outside.chat import Chat
from tests.outside.scripted_line import ScriptedLine, answering

PASSPORT = "Hvordan fornyer jeg mit pas?"
FRONT = "/?municipality=0751&language=da"
SIZES = [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]


@pytest.fixture(scope="module")
def calling_browser(browser: Browser) -> Iterator[Browser]:
    """A Chromium whose microphone beeps, and may be used."""
    with chromium(browser, ALLOWED, BEEPING) as launched:
        yield launched


@pytest.fixture
def line() -> Iterator[ScriptedLine]:
    """The far end."""
    with answering() as line:
        yield line


@pytest.fixture
def caller(calling_browser: Browser, line: ScriptedLine) -> Iterator[Page]:
    """A page whose calls, and nothing else, go to the scripted line."""
    context = calling_browser.new_context(locale="da-DK", bypass_csp=True)
    page = context.new_page()
    divert(page, line)
    yield page
    context.close()


@pytest.fixture
def chat(caller: Page, server_url: str) -> Chat:
    """The open chat of Aarhus."""
    caller.goto(server_url + FRONT)
    chat = Chat(caller)
    chat.open()
    return chat


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[Page]:
    """A page of a municipality's own site, which may reach this machine."""
    reaching = "--disable-features=LocalNetworkAccessChecks"
    with chromium(browser, ALLOWED, BEEPING, reaching) as launched:
        yield launched.new_page()


def divert(page: Page, line: ScriptedLine) -> None:
    """Let the page's calls go to ``line``."""
    page.add_init_script(f"""
        const Opened = WebSocket;
        window.WebSocket = class extends Opened {{
            constructor(url) {{
                const called = String(url).endsWith("/voice/browser");
                super(called ? "ws://127.0.0.1:{line.port}/voice/browser" : url);
            }}
        }};
    """)


def test_a_call_is_shown_in_the_same_log_and_writing_works_afterwards(
    chat: Chat, line: ScriptedLine, server_url: str
) -> None:
    chat.ask(PASSPORT)
    call = WidgetCall(chat.page)
    call.ring()
    assert line.frames[0] == {"type": "start", "sample_rate": 16_000, "municipality": "0751"}
    expect(call.notices.first).to_contain_text("Det er en robot, der svarer")
    expect(chat.panel).to_contain_text("Du taler med en robot")
    expect(chat.field).to_be_hidden()
    expect(call.hang_up_button).to_be_focused()
    line.say("bot", text="Hvad kan jeg hjælpe dig med?")
    line.say("partial", text="jeg er")
    expect(call.partial).to_have_text("jeg er")
    line.say("caller", text="Jeg er flyttet")
    expect(chat.said_by("citizen").last).to_contain_text("Jeg er flyttet")
    expect(call.partial).to_have_count(0)
    line.say("bot", text="Du melder flytning på borger.dk.")
    expect(chat.said_by("bot").last).to_contain_text("borger.dk")
    call.hang_up_button.click()
    expect(call.notices.last).to_contain_text("Du lagde på")
    expect(call.button).to_be_focused()
    expect(chat.panel).to_contain_text("Du skriver med en robot")
    assert line.closed.wait(5)
    chat.ask("Tak")
    assert chat.shown == [message["id"] for message in chat.stored(server_url)]


def test_a_transfer_becomes_a_number_to_ring(chat: Chat, line: ScriptedLine) -> None:
    WidgetCall(chat.page).ring()
    line.say("transfer", number="+4589402000")
    link = chat.log.get_by_role("link", name="Ring 89 40 20 00")
    expect(link).to_have_attribute("href", "tel:+4589402000", timeout=20_000)
    expect(chat.field).to_be_visible()


def test_keys_are_there_when_they_are_wanted(chat: Chat, line: ScriptedLine) -> None:
    WidgetCall(chat.page).ring()
    expect(chat.page.get_by_role("group", name="Taster")).to_be_hidden()
    chat.page.get_by_role("button", name="Taster").click()
    chat.page.get_by_role("group", name="Taster").get_by_role("button", name="2").click()
    chat.page.keyboard.press("3")
    chat.page.wait_for_timeout(300)
    assert line.keys() == "23"


@pytest.mark.parametrize("how", ["close", "restart", "remove"])
def test_no_microphone_is_on_where_it_cannot_be_seen(
    caller: Page, line: ScriptedLine, server_url: str, how: str
) -> None:
    ears = Ears(caller)
    caller.goto(server_url + FRONT)
    chat = Chat(caller)
    chat.open()
    WidgetCall(caller).ring()
    if how == "close":
        caller.keyboard.press("Escape")
    else:
        chat.choose(how)
        chat.sheet.get_by_role("button").first.click()
    assert line.closed.wait(10)
    assert [one["state"] for one in ears.microphones] == ["ended"]


def test_there_is_no_microphone_where_the_line_is_off(page: Page, server_url: str) -> None:
    page.route("**/widget.json", lambda route: route.fulfill(json={"call": False}))
    page.goto(server_url + FRONT)
    chat = Chat(page)
    chat.open()
    expect(WidgetCall(page).button).to_have_count(0)
    chat.choose("about")
    expect(chat.sheet).not_to_contain_text("Når du taler med robotten")


def test_a_refused_microphone_is_explained_and_one_can_write(
    browser: Browser, server_url: str
) -> None:
    with chromium(browser, BEEPING, "--deny-permission-prompts") as refusing:
        page = refusing.new_page()
        page.goto(server_url + FRONT)
        chat = Chat(page)
        chat.open()
        call = WidgetCall(page)
        call.button.click()
        expect(call.notices.last).to_contain_text("giver ikke lov til mikrofonen")
        expect(call.button).to_be_focused()
        chat.ask(PASSPORT)


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_while_one_talks(
    chat: Chat, line: ScriptedLine, size: dict[str, int]
) -> None:
    page = chat.page
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    assert violations(page) == []
    call = WidgetCall(page)
    call.ring()
    line.say("status", text="listening")
    line.say("bot", text="Hvad kan jeg hjælpe dig med?")
    line.say("caller", text="Jeg er flyttet")
    line.say("partial", text="og skal")
    expect(call.partial).to_be_visible()
    page.get_by_role("button", name="Taster").click()
    page.get_by_role("button", name="Robottens stemme").click()
    assert violations(page) == []
    assert chat.panel.evaluate("one => one.scrollWidth") <= size["width"]
    call.hang_up_button.click()
    expect(call.notices.last).to_contain_text("Du lagde på")
    assert violations(page) == []


def test_calls_from_another_site_with_a_strict_policy(
    elsewhere: Page, line: ScriptedLine, server_url: str
) -> None:
    page = elsewhere
    divert(page, line)
    policy = (
        f"default-src 'none'; script-src {server_url}; base-uri 'none'; "
        f"connect-src {server_url} {server_url.replace('http', 'ws')} ws://127.0.0.1:{line.port}; "
        "require-trusted-types-for 'script'"
    )
    html = (
        "<!doctype html><html lang=da><title>Vært</title><main><h1>Vært</h1></main>"
        f"<script src='{server_url}/widget.js' data-municipality=0751 defer></script></html>"
    )
    headers = {"Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8"}
    page.route("https://www.aarhus.dk/**", lambda route: route.fulfill(body=html, headers=headers))
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    page.goto("https://www.aarhus.dk/vaert")
    Chat(page).open()
    WidgetCall(page).ring()
    page.wait_for_timeout(500)
    assert {len(piece) for piece in line.pieces} == {640}
    assert [one for one in said if re.search("Content Security|Trusted", one)] == []
