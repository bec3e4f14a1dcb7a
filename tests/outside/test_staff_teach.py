"""From a question nobody could answer to its answer in chat and on the phone, and back again.

As staff do it, in real Chromium: inbox, new topic, training, comparison, publication while other
citizens talk on, and going back. With ``MUNI_SCREENSHOTS=folder`` each page is kept as a picture.
"""

import asyncio
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, Page, expect

from bench.publishing import CONVERSATIONS, Chats
from bot.dialogue.model_files import newest_model
from bot.publishing.signing import sign
from bot.settings import ROOT
from tests.outside.calling import ALLOWED, BEEPING, WidgetCall, chromium
from tests.outside.chat import Chat
from tests.outside.conftest import Server
from tests.outside.staff_console import enter, look
from tests.voice.spoken import speak

ASKED = (
    "Hvor kan jeg låne en ladcykel?",
    "Kan man leje en ladcykel hos kommunen?",
    "Udlåner I ladcykler?",
)
FOURTH = "jeg vil gerne låne en ladcykel til i weekenden"
SPOKEN = "kan jeg låne en ladcykel af kommunen"
WRITTEN = """hvordan låner jeg en ladcykel
jeg vil gerne låne en ladcykel
kan jeg få en ladcykel med hjem
er det muligt at leje en ladcykel en dag
hvad koster det at leje en ladcykel
skal jeg betale for at låne ladcyklen
hvor henter man ladcyklen
hvornår skal ladcyklen afleveres
har kommunen ladcykler til udlån
reservere en ladcykel
booke en ladcykel til på lørdag
hvem kan jeg låne en ladcykel af
jeg skal flytte og mangler en ladcykel
kan familier låne en ladcykel gratis
hvor længe må jeg have ladcyklen
ladcykel udlån
ladcykel leje
kan jeg prøve en ladcykel hos kommunen
vi vil gerne låne jeres ladcykel
findes der en ordning hvor man låner en ladcykel"""
SHARED, OWN = "Det er ikke alle, der har en at låne ud", "Den står ved Dokk1 i Aarhus"
OTHERS = ["hvad koster et pas", "hvordan melder jeg flytning", "hvornår har borgerservice åbent"]
TRAINED_MS, CHANGED_MS = 1_500_000, 60_000
RATE = 16_000
BEFORE_S, AFTER_S = 8.0, 60.0


@pytest.fixture
def teaching_server(tmp_path: Path) -> Iterator[Server]:
    """A server with models of its own, which looks through the questions every second."""
    models, key = tmp_path / "models", tmp_path / "model.key"
    models.mkdir()
    present = models / "muni-20200101-000000.tar.gz"
    shutil.copyfile(newest_model(ROOT / "models"), present)
    sign(present, key)
    server = Server(
        tmp_path,
        MUNI_INBOX_SECONDS="1",
        MUNI_INBOX_PATIENCE_MINUTES="0",
        MUNI_MODELS_FOLDER=str(models),
        MUNI_MODEL_KEY_FILE=str(key),
        MUNI_JOBS_FILE=str(tmp_path / "jobs" / "jobs.db"),
    )
    server.start()
    yield server
    server.stop()


def _answer(server: Server, text: str, municipality: str = "0751") -> tuple[str, str]:
    """Kind and text of MUNI's answer to a citizen who has just come."""
    api = f"{server.url}/api/v1/conversations"
    begun = httpx.post(api, json={"municipality": municipality}, timeout=60).json()
    told = httpx.post(
        f"{api}/{begun['id']}/messages",
        json={"text": text},
        headers={"Authorization": f"Bearer {begun['token']}"},
        timeout=60,
    )
    message = told.raise_for_status().json()["messages"][0]
    return message["kind"], message["text"]


@contextmanager
def _others_talk(server: Server) -> Iterator[Chats]:
    """Twenty conversations go on meanwhile."""
    chats = Chats()

    async def talk() -> None:
        talking = (chats.keep_on(server.url, OTHERS, number) for number in range(CONVERSATIONS))
        await asyncio.gather(*talking)

    thread = threading.Thread(target=lambda: asyncio.run(talk()))
    thread.start()
    yield chats
    chats.over = True
    thread.join()


def _open_row(page: Page, server: Server) -> None:
    row = page.get_by_role("row").filter(has_text="ladcyk")
    for _ in range(120):
        page.goto(f"{server.url}/personale/indbakke")
        if row.filter(has=page.get_by_role("cell", name="3", exact=True)).count():
            break
        page.wait_for_timeout(500)
    expect(row).to_have_count(1)
    row.get_by_role("link").click()


def _make_topic(page: Page) -> None:
    page.get_by_role("link", name="Lav et nyt emne med svar").click()
    examples = page.get_by_label("Eksempler, ét på hver linje")
    assert "ladcykel" in examples.input_value()
    examples.fill(f"{examples.input_value()}\n{WRITTEN}")
    page.get_by_label("Kort navn").fill("Lån af ladcykel")
    page.get_by_label("Spørgsmål").fill("Kan jeg låne en ladcykel?")
    page.get_by_label("Kategori").select_option(label="Kultur og fritid")
    page.get_by_label("KLE-nummer").fill("20.10")
    page.locator("[name=text]").fill(f"{SHARED}. Spørg {{kommune}} på {{telefon}}.")
    page.locator("[name=spoken]").fill(f"{SHARED}.")
    page.get_by_label("Link 1: tekst").first.fill("Din kommune")
    page.get_by_label("Link 1: adresse").first.fill("https://www.borger.dk")
    page.get_by_label("Kilde 1: adresse").first.fill("https://www.borger.dk/ladcykel")
    page.get_by_text("Skriv et andet svar for én kommune").click()
    page.locator("[name=lokal_kommune]").select_option("0751")
    page.locator("[name=lokal_text]").fill(f"{OWN}. Du kan låne den i tre dage.")
    page.locator("[name=lokal_spoken]").fill("Den står ved Dokk et. Du kan låne den i tre dage.")
    look(page, "teach-topic")
    page.get_by_role("button", name="Gem som kladde").click()
    expect(page.get_by_role("heading", name="Mine kladder")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name=re.compile("Udgiv det hele")).click()
    expect(page.get_by_text("Nye eksempler virker efter næste træning")).to_be_visible()


def _choose_topic(page: Page) -> None:
    page.get_by_label("Søg efter et emne").fill("ladcykel")
    page.get_by_role("button", name="Søg").click()
    page.get_by_role("radio", name=re.compile("Lån af ladcykel")).check()
    page.get_by_role("button", name="Gem emnet").click()
    expect(page.get_by_text("Emnet er valgt")).to_be_visible()


def _train_and_publish(page: Page, server: Server) -> Chats:
    page.goto(f"{server.url}/personale/modeller")
    page.get_by_role("button", name="Træn nu").click()
    compare = page.get_by_role("link", name="Se, om den nye model er bedre")
    expect(compare).to_be_visible(timeout=TRAINED_MS)
    compare.click()
    expect(page.get_by_role("heading", name="Udgiv", exact=True)).to_be_visible()
    look(page, "teach-comparison")
    with _others_talk(server) as chats:
        page.get_by_label("Begrundelse").fill("Borgerne spørger om ladcykler")
        page.get_by_role("button", name="Udgiv modellen").click()
        expect(page.get_by_role("status").filter(has_text="Alle har skiftet")).to_be_visible(
            timeout=CHANGED_MS
        )
        page.wait_for_timeout(5_000)
    return chats


def _ring(browser: Browser, server: Server, folder: Path) -> None:
    noise = np.random.default_rng(1)
    before, after = (
        noise.normal(0, 8, int(s * RATE)).astype(np.int16) for s in (BEFORE_S, AFTER_S)
    )
    speech = folder / "question.wav"
    soundfile.write(speech, np.concatenate([before, speak(SPOKEN, rate=RATE), after]), RATE)
    heard = f"--use-file-for-fake-audio-capture={speech}%noloop"
    with chromium(browser, ALLOWED, BEEPING, heard) as launched:
        caller = launched.new_page(locale="da-DK")
        caller.goto(f"{server.url}/?municipality=0751&language=da")
        chat = Chat(caller)
        chat.open()
        call = WidgetCall(caller)
        call.ring()
        question = chat.said_by("citizen").first
        expect(question).to_contain_text(re.compile("ladcykel", re.I), timeout=60_000)
        answer = chat.log.locator(".citizen ~ .bot").first
        expect(answer).to_contain_text("Den står ved Dokk", timeout=60_000)
        call.hang_up_button.click()


@pytest.mark.whole
def test_staff_teach_muni_something_new(
    teaching_server: Server, page: Page, browser: Browser, tmp_path: Path
) -> None:
    server = teaching_server
    for text in ASKED:
        assert _answer(server, text)[0] in {"fallback", "clarify"}
    assert _answer(server, FOURTH)[0] != "answer"
    enter(page, server, "Inge", "--role", "publisher", "--all")
    _open_row(page, server)
    question = page.url
    _make_topic(page)
    page.goto(question)
    _choose_topic(page)

    chats = _train_and_publish(page, server)
    assert chats.failed == []
    assert len(chats.ended) > CONVERSATIONS
    kind, said = _answer(server, FOURTH)
    assert kind == "answer"
    assert OWN in said, "the municipality's own answer"
    assert SHARED in _answer(server, FOURTH, "0740")[1]
    _ring(browser, server, tmp_path)

    page.goto(f"{server.url}/personale/modeller/tilbage")
    page.get_by_label("Hvorfor?").fill("Ladcyklerne er kørt galt")
    page.get_by_role("button", name="Gå tilbage").click()
    expect(page.get_by_role("status").filter(has_text="Alle har skiftet")).to_be_visible(
        timeout=CHANGED_MS
    )
    assert _answer(server, FOURTH)[0] != "answer"
