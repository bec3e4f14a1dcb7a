"""A whole call from the chat: a microphone that speaks Danish, and the real bot at the far end."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.outside.calling import ALLOWED, BEEPING, WidgetCall, chromium
from tests.outside.chat import Chat
from tests.voice.spoken import speak

RATE = 16_000
BEFORE_S, AFTER_S = 8.0, 60.0
"""Silence before the question, in which the bot greets, and after it, in which it answers."""
QUESTION = "hvordan fornyer jeg mit pas"
LOUD = 500
"""Of 32,767: a voice is louder, the noise of a quiet line is not."""
ANSWERED_MS = 60_000


class Overheard:
    """What the page gets on the call's WebSocket."""

    def __init__(self, page: Page) -> None:
        """Must be made before the call."""
        self.texts: list[dict[str, Any]] = []
        self._loud_at: list[float] = []
        self._at: dict[str, float] = {}
        page.on("websocket", self._opened)

    def loud_s_after(self, kind: str | None = None) -> float:
        """Seconds of voice, from the last text of this kind on."""
        began = self._at[kind] if kind else 0.0
        return 0.02 * sum(at >= began for at in self._loud_at)

    def _opened(self, socket: WebSocket) -> None:
        if socket.url.endswith("/voice/browser"):
            socket.on("framereceived", self._received)

    def _received(self, payload: str | bytes) -> None:
        now = time.monotonic()
        if isinstance(payload, str):
            self.texts.append(json.loads(payload))
            self._at[self.texts[-1]["type"]] = now
        elif np.abs(np.frombuffer(payload, "<i2").astype(int)).max() > LOUD:
            self._loud_at.append(now)


@pytest.fixture
def caller(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page in a Chromium whose microphone hears silence, the question, and silence."""
    noise = np.random.default_rng(1)
    before, after = (
        noise.normal(0, 8, int(s * RATE)).astype(np.int16) for s in (BEFORE_S, AFTER_S)
    )
    speech = tmp_path / "question.wav"
    soundfile.write(speech, np.concatenate([before, speak(QUESTION, rate=RATE), after]), RATE)
    heard = f"--use-file-for-fake-audio-capture={speech}%noloop"
    with chromium(browser, ALLOWED, BEEPING, heard) as launched:
        yield launched.new_page(locale="da-DK")


def test_a_spoken_question_is_answered_aloud_and_in_writing(caller: Page, server_url: str) -> None:
    caller.goto(f"{server_url}/?municipality=0751&language=da")
    chat = Chat(caller)
    chat.open()
    written = chat.said_by("bot").count()
    overheard = Overheard(caller)
    call = WidgetCall(caller)
    call.ring()

    greeting = chat.said_by("bot").nth(written)
    expect(greeting).to_contain_text("robot", timeout=ANSWERED_MS)
    question = chat.said_by("citizen").first
    expect(question).to_contain_text(re.compile("pas", re.I), timeout=ANSWERED_MS)
    assert overheard.loud_s_after() > 1
    answer = chat.log.locator(".citizen ~ .bot").first
    expect(answer).to_contain_text(re.compile("pas", re.I), timeout=ANSWERED_MS)
    caller.wait_for_timeout(3_000)
    assert overheard.loud_s_after("caller") > 1

    call.hang_up_button.click()
    expect(call.notices.last).to_contain_text("Du lagde på")
    chat.ask("Tak")
    assert chat.shown == [message["id"] for message in chat.stored(server_url)]

    (called,) = chat.session["calls"]
    address = f"{server_url}/api/v1/conversations/{called['id']}"
    token = {"Authorization": f"Bearer {called['token']}"}
    said = httpx.get(address, headers=token).json()["messages"]
    assert any("pas" in one["text"].lower() for one in said if one["role"] == "citizen")
    chat.choose("remove")
    chat.sheet.get_by_role("button", name="Slet samtalen").click()
    expect(chat.sheet).to_contain_text("Samtalen er slettet", timeout=ANSWERED_MS)
    assert httpx.get(address, headers=token).status_code == 410
    assert "calls" not in chat.session
