"""From a question nobody could answer to its answer in chat and on the phone, and back again.

As staff do it, in real Chromium: inbox, new topic, training, comparison, publication while other
citizens talk on, and going back. With ``MUNI_SCREENSHOTS=folder`` each page is kept as a picture.
"""

import asyncio
import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from bench.publishing import CONVERSATIONS, Chats
from bot.dialogue.model_files import card_path, newest_model
from bot.publishing.signing import sign
from bot.settings import ROOT
from bot.training.train import data_hash
from tests.outside.conftest import Server
from tests.outside.staff_console import enter, look
from tests.outside.telephone import apt
from tests.outside.telephone.baresip import Baresip
from tests.outside.telephone.hotline import NUMBER, Hotline
from tests.outside.telephone.phrases import record

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
OWN_SPOKEN = "Den står ved Dokk et"
OTHERS = ["hvad koster et pas", "hvordan melder jeg flytning", "hvornår har borgerservice åbent"]
TRAINED_MS, CHANGED_MS = 1_500_000, 60_000
PAUSE_S, ANSWERED_S = 1.5, 60.0
SHARED_SETTINGS = ("MUNI_DATABASE_URL", "MUNI_MODELS_FOLDER", "MUNI_MODEL_KEY_FILE")


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


@pytest.fixture
def hotline(teaching_server: Server, tmp_path: Path) -> Iterator[Hotline]:
    """Aarhus' telephone line beside it, in a process of its own."""
    apt.install()
    shared = {name: teaching_server.environment[name] for name in SHARED_SETTINGS}
    with Hotline(tmp_path / "lines", MUNI_TELEPHONE_NUMBERS=f"{NUMBER}=0751", **shared) as running:
        yield running


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


def _ring(hotline: Hotline, folder: Path) -> str:
    """Ask from a real telephone; gives what MUNI answered, as it was stored."""
    speech = record({"question": SPOKEN}, folder)["question"]
    with Baresip(folder / "caller", "borger") as telephone:
        telephone.dial(hotline.address)
        telephone.wait_until_answered()
        telephone.heard().wait_for_end(0.0, PAUSE_S, ANSWERED_S)
        telephone.say(speech)
        end = time.monotonic() + ANSWERED_S
        while time.monotonic() < end:
            said = hotline.stored(
                "SELECT text FROM messages WHERE topic IS NOT NULL AND role = 'bot' AND"
                " conversation_id IN (SELECT conversation_id FROM calls)"
            )
            if said:
                return str(said[-1]["text"])
            time.sleep(0.5)
        raise AssertionError(hotline.stored("SELECT role, text FROM messages")[-4:])


def _exports_what_was_learnt(server: Server, folder: Path) -> None:
    """The very files, so that they train to the same: tests/jobs trains on such an export."""
    muni = str(Path(sys.executable).parent / "muni")
    export = [muni, "content", "export", "--out", str(folder / "out")]
    subprocess.run(export, cwd=ROOT, env=server.environment, check=True, capture_output=True)
    card = json.loads(card_path(newest_model(folder / "models")).read_text(encoding="utf-8"))
    assert data_hash(folder / "out" / "data") == card["data_hash"]


@pytest.mark.timeout(1500)
def test_staff_teach_muni_something_new(
    teaching_server: Server, hotline: Hotline, page: Page, tmp_path: Path
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
    assert OWN_SPOKEN in _ring(hotline, tmp_path)
    _exports_what_was_learnt(server, tmp_path)

    page.goto(f"{server.url}/personale/modeller/tilbage")
    page.get_by_label("Hvorfor?").fill("Ladcyklerne er kørt galt")
    page.get_by_role("button", name="Gå tilbage").click()
    expect(page.get_by_role("status").filter(has_text="Alle har skiftet")).to_be_visible(
        timeout=CHANGED_MS
    )
    assert _answer(server, FOURTH)[0] != "answer"
