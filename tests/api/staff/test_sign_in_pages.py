"""Signing in as a browser does it: cookies, form tokens, and where one lands."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pyotp
import pytest

from bot.api.staff.next_path import local_path
from bot.api.staff.visit import cookie_name
from bot.settings import Settings
from bot.staff.audit import COMMAND_LINE
from bot.staff.staff import Staff
from tests.api.staff.browsing import COOKIE, Browser, console
from tests.staff.making import PASSWORD, grant, make_staff, make_user

Open = Callable[..., Browser]


async def test_a_stranger_is_asked_to_sign_in_and_lands_where_they_were_going(
    staff: Staff, browser: Open
) -> None:
    await make_user(staff, "Boss", grant("administrator"))
    one = browser()
    turned = await one.get("/personale/log?who=a%20b&action=signed_in")
    assert turned.status_code == 303
    form = await one.get(turned.headers["location"])
    wanted = re.search(r'name="next" value="([^"]+)"', form.text)
    assert wanted
    done = await one.sign_in("boss@by.dk", next=wanted[1].replace("&amp;", "&"))
    assert done.headers["location"] == "/personale/log?who=a%20b&action=signed_in"
    assert (await one.get(done.headers["location"])).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.dk/personale",
        "//evil.dk/personale",
        "/\\evil.dk",
        "\\\\evil.dk",
        "/personale\\@evil.dk",
        "/personale@evil.dk",
        "/personale.evil.dk",
        "javascript:alert(1)",
        "/personale/\r\nSet-Cookie: a=b",
        "/\t/evil.dk",
        "personale",
        "/",
        "",
    ],
)
async def test_nobody_is_sent_to_another_site(staff: Staff, browser: Open, elsewhere: str) -> None:
    await make_user(staff, "Mette", grant("editor"))
    one = browser()
    assert local_path(elsewhere) == "/personale"
    form = await one.get(f"/personale/log-ind?next={quote(elsewhere)}")
    assert 'name="next" value="/personale"' in form.text
    done = await one.sign_in("mette@by.dk", next=elsewhere)
    assert done.headers["location"] == "/personale"
    again = await one.get(f"/personale/log-ind?next={quote(elsewhere)}")
    assert again.headers["location"] == "/personale"


async def test_signing_in_gives_a_session_id_that_nobody_knew_before(
    staff: Staff, browser: Open
) -> None:
    await make_user(staff, "Mette", grant("editor"))
    one = browser()
    one.http.cookies.set(COOKIE, "chosen-by-somebody-else", domain="127.0.0.1")
    await one.sign_in("mette@by.dk")
    assert one.cookie != "chosen-by-somebody-else"
    other = browser()
    other.http.cookies.set(COOKIE, "chosen-by-somebody-else")
    assert (await other.get("/personale")).status_code == 303


async def test_the_cookie_is_for_this_site_and_no_script(staff: Staff, browser: Open) -> None:
    await make_user(staff, "Mette", grant("editor"))
    done = await browser().sign_in("mette@by.dk")
    cookie = done.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age" not in cookie, "it goes when the browser closes"


async def test_with_tls_the_cookie_is_secure_and_bound_to_the_host(
    empty_database: Path, tmp_path: Path
) -> None:
    staff = make_staff(empty_database, tmp_path, public_url="https://muni.by.dk")
    one = Browser(console(staff))
    cookie = (await one.get("/personale/log-ind")).headers["set-cookie"]
    assert cookie.startswith("__Host-muni_personale=")
    assert "Secure" in cookie
    assert "Path=/;" in cookie
    assert "Domain" not in cookie
    assert cookie_name(Settings()) == COOKIE
    staff.database.close()


async def test_a_form_without_our_token_changes_nothing(staff: Staff, browser: Open) -> None:
    await make_user(staff, "Mette", grant("editor"))
    one = browser()
    fields = {"email": "mette@by.dk", "password": PASSWORD}
    refused = await one.http.post("/personale/log-ind", data=fields)
    assert refused.status_code == 403
    token = await browser().form_token("/personale/log-ind")
    refused = await one.http.post("/personale/log-ind", data=fields | {"csrf": token})
    assert refused.status_code == 403, "another browser's token"
    await one.sign_in("mette@by.dk")
    ways: list[dict[str, Any]] = [
        {},
        {"headers": {"X-CSRF-Token": "guessed"}},
        {"data": {"csrf": ""}},
    ]
    for how in ways:
        assert (await one.http.post("/personale/log-ud", **how)).status_code == 403
    assert (await one.get("/personale")).status_code == 200, "still signed in"


async def test_htmx_sends_the_token_in_a_header(staff: Staff, browser: Open) -> None:
    await make_user(staff, "Mette", grant("editor"))
    one = browser()
    await one.sign_in("mette@by.dk")
    html = (await one.get("/personale")).text
    found = re.search(r"""hx-headers='\{"X-CSRF-Token": "([^"]+)"\}'""", html)
    assert found
    done = await one.http.post("/personale/log-ud", headers={"X-CSRF-Token": found[1]})
    assert done.headers["location"] == "/personale/log-ind"


async def test_signing_out_ends_the_session_itself(staff: Staff, browser: Open) -> None:
    await make_user(staff, "Mette", grant("editor"))
    one = browser()
    await one.sign_in("mette@by.dk")
    kept = one.cookie
    await one.post("/personale/log-ud", "/personale")
    thief = browser()
    thief.http.cookies.set(COOKIE, kept or "")
    assert (await thief.get("/personale")).status_code == 303


async def test_htmx_is_told_to_sign_in_when_the_session_is_over(browser: Open) -> None:
    answer = await browser().get("/personale/brugere", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/personale/log-ind"


async def test_the_second_factor_stands_between_password_and_pages(
    staff: Staff, browser: Open
) -> None:
    await make_user(staff, "Mette", grant("editor"))
    one = browser()
    await one.sign_in("mette@by.dk")
    setting_up = (await one.get("/personale/min-konto/totrin")).text
    secret = re.search(r'staff-secret">([A-Z2-7 ]+)<', setting_up)
    assert secret
    assert "<svg" in setting_up
    code = pyotp.TOTP(secret[1].replace(" ", "")).now()
    path = "/personale/min-konto/totrin"
    wrong = await one.post(path, path, code="000 000 0")
    assert wrong.status_code == 422
    codes = re.findall(r"<li>([a-z2-7-]{19})</li>", (await one.post(path, path, code=code)).text)
    assert len(codes) == 10
    two = browser()
    half = await two.sign_in("mette@by.dk", next="/personale/min-konto")
    assert half.headers["location"] == "/personale/log-ind/kode?next=/personale/min-konto"
    assert (await two.get("/personale/min-konto")).status_code == 303
    page = "/personale/log-ind/kode"
    assert (await two.post(page, page, code="12345")).status_code == 422
    before = two.cookie
    done = await two.post(page, page, code=codes[0], next="/personale/min-konto")
    assert done.headers["location"] == "/personale/min-konto"
    assert two.cookie != before
    assert (await two.get("/personale/min-konto")).status_code == 200


async def test_nobody_reaches_the_code_page_without_a_password(browser: Open) -> None:
    one = browser()
    assert (await one.get("/personale/log-ind/kode")).headers["location"] == "/personale/log-ind"


async def test_wrong_tries_are_told_how_long_to_wait(staff: Staff, browser: Open) -> None:
    await make_user(staff, "Mette", grant("editor"))
    guesser, owner = browser("198.51.100.9"), browser("192.0.2.1")
    for _ in range(5):
        assert (await guesser.sign_in("mette@by.dk", "et gæt af mange")).status_code == 422
    stopped = await guesser.sign_in("mette@by.dk")
    assert stopped.status_code == 429
    assert "Vent et kvarter" in stopped.text
    assert (await owner.sign_in("mette@by.dk")).status_code == 303


async def test_a_link_lets_one_choose_a_password(staff: Staff, browser: Open) -> None:
    user = await staff.users.add(COMMAND_LINE, "Mette", "mette@by.dk", [grant("editor")])
    path = f"/personale/adgang/{await staff.credentials.new_link(COMMAND_LINE, user.id)}"
    one = browser()
    weak = await one.post(path, path, password="sommer")
    assert weak.status_code == 422
    assert "Brug mindst 12 tegn" in weak.text
    chosen = await one.post(path, path, password=PASSWORD)
    assert chosen.headers["location"] == "/personale/log-ind"
    shown = await one.get("/personale/log-ind")
    assert "Adgangskoden er valgt" in shown.text
    assert "Adgangskoden er valgt" not in (await one.get("/personale/log-ind")).text
    assert (await one.get(path)).status_code == 410
    assert (await one.sign_in("mette@by.dk")).status_code == 303


async def test_pages_carry_a_policy_that_allows_no_inline_code(staff: Staff, browser: Open) -> None:
    await make_user(staff, "Boss", grant("administrator"))
    one = browser()
    pages: list[httpx.Response] = [await one.get("/personale/log-ind")]
    await one.sign_in("boss@by.dk")
    paths = ("", "/min-konto", "/min-konto/totrin", "/brugere", "/brugere/ny", "/log")
    pages += [await one.get(f"/personale{path}") for path in paths]
    for answer in pages:
        assert answer.status_code == 200
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'; style-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert not re.search(r"<style|style=|<script(?! src)| on\w+=", answer.text)


async def test_a_forged_message_is_not_shown(browser: Open) -> None:
    one = browser()
    await one.get("/personale/log-ind")
    one.http.cookies.set("muni_besked", "WyJIYWNrZXQiXQ==.0000", path="/personale")
    assert "Hacket" not in (await one.get("/personale/log-ind")).text
