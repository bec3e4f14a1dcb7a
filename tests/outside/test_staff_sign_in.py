"""The console in a real browser: from the first administrator's link to the audit log.

With ``MUNI_SCREENSHOTS=folder`` each page is also kept as a picture, at 1280 and 768 pixels.
"""

import os
from urllib.parse import urlsplit

import pyotp
from playwright.sync_api import Browser, Page, expect

from tests.outside.accessibility import violations
from tests.outside.conftest import Server
from tests.outside.staff_console import PASSWORD, look, muni, sign_in


def test_from_the_first_link_to_the_log(server: Server, page: Page, browser: Browser) -> None:
    complaints: list[str] = []
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    made = muni(server, "add", "Anne Holm", "--email", "anne@by.dk", "--role", "administrator",
                 "--all")  # fmt: skip
    page.goto(made["link"])
    look(page, "choose-password")
    page.get_by_label("Ny adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Gem adgangskode").click()
    expect(page.get_by_text("Adgangskoden er valgt")).to_be_visible()
    look(page, "sign-in")
    sign_in(page, server.url, "anne@by.dk")
    expect(page.get_by_role("heading", name="Hej Anne Holm")).to_be_visible()
    look(page, "home")

    page.get_by_role("navigation").get_by_role("link", name="Brugere").click()
    page.get_by_role("link", name="Inviter en bruger").click()
    look(page, "new-user")
    page.get_by_label("Navn").fill("Jens Juul")
    page.get_by_label("E-mail").fill("jens@by.dk")
    page.get_by_label("Rolle").select_option("editor")
    page.get_by_label("Hvor", exact=True).select_option("0751")
    page.get_by_role("button", name="Lav bruger og link").click()
    link = page.get_by_label("Link", exact=True).input_value()
    look(page, "user-link")
    page.get_by_role("link", name="Gå til Jens Juul").click()
    page.get_by_label("Rolle").select_option("agent")
    page.get_by_label("Hvor", exact=True).select_option("0740")
    page.get_by_role("button", name="Giv", exact=True).click()
    expect(page.get_by_text("Jens Juul er nu medarbejder i chatten")).to_be_visible()
    look(page, "user")
    page.goto(f"{server.url}/personale/brugere")
    look(page, "users")

    page.get_by_role("link", name="Anne Holm").first.click()
    page.goto(f"{server.url}/personale/min-konto")
    look(page, "own-account")
    page.get_by_role("link", name="Slå totrinslogin til").click()
    look(page, "second-factor")
    secret = page.locator(".staff-secret").inner_text().replace(" ", "")
    page.get_by_label("Kode fra appen").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Slå til").click()
    code = page.locator(".staff-codes li").first.inner_text()
    look(page, "recovery-codes")
    page.get_by_role("link", name="Jeg har gemt koderne").click()
    look(page, "own-account-second-factor")
    page.get_by_role("button", name="Log ud", exact=True).first.click()
    sign_in(page, server.url, "anne@by.dk")
    look(page, "code")
    page.get_by_label("Kode").fill(code)
    page.get_by_role("button", name="Fortsæt").click()
    page.goto(f"{server.url}/personale/log?who=Anne")
    expect(page.get_by_text("Brugte en genoprettelseskode").last).to_be_visible()
    look(page, "log")
    assert complaints == [], "the policy stops nothing of ours"

    with browser.new_context(locale="da-DK") as other:
        colleague = other.new_page()
        colleague.goto(server.url + urlsplit(link).path)
        colleague.get_by_label("Ny adgangskode").fill(PASSWORD)
        colleague.get_by_role("button", name="Gem adgangskode").click()
        sign_in(colleague, server.url, "jens@by.dk")
        expect(colleague.get_by_role("heading", name="Hej Jens Juul")).to_be_visible()
        colleague.goto(f"{server.url}/personale/brugere")
        expect(
            colleague.get_by_role("heading", name="Det har du ikke rettighed til")
        ).to_be_visible()
        look(colleague, "forbidden")
        _sign_in_wrongly(colleague, server.url)


def _sign_in_wrongly(page: Page, url: str) -> None:
    page.get_by_role("button", name="Log ud", exact=True).first.click()
    page.goto(f"{url}/personale")
    page.get_by_label("E-mail").fill("jens@by.dk")
    page.get_by_label("Adgangskode").fill("et gæt af mange")
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("alert").get_by_text("forkert")).to_be_visible()
    look(page, "sign-in-wrong")


def test_keyboard_alone_skips_the_menu_signs_in_and_opens_the_menu(
    server: Server, browser: Browser
) -> None:
    made = muni(server, "add", "Kaj Tast", "--email", "kaj@by.dk", "--role", "administrator",
                 "--all")  # fmt: skip
    with browser.new_context(locale="da-DK", viewport={"width": 768, "height": 900}) as context:
        page = context.new_page()
        page.goto(made["link"])
        page.get_by_label("Ny adgangskode").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_label("E-mail").focus()
        page.keyboard.type("kaj@by.dk")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Hej Kaj Tast")).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Gå til sidens indhold")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#main-content")).to_be_focused()
        menu = page.get_by_role("button", name="Menu")
        menu.focus()
        page.keyboard.press("Enter")
        drawer = page.get_by_role("dialog", name="Menu")
        expect(drawer.get_by_role("link", name="Brugere")).to_be_visible()
        assert violations(page) == []
        if os.environ.get("MUNI_SCREENSHOTS"):
            page.screenshot(path=f"{os.environ['MUNI_SCREENSHOTS']}/menu-768.png")
        page.keyboard.press("Escape")
        expect(drawer.get_by_role("link", name="Brugere")).to_be_hidden()
