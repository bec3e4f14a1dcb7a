"""The chat as a test uses it: opens it, asks, reads what it shows and what the server stored."""

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, Response, WebSocketRoute, expect

ANSWER_MS = 20_000
_SESSION = """() => Object.entries(sessionStorage)
    .filter(([key]) => key.startsWith("muni-chat:")).map(([, value]) => JSON.parse(value))"""


class Chat:
    """<muni-chat> on one page."""

    def __init__(self, page: Page) -> None:
        """The chat on ``page``, which may go from one address to another."""
        self.page = page
        self.launcher = page.locator("muni-chat .launch")
        self.panel = page.get_by_role("dialog")
        self.field = page.locator("muni-chat #field")
        self.menu = page.locator("muni-chat [aria-controls=menu]")
        self.log = page.get_by_role("log")
        self.pending = page.locator("muni-chat .pending")
        self.status = page.locator("muni-chat .strip")
        self.sheet = page.locator("muni-chat .sheet")

    def open(self) -> None:
        """Press the launcher, and wait for the greeting."""
        self.launcher.click()
        expect(self.said_by("bot").first).to_be_visible(timeout=ANSWER_MS)

    def said_by(self, role: str) -> Locator:
        """The messages of ``bot``, ``staff``, ``system`` or ``citizen``."""
        return self.page.locator(f"muni-chat .message.{role}")

    def write(self, text: str) -> None:
        """Write and press Enter."""
        self.field.fill(text)
        self.field.press("Enter")

    def ask(self, text: str) -> None:
        """Write, and wait until the bot has answered."""
        answers = self.said_by("bot").count()
        self.write(text)
        expect(self.said_by("bot").nth(answers)).to_be_visible(timeout=ANSWER_MS)
        self.settle()

    def ask_for_answer(self, text: str) -> Locator:
        """Ask, take the first suggestion where the bot is in doubt, and give the answer."""
        self.ask(text)
        if self.said_by("bot").last.get_attribute("data-kind") == "clarify":
            self.page.locator("muni-chat .choice").first.click()
        answer = self.page.locator("muni-chat .message.bot[data-kind=answer]")
        expect(answer).not_to_have_count(0, timeout=ANSWER_MS)
        self.settle()
        return answer.last

    def settle(self) -> None:
        """Wait until all that was written has been answered."""
        expect(self.pending).to_have_count(0, timeout=ANSWER_MS)

    def choose(self, item: str) -> None:
        """Choose in the menu: person, restart, download, largeText, donate, remove or about."""
        self.menu.click()
        self.page.locator(f"muni-chat [data-item={item}]").click()

    @property
    def shown(self) -> list[str]:
        """The ids of all shown messages that have one, in order."""
        ids = self.page.locator("muni-chat .message[data-id]")
        found: list[str] = ids.evaluate_all("list => list.map((one) => one.dataset.id)")
        return found

    @property
    def session(self) -> dict[str, Any]:
        """What the tab remembers: id, token, open, seen."""
        found: list[dict[str, Any]] = self.page.evaluate(_SESSION)
        return found[0] if found else {}

    def stored(self, server_url: str) -> list[dict[str, Any]]:
        """What the server holds of the conversation."""
        known = self.session
        answer = self.page.request.get(
            f"{server_url}/api/v1/conversations/{known['id']}",
            headers={"Authorization": f"Bearer {known['token']}"},
        )
        assert answer.ok, answer.status
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages


class Line:
    """Stands between the widget and the server's socket: cuts it, holds or loses an answer."""

    def __init__(self, page: Page) -> None:
        """Must be made before the page is opened."""
        self.blocked = False
        self.loses_answers = False
        self.opened = 0
        self._held: list[str | bytes] | None = None
        self._current: WebSocketRoute | None = None
        page.route_web_socket(re.compile(r"/socket$"), self._connect)

    def cut(self) -> None:
        """Close the socket, as a server does that restarts."""
        assert self._current is not None
        self._current.close(code=1012)

    def hold(self) -> None:
        """Keep back what the server says, until it is released."""
        self._held = []

    def release(self) -> None:
        """Send what was kept back."""
        assert self._current is not None
        held, self._held = self._held or [], None
        for frame in held:
            self._current.send(frame)

    def _connect(self, socket: WebSocketRoute) -> None:
        if self.blocked:
            # Not at once: Playwright waits for itself when a socket is closed while it opens.
            socket.on_message(lambda _: socket.close(code=1013))
            return
        self.opened += 1
        self._current = socket
        server = socket.connect_to_server()

        def down(frame: str | bytes) -> None:
            if self.loses_answers and json.loads(frame)["type"] == "messages":
                self.loses_answers = False
                socket.close(code=1012)
            elif self._held is not None:
                self._held.append(frame)
            else:
                socket.send(frame)

        server.on_message(down)


def is_feedback(response: Response) -> bool:
    """Whether this is the answer to a rating."""
    return response.url.endswith("/feedback")


def sent(response: Response) -> Any:
    """The JSON body that was answered."""
    return json.loads(response.request.post_data or "null")
