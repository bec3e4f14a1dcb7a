"""A municipality's own content and files in and out, in a real browser.

With ``MUNI_SCREENSHOTS=folder`` each page is also kept as a picture, at 1280 and 768 pixels.
"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.outside.conftest import Server
from tests.outside.staff_console import PASSWORD, look, muni, sign_in

TODAY = date.today().isoformat()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of; a refused form's status 422 is among it."""
    found: list[str] = []
    page.on("console", lambda one: found.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def _come_in(server: Server, page: Page, name: str, *where: str) -> None:
    """A new editor, signed in."""
    email = f"{name.lower()}@by.dk"
    made = muni(server, "add", name, "--email", email, "--role", "editor", *where)
    page.goto(made["link"])
    page.get_by_label("Ny adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Gem adgangskode").click()
    sign_in(page, server.url, email)
    expect(page.get_by_role("heading", name=f"Hej {name}")).to_be_visible()


def test_a_local_editor_sets_opening_hours_and_telephone(
    server: Server, page: Page, complaints: list[str]
) -> None:
    _come_in(server, page, "Aase", "--municipality", "0751")
    page.get_by_role("navigation").get_by_role("link", name="Kommuner").click()
    expect(page.get_by_role("link", name="Aarhus Kommune")).to_be_visible()
    expect(page.get_by_role("link", name="Silkeborg Kommune")).to_be_hidden()
    look(page, "municipalities-local")
    page.get_by_role("link", name="Aarhus Kommune").click()
    look(page, "municipality")

    page.get_by_role("link", name="Ret Borgerservices åbningstider").click()
    look(page, "opening-hours-empty")
    for day in ("Mandag", "Tirsdag", "Onsdag"):
        page.get_by_label(f"{day} fra", exact=True).fill("9")
        page.get_by_label(f"{day} til", exact=True).fill("15.00")
    page.get_by_label("Torsdag fra", exact=True).fill("09:00")
    page.get_by_label("Torsdag til", exact=True).fill("12:00")
    page.get_by_label("Torsdag fra igen 2").fill("13:00")
    page.get_by_label("Torsdag til igen 2").fill("17:00")
    special = (date.today() + timedelta(days=2)).isoformat()
    page.get_by_label("Særlig dag 1, dato").fill(special)
    page.get_by_role("button", name="Se, hvordan det bliver").click()
    preview = page.get_by_role("status", name="Sådan bliver det")
    expect(preview.get_by_text("mandag-onsdag kl. 9-15, torsdag kl. 9-12 og 13-17")).to_be_visible()
    expect(preview.get_by_text("Særlig dag")).to_be_visible()
    page.get_by_role("button", name="Flere særlige dage").click()
    expect(page.get_by_label("Særlig dag 3, dato")).to_be_visible()
    expect(page.get_by_label("Mandag fra", exact=True)).to_have_value("09:00")
    page.get_by_label("Kilde").fill("https://aarhus.dk/kontakt")
    page.get_by_label("Set efter").fill("2999-01-01")
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_role("alert").get_by_text("ude i fremtiden")).to_be_visible()
    look(page, "opening-hours-wrong")
    page.get_by_label("Set efter").fill(TODAY)
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_role("heading", name="Det ændrer sig")).to_be_visible()
    look(page, "draft-opening-hours")
    page.get_by_role("button", name="Udgiv nu").click()
    expect(page.get_by_text("er udgivet og gælder nu")).to_be_visible()
    look(page, "municipality-hours")
    told = page.request.get(
        f"{server.url}/api/v1/answers/kontakt_aabningstider?municipality=0751"
    ).text()
    assert "Særlige åbningstider" in told

    page.get_by_role("link", name="Ret Telefon", exact=True).click()
    look(page, "fact-telephone")
    page.get_by_label("Oplysning", exact=True).fill("89 40 99 99")
    page.get_by_role("button", name="Gem kladde").click()
    look(page, "draft-fact")
    page.get_by_role("button", name="Udgiv nu").click()
    page.get_by_role("link", name="Ret Telefon", exact=True).click()
    look(page, "fact-history")
    page.get_by_role("button", name="Tag tilbage").click()
    expect(page.get_by_text("89 40 20 00")).to_be_visible()
    page.get_by_role("link", name="Tilføj en oplysning").click()
    look(page, "new-fact")
    assert [one for one in complaints if "422" not in one] == []


def test_who_comes_second_keeps_what_was_typed_and_goes_on_by_keyboard(
    server: Server, page: Page, browser: Browser
) -> None:
    _come_in(server, page, "Dorte", "--municipality", "0740")
    path = f"{server.url}/personale/kommuner/0740/oplysninger/telephone"
    page.goto(path)
    with browser.new_context(locale="da-DK") as context:
        other = context.new_page()
        _come_in(server, other, "Erik", "--municipality", "0740")
        other.goto(path)
        other.get_by_label("Oplysning", exact=True).fill("89 70 11 11")
        other.get_by_role("button", name="Gem kladde").click()
        other.get_by_role("button", name="Udgiv nu").click()
        expect(other.get_by_text("er udgivet og gælder nu")).to_be_visible()
    field = page.get_by_label("Oplysning", exact=True)
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("89 70 22 22")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").get_by_text("Erik har ændret det imens")).to_be_visible()
    expect(field).to_have_value("89 70 22 22")
    look(page, "fact-conflict")
    page.get_by_role("button", name="Gem kladde").press("Enter")
    expect(page.get_by_role("heading", name="Det ændrer sig")).to_be_visible()
    page.get_by_role("button", name="Kassér kladden").press("Enter")
    expect(page.get_by_text("er kasseret")).to_be_visible()


def test_an_editor_takes_a_sheet_out_and_brings_it_back(
    server: Server, page: Page, complaints: list[str], tmp_path: Path
) -> None:
    _come_in(server, page, "Bente", "--all")
    page.goto(f"{server.url}/personale/kommuner")
    look(page, "municipalities")
    page.get_by_role("navigation").get_by_role("link", name="Ind og ud").click()
    look(page, "exchange")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="regneark (.xlsx)").click()
    sheet = tmp_path / "ud.xlsx"
    waiting.value.save_as(sheet)
    book = load_workbook(sheet)
    book["Eksempler"].append(["pas_pris", "hvad er taksten for det røde hæfte"])
    book["Eksempler"].append(["findes_ikke", "noget"])
    book.save(sheet)
    page.get_by_label("Fil").set_input_files(sheet)
    page.get_by_role("button", name="Se, hvad filen ændrer").click()
    expect(page.get_by_role("heading", name="Kontrol af filen")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("Emnet findes_ikke findes ikke")).to_be_visible()
    page.get_by_text(re.compile("Se forskellen")).first.click()
    look(page, "import-report")
    page.get_by_role("button", name="Gem 1 som kladde").click()
    expect(page.get_by_text("1 ændring fra ud.xlsx er gemt som kladde")).to_be_visible(
        timeout=120_000
    )

    wrong = Workbook()
    wrong.save(tmp_path / "forkert.xlsx")
    page.get_by_label("Fil").set_input_files(tmp_path / "forkert.xlsx")
    page.get_by_role("button", name="Se, hvad filen ændrer").click()
    expect(page.get_by_role("alert").get_by_text("hverken arket")).to_be_visible()
    look(page, "exchange-wrong")
    assert [one for one in complaints if "422" not in one] == []
    (tmp_path / "stor.yml").write_bytes(b"#" * (5 * 1024 * 1024 + 1))
    page.get_by_label("Fil").set_input_files(tmp_path / "stor.yml")
    page.get_by_role("button", name="Se, hvad filen ændrer").click()
    expect(page.get_by_role("alert").get_by_text("fylder over 5 MB")).to_be_visible()
    expect(page.get_by_label("Fil")).to_be_focused()
