"""The open pages in a real browser, with two years of conversations.

With ``MUNI_SCREENSHOTS=folder`` each page is also kept as a picture.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.seeded import seed
from bot.open_data.publication import publish_months
from bot.statistics.roll_up import RollUp
from bot.store.database import Database
from tests.api.open.service import open_service
from tests.outside.console_server import done, served
from tests.outside.staff_console import look
from tests.staff.making import migrated

WIDTHS = (390, 768, 1280)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The open pages on seeded conversations of the two years until today."""
    address = f"sqlite:///{tmp_path_factory.mktemp('open') / 'muni.db'}"
    seed(address, 3000, 1, date.today())
    database = Database(address)
    done(RollUp(database).fresh())
    done(publish_months(database))
    with served(open_service(database)) as where:
        yield where
    database.close()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of."""
    found: list[str] = []
    page.on("console", lambda one: found.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_anyone_reads_the_statistics(url: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{url}/statistik")
    expect(page.get_by_role("heading", name="Alle kommuner, seneste 12 måneder")).to_be_visible()
    expect(page.get_by_role("img", name="Samtaler pr. måned")).to_be_visible()
    for summary in page.locator("details summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("table", name="Samtaler pr. måned")).to_be_visible()
    look(page, "open-statistics", WIDTHS)
    page.get_by_label("Kommune", exact=True).select_option("0751")
    page.get_by_label("Periode", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Aarhus Kommune, 20")).to_be_visible()
    look(page, "open-statistics-municipality", (390,))
    with page.expect_download() as download:
        page.evaluate(
            "document.querySelector('a[href^=\"/data/statistik/samtaler.csv\"]').download = ''"
        )
        page.get_by_role("link", name="CSV med MUNI: samtaler efter udfald").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "maaned;kommunekode;kommune;kanal;udfald;antal"
    assert all(";0751;" in line for line in lines[1:])
    assert complaints == [], "the policy stops nothing of ours"


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/data", "Åbne data"),
        ("/om", "Om MUNI"),
        ("/tilgaengelighed", "Tilgængeligheds"),
    ],
)
def test_the_pages_that_explain(
    url: str, page: Page, complaints: list[str], address: str, heading: str
) -> None:
    page.goto(f"{url}{address}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Spring til indholdet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    look(page, f"open{address.replace('/', '-')}", WIDTHS)
    assert complaints == [], "the policy stops nothing of ours"


def test_before_the_first_month(tmp_path: Path, page: Page, complaints: list[str]) -> None:
    database = Database(f"sqlite:///{migrated(tmp_path)}")
    with served(open_service(database)) as where:
        page.goto(f"{where}/statistik")
        expect(page.get_by_text("Der er endnu ingen offentlige tal.")).to_be_visible()
        look(page, "open-statistics-empty", (390,))
    database.close()
    assert complaints == []
