"""How long things are kept, and deletion on a citizen's behalf, in a real browser."""

import httpx
from playwright.sync_api import Page, expect

from tests.outside.conftest import Server
from tests.outside.staff_console import enter, look


def test_an_administrator_sees_what_goes_before_saving_by_keyboard_and_deletes_by_id(
    server: Server, page: Page
) -> None:
    begun = httpx.post(f"{server.url}/api/v1/conversations", json={"municipality": "0751"}).json()
    enter(page, server, "Opal", "--role", "administrator", "--all")
    page.goto(f"{server.url}/personale/opbevaring?kommune=0751")
    look(page, "retention")
    page.get_by_label("Samtaler i chatten").fill("400")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="vælg mellem 1 og 365")).to_be_visible()
    page.get_by_label("Samtaler i chatten").fill("7")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hvad bliver slettet?")).to_be_visible()
    look(page, "retention-preview")
    page.get_by_role("button", name="Gem").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Opbevaringen er gemt")
    expect(page.get_by_label("Samtaler i chatten")).to_have_value("7")

    page.goto(f"{server.url}/personale/sletning")
    page.get_by_label("Samtalens nummer").fill("findes ikke")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Der er ingen samtale med det nummer")).to_be_visible()
    look(page, "erasure")
    page.get_by_label("Samtalens nummer").fill(begun["id"])
    page.keyboard.press("Enter")
    look(page, "erasure-found")
    page.get_by_role("button", name="Slet samtalen").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Samtalen er slettet")
    gone = httpx.get(
        f"{server.url}/api/v1/conversations/{begun['id']}",
        headers={"Authorization": f"Bearer {begun['token']}"},
    )
    assert gone.status_code == 410
