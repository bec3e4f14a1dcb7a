"""The telephone in the browser, against a line that does what the test tells it to."""

import time
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from bot.settings import get_settings
from tests.outside.accessibility import violations
from tests.outside.calling import ALLOWED, ANSWER_MS, BEEPING, Phone, chromium
from tests.outside.scripted_line import ScriptedLine, answering

PHONE = {"width": 390, "height": 844}
TONE = (np.sin(np.arange(4 * 16_000) * 440 * 2 * np.pi / 16_000) * 8_000).astype("<i2").tobytes()
"""Four seconds."""


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
def caller(calling_browser: Browser) -> Iterator[Page]:
    """A page in a fresh profile of the browser that can call."""
    context = calling_browser.new_context(locale="da-DK")
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(caller: Page, line: ScriptedLine) -> Phone:
    """The page that rings."""
    return Phone(caller, line.url)


def test_says_that_a_robot_answers_and_asks_for_nothing_before_the_click(phone: Phone) -> None:
    expect(phone.page.locator("#phone")).to_contain_text("Det er en robot, der svarer")
    assert phone.ears.microphones == []


def test_sends_the_start_and_then_20_ms_pieces_of_the_microphone(
    phone: Phone, line: ScriptedLine
) -> None:
    phone.ring()
    phone.page.wait_for_timeout(1_500)
    assert line.frames[0] == {"type": "start", "sample_rate": 16_000, "municipality": "0751"}
    assert {len(piece) for piece in line.pieces} == {640}
    assert np.abs(np.frombuffer(b"".join(line.pieces), "<i2").astype(int)).max() > 3_000
    [microphone] = phone.ears.microphones
    assert microphone["wanted"]["audio"] == {
        "channelCount": 1,
        "echoCancellation": True,
        "noiseSuppression": True,
        "autoGainControl": False,
    }


def test_the_municipality_may_be_left_to_the_robot(phone: Phone, line: ScriptedLine) -> None:
    phone.page.get_by_label("Kommune").select_option("")
    phone.ring()
    assert line.frames[0]["municipality"] is None


def test_plays_what_the_line_sends_and_drops_it_when_told(phone: Phone, line: ScriptedLine) -> None:
    phone.ring()
    line.play(TONE[: len(TONE) // 8])
    phone.ears.wait_until(heard=True)
    phone.ears.wait_until(heard=False)
    line.pour(TONE)
    phone.ears.wait_until(heard=True)
    began = time.monotonic()
    line.say("clear")
    phone.ears.wait_until(heard=False)
    assert time.monotonic() - began < len(TONE) / 32_000 / 2


def test_shows_what_is_said_and_what_is_only_guessed(phone: Phone, line: ScriptedLine) -> None:
    phone.ring()
    line.say("bot", text="Hvad kan jeg hjælpe med?")
    line.say("partial", text="hvordan får")
    guess = phone.transcript.locator(".partial")
    expect(guess).to_contain_text("hvordan får")
    expect(guess).to_have_attribute("aria-hidden", "true")
    line.say("partial", text="hvordan får jeg pas")
    expect(guess).to_have_count(1)
    line.say("caller", text="Hvordan får jeg <b>pas</b>?")
    line.say("bot", text="Du bestiller tid.")
    expect(guess).to_have_count(0)
    expect(phone.transcript.locator(".line")).to_have_text(
        [
            "Robot: Hvad kan jeg hjælpe med?",
            "Dig: Hvordan får jeg <b>pas</b>?",
            "Robot: Du bestiller tid.",
        ]
    )


def test_tells_whose_turn_it_is(phone: Phone, line: ScriptedLine) -> None:
    phone.ring()
    line.say("status", text="speaking")
    expect(phone.page.locator(".activity")).to_have_text("Robotten taler")
    line.say("status", text="listening")
    expect(phone.page.locator(".activity")).to_have_text("Robotten lytter")
    line.say("status", text="something new")
    expect(phone.page.locator(".activity")).to_be_empty()


def test_keys_are_sent_from_the_screen_and_from_the_keyboard(
    phone: Phone, line: ScriptedLine
) -> None:
    phone.ring()
    for name in ("1", "Stjerne", "Firkant"):
        phone.key(name).click()
    phone.page.keyboard.type("20*a")
    expect(phone.page.locator(".pressed")).to_have_text("1*#20*")
    phone.page.wait_for_timeout(200)
    assert line.keys() == "1*#20*"


def test_a_transfer_becomes_a_number_to_ring_once_the_reason_is_heard(
    phone: Phone, line: ScriptedLine
) -> None:
    phone.ring()
    line.play(TONE[: len(TONE) // 8])
    phone.ears.wait_until(heard=True)
    line.say("transfer", number="+4589402000")
    link = phone.page.get_by_role("link", name="Ring 89 40 20 00")
    expect(link).to_have_attribute("href", "tel:+4589402000", timeout=ANSWER_MS)
    expect(phone.status).to_have_text("Samtalen med robotten er slut.")
    assert line.closed.wait(5)


def test_the_bot_hangs_up(phone: Phone, line: ScriptedLine) -> None:
    phone.ring()
    line.say("hangup")
    expect(phone.status).to_contain_text("Robotten lagde på")
    expect(phone.ring_button).to_be_focused()
    assert [one["state"] for one in phone.ears.microphones] == ["ended"]


def test_the_caller_hangs_up_and_rings_again(phone: Phone, line: ScriptedLine) -> None:
    phone.ring()
    phone.hang_up_button.click()
    expect(phone.status).to_contain_text("Du lagde på")
    assert line.closed.wait(5)
    assert line.frames[-1] == {"type": "stop"}
    assert [one["state"] for one in phone.ears.microphones] == ["ended"]
    phone.ring()
    assert [one["state"] for one in phone.ears.microphones] == ["ended", "live"]


def test_leaving_the_page_ends_the_call(phone: Phone, line: ScriptedLine) -> None:
    phone.ring()
    phone.page.goto("about:blank")
    assert line.closed.wait(5)


def test_a_lost_line_is_said(phone: Phone, line: ScriptedLine) -> None:
    phone.ring()
    line.cut()
    expect(phone.status).to_contain_text("Forbindelsen røg")
    assert [one["state"] for one in phone.ears.microphones] == ["ended"]


def test_a_line_that_does_not_answer_is_said(caller: Page, line: ScriptedLine) -> None:
    line.app.router.routes.pop()
    phone = Phone(caller, line.url)
    phone.ring_button.click()
    expect(phone.status).to_contain_text("Vi kan ikke få forbindelse")


def test_hanging_up_while_the_browser_asks_turns_the_microphone_off_again(
    phone: Phone, line: ScriptedLine
) -> None:
    phone.page.evaluate("""() => {
        const ask = MediaDevices.prototype.getUserMedia;
        MediaDevices.prototype.getUserMedia = async function (wanted) {
            await new Promise((done) => (window.allow = done));
            return ask.call(this, wanted);
        };
    }""")
    phone.ring_button.click()
    expect(phone.status).to_contain_text("Giv lov til mikrofonen")
    phone.hang_up_button.click()
    phone.page.evaluate("() => window.allow()")
    phone.page.wait_for_function("() => microphones[0]?.track.readyState === 'ended'")
    assert line.frames == []


def test_a_microphone_that_is_pulled_out_ends_the_call(phone: Phone, line: ScriptedLine) -> None:
    phone.ring()
    phone.page.evaluate("() => microphones[0].track.dispatchEvent(new Event('ended'))")
    expect(phone.status).to_contain_text("Mikrofonen forsvandt")
    assert line.closed.wait(5)


def test_the_voice_can_be_turned_off_and_then_the_text_is_read_aloud(
    phone: Phone, line: ScriptedLine
) -> None:
    phone.ring()
    line.say("bot", text="Hej")
    expect(phone.transcript).to_have_attribute("aria-live", "off")
    phone.page.get_by_role("button", name="Robottens stemme").click()
    line.play(TONE)
    line.say("bot", text="Hej igen")
    expect(phone.transcript).to_have_attribute("aria-live", "polite")
    phone.page.wait_for_timeout(600)
    assert phone.ears.level == 0


def test_a_microphone_that_gives_nothing_at_all_is_told_of(phone: Phone) -> None:
    told = phone.page.evaluate("""async () => {
        const { Meter } = await import("/static/call/meter.js");
        let now = 0;
        performance.now = () => now;
        const told = [];
        const meter = new Meter("", (silent) => told.push([now, silent]));
        const hear = (peak, seconds) => {
            for (const end = now + seconds * 1000; now < end; now += 20) meter.show(peak);
        };
        hear(1e-4, 20); // a quiet room
        hear(0, 7);
        const before = told.length;
        hear(0, 2);
        hear(0.1, 1);
        return [before, told.at(0)[1], told.at(-1)[1]];
    }""")
    assert told == [0, True, False]


def test_a_refused_microphone_is_explained(browser: Browser, line: ScriptedLine) -> None:
    with chromium(browser, BEEPING, "--deny-permission-prompts") as refusing:
        phone = Phone(refusing.new_page(), line.url)
        phone.ring_button.click()
        expect(phone.status).to_contain_text("giver ikke lov til mikrofonen")
        expect(phone.ring_button).to_be_focused()
        assert line.frames == []


def test_a_missing_microphone_is_explained(browser: Browser, line: ScriptedLine) -> None:
    with chromium(browser, ALLOWED) as deaf:
        phone = Phone(deaf.new_page(), line.url)
        phone.ring_button.click()
        expect(phone.status).to_contain_text("Vi kan ikke finde en mikrofon")


def test_a_browser_that_cannot_play_is_explained(caller: Page, line: ScriptedLine) -> None:
    caller.add_init_script("""
        const Running = AudioContext;
        window.AudioContext = class extends Running {
            constructor(options) {
                super(options);
                super.suspend();
            }
            async resume() {}
        };
    """)
    phone = Phone(caller, line.url)
    phone.ring_button.click()
    expect(phone.status).to_contain_text("kan ikke afspille lyd", timeout=ANSWER_MS)
    assert [one["state"] for one in phone.ears.microphones] == ["ended"]
    assert line.frames == []


def test_an_insecure_page_is_explained(browser: Browser, line: ScriptedLine) -> None:
    with chromium(browser, ALLOWED, BEEPING, "--host-resolver-rules=MAP by.test 127.0.0.1") as one:
        phone = Phone(one.new_page(), f"http://by.test:{line.port}")
        phone.ring_button.click()
        expect(phone.status).to_contain_text("https")


def test_a_line_that_is_off_offers_no_call(
    page: Page, line: ScriptedLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUNI_LINES", "")
    get_settings.cache_clear()
    phone = Phone(page, line.url)
    offers = page.request.get(f"{line.url}/widget.json").json()
    get_settings.cache_clear()
    assert offers == {"call": False}
    expect(phone.page.locator("#phone")).to_contain_text("Man kan ikke ringe op")
    expect(phone.ring_button).to_have_count(0)
    assert violations(page) == []


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_wcag_before_during_and_after_a_call(
    phone: Phone, line: ScriptedLine, viewport: dict[str, int] | None
) -> None:
    if viewport:
        phone.page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
    assert violations(phone.page) == []
    phone.ring()
    line.say("status", text="listening")
    line.say("bot", text="Hvad kan jeg hjælpe med?")
    line.say("caller", text="Jeg skal bruge et pas")
    line.say("partial", text="til min")
    expect(phone.transcript.locator(".partial")).to_be_visible()
    assert violations(phone.page) == []
    line.say("transfer", number="+4589402000")
    expect(phone.page.locator(".transfer")).to_be_visible(timeout=ANSWER_MS)
    assert violations(phone.page) == []


def test_a_whole_call_by_keyboard(phone: Phone, line: ScriptedLine) -> None:
    keys = phone.page.keyboard
    phone.page.get_by_label("Kommune").focus()
    keys.press("Tab")
    keys.press("Enter")
    expect(phone.hang_up_button).to_be_focused(timeout=ANSWER_MS)
    expect(phone.page.locator(".telephone[data-state=talking]")).to_be_visible(timeout=ANSWER_MS)
    keys.press("7")
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    expect(phone.key("Firkant")).to_be_focused()
    keys.press("Enter")
    phone.hang_up_button.focus()
    keys.press("Enter")
    expect(phone.ring_button).to_be_focused()
    assert line.closed.wait(5)
    assert line.keys() == "7#"
