"""A citizen in a real browser moves house: from the first question to deleting it all."""

import re
import sqlite3

from playwright.sync_api import Page, expect

from tests.outside.accessibility import violations
from tests.outside.chat import ANSWER_MS, Chat, is_feedback
from tests.outside.conftest import Server


def test_moving_house_from_question_to_deletion(page: Page, server: Server) -> None:
    page.goto(server.url)
    chat = Chat(page)
    chat.open()
    bot = chat.said_by("bot")
    chat.ask("hej, jeg er lige flyttet i lejlighed med min gekko, hvordan melder jeg flytning?")
    expect(bot.last).to_contain_text("postnummer")
    chat.ask("8660")
    expect(bot.last).to_contain_text("Skanderborg Kommune")
    expect(bot.last).to_have_attribute("data-kind", "answer")
    assert not violations(page)
    chat.ask("hvad koster det")
    expect(bot.last).to_contain_text("gratis")
    with page.expect_response(is_feedback) as rated:
        bot.last.get_by_role("button", name=re.compile("^Ja")).click()
    assert rated.value.status == 204

    known = chat.session["id"]
    assert "gekko" in _everything(server)
    chat.choose("remove")
    chat.sheet.get_by_role("button", name="Slet samtalen").click()
    expect(chat.sheet).to_contain_text("Samtalen er slettet", timeout=ANSWER_MS)
    left = _everything(server)
    assert "gekko" not in left
    assert not re.search(rf"INSERT INTO \"?(messages|feedback)\"? VALUES.*{known}", left)
    for file in server.folder.iterdir():
        assert b"gekko" not in file.read_bytes(), file


def _everything(server: Server) -> str:
    with sqlite3.connect(server.database) as database:
        return "\n".join(database.iterdump())
