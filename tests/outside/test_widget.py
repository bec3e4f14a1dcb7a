"""The chat in a real browser against a real server: nothing lost, all of it by keyboard, WCAG."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.outside.accessibility import violations
from tests.outside.chat import ANSWER_MS, Chat, Line, is_feedback, sent

PASSPORT = "Hvordan fornyer jeg mit pas?"
MOVING = "Jeg er flyttet"
PHONE = {"width": 390, "height": 844}
ZOOMED_400 = {"width": 320, "height": 256}
FRONT = "/?municipality=0751&language=da"


@pytest.fixture
def chat(page: Page, server_url: str) -> Chat:
    """The chat on the demo page of Aarhus, not yet opened."""
    page.goto(server_url + FRONT)
    chat = Chat(page)
    expect(chat.launcher).to_be_visible()
    return chat


def test_says_who_it_is_for_and_that_a_robot_answers(chat: Chat) -> None:
    chat.open()
    expect(chat.panel).to_have_accessible_name("Aarhus Kommune")
    expect(chat.panel).to_contain_text("Du skriver med en robot")
    expect(chat.said_by("bot").first).to_contain_text("robot", ignore_case=True)


def test_nothing_is_stored_or_asked_before_the_citizen_opens_it(
    page: Page, server_url: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server_url + FRONT)
    expect(Chat(page).launcher).to_be_visible()
    assert [url for url in asked if "/api/" in url] == []
    assert Chat(page).session == {}


def test_an_answer_lost_on_the_way_comes_once(page: Page, server_url: str) -> None:
    line = Line(page)
    page.goto(server_url + FRONT)
    chat = Chat(page)
    chat.open()
    line.loses_answers = True
    chat.ask(PASSPORT)
    assert line.opened == 2
    expect(chat.said_by("citizen")).to_have_count(1)
    assert chat.shown == [message["id"] for message in chat.stored(server_url)]


def test_what_is_written_while_the_server_restarts_is_sent_afterwards(
    page: Page, server_url: str
) -> None:
    line = Line(page)
    page.goto(server_url + FRONT)
    chat = Chat(page)
    chat.open()
    chat.ask(PASSPORT)
    line.cut()
    chat.write(MOVING)
    chat.write("Tak")
    chat.settle()
    assert chat.said_by("citizen").all_inner_texts()[-1].endswith("Tak")
    assert chat.shown == [message["id"] for message in chat.stored(server_url)]


def test_falls_back_to_rest_where_sockets_are_blocked(page: Page, server_url: str) -> None:
    Line(page).blocked = True
    page.goto(server_url + FRONT)
    chat = Chat(page)
    chat.open()
    chat.ask(PASSPORT)
    chat.ask(MOVING)
    expect(chat.status).to_be_empty()
    expect(chat.said_by("citizen")).to_have_count(2)
    page.wait_for_timeout(3_000)  # a poll brings the citizen's own messages once more
    expect(chat.said_by("citizen")).to_have_count(2)
    assert chat.said_by("bot").count() == len(
        [message for message in chat.stored(server_url) if message["role"] == "bot"]
    )


def test_returns_from_rest_to_the_socket_without_loss(page: Page, server_url: str) -> None:
    line = Line(page)
    line.blocked = True
    page.goto(server_url + FRONT)
    chat = Chat(page)
    chat.open()
    chat.ask(PASSPORT)
    line.blocked = False
    while not line.opened:
        page.wait_for_timeout(200)
    chat.ask(MOVING)
    assert chat.shown == [message["id"] for message in chat.stored(server_url)]


def test_without_network_messages_wait_and_then_go(chat: Chat, server_url: str) -> None:
    chat.open()
    chat.ask(PASSPORT)
    chat.page.context.set_offline(True)
    expect(chat.status).to_contain_text("Ingen forbindelse")
    chat.write(MOVING)
    chat.write("Tak")
    expect(chat.pending).to_have_count(2)
    chat.page.context.set_offline(False)
    chat.settle()
    expect(chat.status).to_be_empty()
    assert chat.shown == [message["id"] for message in chat.stored(server_url)]


def test_the_conversation_follows_to_another_page(chat: Chat, server_url: str) -> None:
    chat.open()
    chat.ask(PASSPORT)
    before = chat.shown
    chat.page.get_by_role("main").get_by_role("link", name="Pas og kørekort").click()
    chat.page.wait_for_url("**/side**")
    expect(chat.panel).to_be_visible()
    expect(chat.said_by("citizen")).to_have_count(1, timeout=ANSWER_MS)
    assert chat.shown == before
    assert chat.page.evaluate("() => document.activeElement === document.body")
    chat.ask(MOVING)
    assert chat.shown == [message["id"] for message in chat.stored(server_url)]


def test_leaving_the_page_before_the_answer_loses_nothing(chat: Chat, server_url: str) -> None:
    chat.open()
    chat.write(PASSPORT)
    chat.page.goto(f"{server_url}/side?municipality=0751&language=da")
    expect(chat.said_by("bot").nth(1)).to_be_visible(timeout=ANSWER_MS)
    chat.settle()
    expect(chat.said_by("citizen")).to_have_count(1)
    assert chat.shown == [message["id"] for message in chat.stored(server_url)]


def test_a_closed_chat_stays_closed_on_another_page(chat: Chat, server_url: str) -> None:
    chat.open()
    chat.field.press("Escape")
    chat.page.goto(f"{server_url}/side?municipality=0751&language=da")
    expect(chat.launcher).to_be_visible()
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_have_text("Chat med os")


def test_an_answer_to_a_closed_chat_is_counted_on_the_launcher(page: Page, server_url: str) -> None:
    line = Line(page)
    page.goto(server_url + FRONT)
    chat = Chat(page)
    chat.open()
    chat.ask("Hej")
    line.hold()
    chat.write(PASSPORT)
    chat.field.press("Escape")
    line.release()
    expect(chat.launcher).to_contain_text("ny besked", timeout=ANSWER_MS)
    chat.page.goto(f"{server_url}/side?municipality=0751&language=da")
    expect(chat.launcher).to_contain_text("1 ny besked", timeout=ANSWER_MS)
    assert violations(chat.page) == []
    chat.launcher.click()
    chat.field.press("Escape")
    expect(chat.launcher).to_have_text("Chat med os")


def test_all_of_it_by_keyboard(chat: Chat) -> None:
    keys = chat.page.keyboard
    for _ in range(60):
        keys.press("Tab")
        if chat.launcher.evaluate("one => one.matches(':focus-visible')"):
            break
    keys.press("Enter")
    expect(chat.field).to_be_focused()
    expect(chat.said_by("bot").first).to_be_visible(timeout=ANSWER_MS)

    keys.type("Jeg skal")
    keys.press("Shift+Enter")
    keys.type("forny mit pas")
    keys.press("Enter")
    expect(chat.said_by("bot").nth(1)).to_be_visible(timeout=ANSWER_MS)
    expect(chat.said_by("citizen")).to_contain_text("Jeg skal\nforny mit pas", use_inner_text=True)
    expect(chat.field).to_be_focused()

    chat.menu.focus()
    keys.press("Enter")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(chat.page.locator("muni-chat [data-item=restart]")).to_be_focused()
    keys.press("Escape")
    expect(chat.menu).to_be_focused()
    expect(chat.menu).to_have_attribute("aria-expanded", "false")
    keys.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_every_target_is_large_enough_and_shows_its_focus(chat: Chat) -> None:
    chat.open()
    chat.ask(PASSPORT)
    chat.menu.click()
    for one in chat.panel.locator("button:visible, .links a:visible").all():
        box = one.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, one.inner_text()
    chat.menu.press("Tab")
    ring = "one => getComputedStyle(one).outlineStyle + getComputedStyle(one).outlineWidth"
    assert chat.page.locator("muni-chat [data-item=person]").evaluate(ring) == "solid3px"


def test_deleting_asks_first_and_leaves_nothing(chat: Chat, server_url: str) -> None:
    chat.open()
    chat.ask(PASSPORT)
    known = chat.session
    chat.choose("remove")
    expect(chat.sheet).to_contain_text("Vil du slette samtalen?")
    chat.page.keyboard.press("Escape")
    expect(chat.sheet).to_be_hidden()
    expect(chat.said_by("citizen")).to_have_count(1)

    chat.choose("remove")
    chat.sheet.get_by_role("button", name="Slet samtalen").click()
    expect(chat.sheet).to_contain_text("Samtalen er slettet")
    assert "token" not in chat.session
    gone = chat.page.request.get(
        f"{server_url}/api/v1/conversations/{known['id']}",
        headers={"Authorization": f"Bearer {known['token']}"},
    )
    assert gone.status in {404, 410}
    chat.sheet.get_by_role("button", name="Start en ny samtale").click()
    expect(chat.said_by("bot")).to_have_count(1, timeout=ANSWER_MS)
    expect(chat.said_by("citizen")).to_have_count(0)
    assert chat.session["id"] != known["id"]


def test_a_conversation_that_is_gone_begins_anew_with_the_question(
    chat: Chat, server_url: str
) -> None:
    chat.open()
    known = chat.session
    removed = chat.page.request.delete(
        f"{server_url}/api/v1/conversations/{known['id']}",
        headers={"Authorization": f"Bearer {known['token']}"},
    )
    assert removed.status == 204
    chat.write(PASSPORT)
    expect(chat.log).to_contain_text("slettet eller udløbet", timeout=ANSWER_MS)
    expect(chat.said_by("bot").nth(1)).to_be_visible(timeout=ANSWER_MS)
    chat.settle()
    assert chat.session["id"] != known["id"]
    assert [message["role"] for message in chat.stored(server_url)][:2] == ["bot", "citizen"]


def test_starting_over_leaves_the_old_conversation(chat: Chat) -> None:
    chat.open()
    chat.ask(PASSPORT)
    before = chat.session["id"]
    chat.choose("restart")
    chat.sheet.get_by_role("button", name="Start forfra").click()
    expect(chat.said_by("citizen")).to_have_count(0)
    expect(chat.said_by("bot")).to_have_count(1, timeout=ANSWER_MS)
    assert chat.session["id"] != before


def test_downloads_the_conversation_as_text(chat: Chat, tmp_path: Path) -> None:
    chat.open()
    chat.ask(PASSPORT)
    with chat.page.expect_download() as download:
        chat.choose("download")
    file = tmp_path / "samtale.txt"
    download.value.save_as(file)
    text = file.read_text(encoding="utf-8-sig")
    assert text.startswith("Samtale med Aarhus Kommune")
    assert PASSPORT in text
    assert re.search(r"^Samtalens nummer: [0-9a-f]{32}$", text, re.MULTILINE)
    assert "Robot:" in text
    assert download.value.suggested_filename.endswith(".txt")


def test_large_text_is_larger_and_is_remembered(chat: Chat, server_url: str) -> None:
    chat.open()
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    before = chat.field.evaluate(size)
    chat.choose("largeText")
    assert chat.field.evaluate(size) >= before * 1.3
    chat.page.goto(f"{server_url}/side?municipality=0751&language=da")
    expect(chat.panel).to_be_visible()
    assert chat.field.evaluate(size) >= before * 1.3


def test_a_person_can_be_asked_for(chat: Chat) -> None:
    chat.open()
    chat.choose("person")
    answer = chat.said_by("bot").nth(1)
    expect(answer).to_be_visible(timeout=ANSWER_MS)
    expect(answer).to_have_attribute("data-kind", "handover")
    expect(answer.get_by_role("link").first).to_be_visible()
    expect(chat.said_by("citizen")).to_contain_text("Tal med et menneske")
    chat.settle()


def test_an_answer_can_be_rated_and_commented(chat: Chat) -> None:
    chat.open()
    answer = chat.ask_for_answer(PASSPORT)
    with chat.page.expect_response(is_feedback) as rated:
        answer.get_by_role("button", name=re.compile("^Ja")).click()
    assert rated.value.status == 204
    assert sent(rated.value) == {"rating": "up", "comment": None}
    answer.get_by_label("Vil du fortælle hvorfor?").fill("Let at forstå")
    with chat.page.expect_response(is_feedback) as commented:
        answer.get_by_role("button", name="Send kommentar").click()
    assert commented.value.status == 204
    assert sent(commented.value) == {"rating": "up", "comment": "Let at forstå"}
    expect(answer.locator(".comment")).to_have_text("Tak for din tilbagemelding.")


def test_links_say_where_they_go_and_sources_when_they_were_checked(chat: Chat) -> None:
    chat.open()
    answer = chat.ask_for_answer(PASSPORT)
    source = answer.locator(".source")
    expect(source).to_contain_text("Kilde: ")
    expect(source).to_contain_text("kontrolleret")
    link = source.get_by_role("link")
    expect(link).to_have_attribute("rel", "noopener")
    expect(link).to_contain_text("åbner i ny fane")


def test_danger_stands_out_at_once(chat: Chat) -> None:
    chat.open()
    chat.ask("Jeg vil ikke leve mere")
    alarm = chat.page.get_by_role("alert").filter(has_text="70 201 201")
    expect(alarm).to_be_visible()
    expect(alarm).to_contain_text("Akut hjælp")
    expect(alarm.locator("svg").first).to_be_visible()
    assert alarm.locator("a[href='tel:70201201']").count() >= 1


def test_warns_of_a_cpr_number_and_of_the_limit(chat: Chat, server_url: str) -> None:
    chat.open()
    warning = chat.page.locator("muni-chat #warning")
    chat.field.fill("Mit nummer er 010190-1234")
    expect(warning).to_contain_text("CPR-nummer")
    chat.field.fill("a" * 1_950)
    expect(warning).to_be_empty()
    expect(chat.page.locator("muni-chat .counter")).to_have_text("50 tegn tilbage")
    chat.write("a" * 2_003)
    expect(warning).to_contain_text("3 tegn for meget")
    expect(chat.said_by("citizen")).to_have_count(0)
    chat.write("Mit nummer er 010190-1234")
    chat.settle()
    expect(chat.said_by("citizen")).not_to_contain_text("1234")
    assert "1234" not in str(chat.stored(server_url))


def test_what_people_write_is_never_markup(chat: Chat) -> None:
    chat.open()
    chat.ask("<img src=x onerror=alert(1)><b>hej</b>")
    expect(chat.said_by("citizen")).to_contain_text("<b>hej</b>")
    assert chat.said_by("citizen").locator("img, b").count() == 0


def test_speaks_english(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/?municipality=0751&language=en")
    chat = Chat(page)
    chat.open()
    expect(chat.panel).to_contain_text("You are writing with a robot")
    expect(page.get_by_label("Write your question")).to_be_focused()
    chat.menu.click()
    for name in ("Talk to a person", "Start over", "Large text", "Delete my conversation"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    assert page.locator("muni-chat .root").get_attribute("lang") == "en"
    chat.menu.click()
    page.context.set_offline(True)
    expect(chat.status).to_contain_text("No connection")
    page.context.set_offline(False)
    chat.ask("How do I renew my passport?")
    assert violations(page) == []


@pytest.mark.parametrize("size", [PHONE, ZOOMED_400, {"width": 320, "height": 640}])
def test_fills_a_small_screen_and_holds_the_focus(
    page: Page, server_url: str, size: dict[str, int]
) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.emulate_media(reduced_motion="reduce")
    page.goto(server_url + FRONT)
    chat = Chat(page)
    chat.open()
    box = chat.panel.bounding_box()
    assert box == {"x": 0, "y": 0, "width": size["width"], "height": size["height"]}
    chat.ask(PASSPORT)
    assert chat.panel.evaluate("one => one.scrollWidth") <= size["width"]
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.localName") == "muni-chat"
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(chat.launcher).to_be_focused()


def test_on_a_phone_another_page_is_not_covered(page: Page, server_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server_url + FRONT)
    chat = Chat(page)
    chat.open()
    chat.ask(PASSPORT)
    page.goto(f"{server_url}/side?municipality=0751&language=da")
    expect(chat.launcher).to_be_visible()
    chat.launcher.click()
    expect(chat.said_by("citizen")).to_have_count(1, timeout=ANSWER_MS)


def test_nothing_moves_for_those_who_asked_for_that(page: Page, server_url: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(server_url + FRONT)
    chat = Chat(page)
    chat.open()
    assert chat.panel.evaluate("one => getComputedStyle(one).animationName") == "none"


def test_works_on_a_page_with_a_strict_policy(page: Page, server_url: str) -> None:
    policy = (
        f"default-src 'none'; script-src {server_url}; connect-src 'self' {server_url}; "
        "base-uri 'none'; require-trusted-types-for 'script'"
    )
    html = (
        "<!doctype html><html lang=da><title>Vært</title><main><h1>Vært</h1></main>"
        f"<script src='{server_url}/widget.js' data-municipality=0751 data-colour='#ffd400' "
        "data-name='Vores Kommune' defer></script></html>"
    )
    headers = {"Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8"}
    page.route("**/vaert", lambda route: route.fulfill(body=html, headers=headers))
    lines: list[str] = []
    page.on("console", lambda line: lines.append(line.text))
    page.goto(f"{server_url}/vaert")
    chat = Chat(page)
    chat.open()
    chat.ask(PASSPORT)
    expect(chat.panel).to_have_accessible_name("Vores Kommune")
    assert chat.panel.evaluate("one => getComputedStyle(one).position") == "fixed"
    assert violations(page) == []
    assert [line for line in lines if re.search("Content Security|Trusted", line)] == []


def test_axe_finds_nothing_in_any_state(chat: Chat) -> None:
    page = chat.page
    assert violations(page) == []
    chat.open()
    assert violations(page) == []
    chat.ask_for_answer(PASSPORT).locator(".thumb").last.click()
    expect(page.locator("muni-chat .comment textarea")).to_be_visible()
    assert violations(page) == []
    chat.ask(MOVING)
    chat.ask("Jeg vil ikke leve mere")
    assert violations(page) == []
    chat.menu.click()
    assert violations(page) == []
    chat.menu.click()
    for item in ("about", "restart", "remove"):
        chat.choose(item)
        expect(chat.sheet).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
    chat.choose("largeText")
    assert violations(page) == []
    chat.field.fill("Mit nummer er 010190-1234" + "a" * 2_000)
    assert violations(page) == []
    page.context.set_offline(True)
    chat.write("Er du der?")
    expect(chat.status).not_to_be_empty()
    assert violations(page) == []
    page.context.set_offline(False)


@pytest.mark.parametrize("address", ["/", "/?language=en", "/side", "/side?language=en"])
def test_axe_finds_nothing_on_the_demo_pages(page: Page, server_url: str, address: str) -> None:
    page.goto(server_url + address)
    expect(Chat(page).launcher).to_be_visible()
    assert violations(page) == []


def test_a_site_chooses_municipality_and_language_without_script(
    page: Page, server_url: str
) -> None:
    page.goto(server_url)
    page.get_by_label("Kommune", exact=True).select_option("0751")
    page.get_by_label("Engelsk").check()
    page.get_by_role("button", name="Vis siden").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "municipality=0751" in page.url


def test_a_question_on_the_page_goes_to_the_chat(chat: Chat) -> None:
    chat.page.get_by_role("button", name="Spørg robotten").first.click()
    expect(chat.said_by("citizen")).to_have_count(1)
    expect(chat.said_by("bot").nth(1)).to_be_visible(timeout=ANSWER_MS)
