"""A page that rings, as a test uses it; and browsers with a microphone, or without."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.outside.conftest import CHROMIUM_ARGS
from tests.outside.worklets import let_worklets_start

ALLOWED = "--use-fake-ui-for-media-stream"
"""Whoever asks for the microphone gets it."""
BEEPING = "--use-fake-device-for-media-stream"
"""A microphone that hears a beep each second."""
ANSWER_MS = 20_000

# What goes to the loudspeaker is also measured, and streams from the microphone are remembered.
_EARS = """() => {
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode) {
      const ear = new AnalyserNode(this.context, { fftSize: 2048 });
      connect.call(this, ear);
      window.heardNow = () => {
        const samples = new Float32Array(ear.fftSize);
        ear.getFloatTimeDomainData(samples);
        return Math.max(...samples.map(Math.abs));
      };
    }
    return connect.call(this, target, ...rest);
  };
  window.microphones = [];
  const ask = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = async function (wanted) {
    const stream = await ask.call(this, wanted);
    window.microphones.push(...stream.getTracks().map((track) => ({ track, wanted })));
    return stream;
  };
}"""


@contextmanager
def chromium(other: Browser, *flags: str) -> Iterator[Browser]:
    """A Chromium with these flags, by the same Playwright as ``other``."""
    path = "/usr/bin/chromium"
    launched = other.browser_type.launch(executable_path=path, args=[*CHROMIUM_ARGS, *flags])
    yield launched
    launched.close()


class Ears:
    """What a page plays, and whether its microphone is on."""

    def __init__(self, page: Page) -> None:
        """Must be made before the page is opened; see ``ready``."""
        self._page = page
        page.add_init_script(f"({_EARS})()")

    @property
    def level(self) -> float:
        """The loudest of what is played just now, 0 to 1."""
        level: float = self._page.evaluate("() => window.heardNow?.() ?? 0")
        return level

    @property
    def microphones(self) -> list[dict[str, Any]]:
        """Each microphone that was given: what was asked for, and whether it is ``live``."""
        found: list[dict[str, Any]] = self._page.evaluate(
            "() => microphones.map(({track, wanted}) => ({state: track.readyState, wanted}))"
        )
        return found

    def wait_until(self, heard: bool) -> None:
        """Wait until something is played, or nothing is."""
        sign = ">" if heard else "<"
        self._page.wait_for_function(
            f"() => (window.heardNow?.() ?? 0) {sign} 0.01", polling=20, timeout=ANSWER_MS
        )


class WidgetCall:
    """A call from the chat, on a page where it is open."""

    def __init__(self, page: Page) -> None:
        """The chat on ``page``."""
        self.page = page
        self.button = page.get_by_role("button", name="Tal med robotten")
        self.hang_up_button = page.locator("muni-chat .hang-up")
        self.status = page.locator("muni-chat .call-status")
        self.telephone = page.locator("muni-chat .telephone")
        self.notices = page.locator("muni-chat .notice")
        self.partial = page.locator("muni-chat .partial")

    def ring(self) -> None:
        """Press the microphone, and wait for the answer."""
        let_worklets_start(self.page)
        self.button.click()
        talking = self.page.locator("muni-chat .telephone[data-state=talking]")
        expect(talking).to_be_visible(timeout=ANSWER_MS)


class Phone:
    """The page /ring-op."""

    def __init__(self, page: Page, url: str) -> None:
        """Open it at the server ``url``."""
        self.page = page
        self.ears = Ears(page)
        page.goto(f"{url}/ring-op?municipality=0751")
        let_worklets_start(page)
        self.ring_button = page.get_by_role("button", name="Ring op")
        self.hang_up_button = page.get_by_role("button", name="Læg på")
        self.status = page.locator(".call-status")
        self.transcript = page.get_by_role("log")

    def ring(self) -> None:
        """Ring, and wait for the answer."""
        self.ring_button.click()
        expect(self.page.locator(".telephone[data-state=talking]")).to_be_visible(timeout=ANSWER_MS)

    def key(self, name: str) -> Locator:
        """A key of the telephone."""
        return self.page.get_by_role("group", name="Taster").get_by_role("button", name=name)
