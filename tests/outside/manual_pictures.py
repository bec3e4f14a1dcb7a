"""Makes the pictures of docs/personale.md anew: `make manual`.

Starts MUNI on a database of its own, lets citizens ask, and photographs every page of the
console's menu as staff see it, and some pages behind it. A picture that can't be made is told of
at the end, with exit status 1; the others are made all the same.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from bot.api.staff.navigation import DOORS, Door
from bot.settings import ROOT
from bot.staff.rights import ALLOWED, Role
from tests.outside.conftest import CHROMIUM_ARGS, Server, chromium_path
from tests.outside.staff_console import PASSWORD, muni, sign_in

FOLDER = ROOT / "docs" / "personale"
LARGEST = 120_000
"""Bytes; a picture that is larger is cut at the bottom until it fits."""
WIDTH, HEIGHT, SHORTEST = 1100, 800, 400
SETTLED_MS = 1500
"""For parts that a page fetches after it is shown."""
STAFF = {
    Role.PUBLISHER: "Anne Holm",
    Role.AGENT: "Bo Juhl",
    Role.ADMINISTRATOR: "Carl Dam",
}
UNANSWERED = (
    "kan man leje en robåd af kommunen",
    "hvor lejer jeg en robåd",
    "udlejer I både til søen",
)
TOPIC = "/personale/emner/pas_pris"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to photograph; ``act`` makes it show what the manual tells of."""

    name: str
    path: str
    act: Callable[[Page], None] | None = None
    role: Role = Role.PUBLISHER

    def wanted(self) -> bool:
        """Is the part of the console that it shows in the menu?"""
        return self.path == "/personale" or any(self.path.startswith(one.path) for one in DOORS)


def name_of(door: Door) -> str:
    """The name of the picture of a page of the menu."""
    return door.path.rsplit("/", 1)[-1]


def _role(door: Door) -> Role:
    return next(role for role in STAFF if door.action in ALLOWED[role])


def _write_answer(page: Page) -> None:
    page.get_by_label("Vis svaret for").select_option("0751")
    page.get_by_label("Svar i chatten").fill(
        "Se prisen på et pas på borger.dk. Ring til {kommune} på {telefon}, hvis du er i tvivl."
    )
    page.get_by_label("Svar i telefonen").fill("Prisen står på borger punktum d k.")
    page.wait_for_timeout(SETTLED_MS * 2)


def _save_draft(page: Page) -> None:
    _write_answer(page)
    page.get_by_role("button", name="Gem kladde").click()
    page.get_by_role("heading", name="Mine kladder").wait_for()


def _publish_and_look_back(page: Page) -> None:
    page.get_by_role("button", name="Udgiv").first.click()
    page.get_by_text("Udgivet.").wait_for()
    page.goto(page.url.replace("/personale/kladder", f"{TOPIC}/historik?slags=answer"))


def _write_topic(page: Page) -> None:
    page.get_by_label("Kort navn").fill("Leje af robåd")
    page.get_by_label("Spørgsmål").fill("Kan jeg leje en robåd?")
    page.get_by_role("complementary").get_by_text("Emnet har").wait_for(timeout=60_000)


def _write_examples(page: Page) -> None:
    field = page.get_by_label("Eksempler, ét på hver linje")
    written = field.input_value()
    field.fill(f"ring til Hans Jensen på 22 33 44 55\nhvad koster mit barns pas\n{written}")
    page.get_by_role("complementary").get_by_text("indeholder").wait_for(timeout=60_000)
    field.evaluate("one => one.scrollTo(0, 0)")


def _open_first_row(page: Page) -> None:
    """The list is filled by a job that runs after the conversations."""
    link = page.locator("tbody th a").first
    for _ in range(20):
        if link.count():
            break
        page.wait_for_timeout(3000)
        page.reload()
    link.click()


def _take_chat(page: Page) -> None:
    page.get_by_role("button", name="Tag samtalen").first.click()
    page.get_by_label("Dit svar").fill("Hej, jeg hedder Bo. Hvad kan jeg hjælpe med?")


def _open_hours(page: Page) -> None:
    page.get_by_role("region", name="Åbningstider").get_by_role("link", name="Ret").first.click()


PICTURES = (
    Picture("emner-emne", "/personale/emner/pas_bortkommet?kommune=0751"),
    Picture("emner-svar", f"{TOPIC}/svar", _write_answer),
    Picture("kladder", f"{TOPIC}/svar", _save_draft),
    Picture("emner-historik", "/personale/kladder", _publish_and_look_back),
    Picture(
        "emner-nyt",
        "/personale/emner/nyt?" + "&".join(f"eksempel={text}" for text in UNANSWERED),
        _write_topic,
    ),
    Picture("emner-eksempler", f"{TOPIC}/eksempler", _write_examples),
    Picture("indbakke-spoergsmaal", "/personale/indbakke", _open_first_row),
    Picture("kommuner-kommune", "/personale/kommuner/0751"),
    Picture("kommuner-aabningstider", "/personale/kommuner/0751", _open_hours),
    Picture("modeller-model", "/personale/modeller", _open_first_row),
    Picture("samtaler-samtale", "/personale/samtaler", _take_chat, Role.AGENT),
    Picture("forside", "/personale"),
)
"""Behind the menu, in this order, since some are about what those before them did."""


def _ask(url: str) -> None:
    """What citizens do before staff come: ask, rate an answer down, ask for a person."""
    chats = f"{url}/api/v1/conversations"
    with httpx.Client(timeout=60) as citizen:
        for text in (*UNANSWERED, "hvad koster et pas", "jeg vil tale med et menneske"):
            begun = citizen.post(chats, json={"municipality": "0751", "language": "da"}).json()
            key = {"Authorization": f"Bearer {begun['token']}"}
            path = f"{chats}/{begun['id']}"
            told = citizen.post(f"{path}/messages", json={"text": text}, headers=key)
            told.raise_for_status()
            if "pas" in text:
                rated = f"{path}/messages/{told.json()['messages'][-1]['id']}/feedback"
                citizen.post(rated, json={"rating": "down"}, headers=key)
            if "menneske" in text:
                citizen.post(f"{path}/handover", headers=key)


def _shoot(page: Page, name: str) -> None:
    """Keep what the window shows of the page's top."""
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(SETTLED_MS)
    path, height = FOLDER / f"{name}.png", HEIGHT
    while True:
        page.screenshot(path=path, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
        if path.stat().st_size <= LARGEST or height <= SHORTEST:
            return
        height -= 50


def _sign_everybody_in(browser: Browser, server: Server) -> dict[Role, Page]:
    pages = dict[Role, Page]()
    for role, name in STAFF.items():
        email = f"{name.split()[0].lower()}@kommune.dk"
        made = muni(server, "add", name, "--email", email, "--role", role.value, "--all")
        size = ViewportSize(width=WIDTH, height=HEIGHT)
        page = browser.new_context(locale="da-DK", viewport=size).new_page()
        page.goto(made["link"])
        page.get_by_label("Ny adgangskode").fill(PASSWORD)
        page.get_by_role("button", name="Gem adgangskode").click()
        page.goto(f"{server.url}/personale/log-ind")
        if not pages:
            _shoot(page, "log-ind")
        sign_in(page, server.url, email)
        page.get_by_role("heading", name=f"Hej {name}").wait_for()
        pages[role] = page
    return pages


def make(server: Server, browser: Browser) -> list[str]:
    """Every picture; gives what went wrong, a line each."""
    FOLDER.mkdir(exist_ok=True)
    pages, failed = _sign_everybody_in(browser, server), []
    _ask(server.url)
    told = [one for one in PICTURES if one.wanted()]
    made = {one.name for one in told}
    menu = [Picture(name_of(door), door.path, role=_role(door)) for door in DOORS]
    for picture in [*told, *(one for one in menu if one.name not in made)]:
        page = pages[picture.role]
        try:
            page.goto(server.url + picture.path)
            if picture.act:
                picture.act(page)
            _shoot(page, picture.name)
        except Error as wrong:
            failed.append(f"{picture.name}: {wrong.message.splitlines()[0]}")
        sys.stderr.write(f"== {picture.name}\n")
    return failed


def main() -> int:
    """The exit status."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGS)
        try:
            failed = make(server, browser)
        finally:
            browser.close()
            server.stop()
    sys.stderr.writelines(f"{line}\n" for line in failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
