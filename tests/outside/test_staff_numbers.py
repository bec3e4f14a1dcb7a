"""The page of numbers in a real browser, with half a year of conversations.

With ``MUNI_SCREENSHOTS=folder`` each page is also kept as a picture, at 1280 and 768 pixels.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.seeded import seed
from bot.settings import Settings
from bot.staff.staff import build_staff
from bot.store.database import Database
from tests.outside.accessibility import violations
from tests.outside.console_server import console_server, done
from tests.outside.staff_console import look, sign_in
from tests.staff.making import grant, make_user


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """A console on seeded conversations of the two years until today."""
    address = f"sqlite:///{tmp_path / 'muni.db'}"
    seed(address, 1500, 1, date.today())
    staff = build_staff(Settings(database_url=address), Database(address))
    done(make_user(staff, "Rie", grant("reader")))
    done(make_user(staff, "Lis", grant("reader", "0751")))
    with console_server(staff) as served:
        yield served
    staff.database.close()


def test_a_reader_follows_how_it_goes_and_takes_the_figures_home(url: str, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, url, "rie@by.dk")
    page.get_by_role("navigation").get_by_role("link", name="Tal").click()
    expect(page.get_by_role("heading", name="Hele hotlinen,")).to_be_visible()
    look(page, "numbers-month")
    page.get_by_label("Periode", exact=True).select_option("sidste-aar")
    page.get_by_role("button", name="Vis", exact=True).click()
    # One conversation in the second of two years at the least, whatever the day of the year.
    chart = page.get_by_role("img", name="Samtaler pr. måned")
    expect(chart).to_be_visible()
    assert "samtaler. Flest" in page.locator("#busy-said").inner_text()
    for summary in page.locator("details summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="juli")).to_have_count(2)
    look(page, "numbers-year-tables")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent kommunerne som CSV").click()
    assert download.value.suggested_filename.startswith("muni-kommuner-")
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Kommunekode;Kommune;Samtaler;Løst uden et menneske")
    page.get_by_role("link", name="Aarhus Kommune").click()
    expect(page.get_by_role("heading", name="Aarhus Kommune,")).to_be_visible()
    expect(page.get_by_role("heading", name="Kommunerne")).to_be_hidden()
    look(page, "numbers-municipality")
    assert complaints == [], "the policy stops nothing of ours"


def test_a_local_reader_at_a_period_without_conversations(url: str, page: Page) -> None:
    sign_in(page, url, "lis@by.dk")
    page.goto(f"{url}/personale/tal?periode=egne&fra=2001-01-01&til=2001-01-31")
    expect(page.get_by_text("Der er ingen samtaler i perioden.")).to_be_visible()
    expect(page.get_by_label("Kommune", exact=True).get_by_role("option")).to_have_count(1)
    look(page, "numbers-empty")
    page.goto(f"{url}/personale/tal?periode=egne")
    expect(page.get_by_role("alert").get_by_text("Vælg en periode")).to_be_visible()
    look(page, "numbers-wrong-period")
    page.goto(f"{url}/personale/tal?kommune=0101")
    expect(page.get_by_role("heading", name="Det har du ikke rettighed til")).to_be_visible()
    assert violations(page) == []
