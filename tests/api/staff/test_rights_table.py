"""Every page of the console for every role, at home, elsewhere and for all; and every form."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pyotp
import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount

from bot.api.staff.route import HEADERS, SIGN_IN, OpenStaffRoute, StaffRoute
from bot.errors import FormExpiredError
from bot.staff.rights import Role
from bot.staff.staff import Staff
from tests.api.staff.browsing import Browser
from tests.api.staff.content_room import content_console
from tests.api.staff.model_room import publish_first, room_with_models
from tests.api.staff.rights_row import Row
from tests.api.staff.rights_rows import OPEN, ROWS
from tests.api.staff.rights_world import ELSEWHERE, HERE, World, enter
from tests.staff.making import grant, make_user

_INLINE = re.compile(r"<style|style=|<script(?! src)| on\w+=")
_SAFE = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture
async def staff(empty_database: Path, tmp_path: Path) -> AsyncIterator[Staff]:
    """With models of its own, one of which answers."""
    room = room_with_models(empty_database, tmp_path)
    await publish_first(room, "first")
    yield room
    room.database.close()


@pytest.fixture
def app(staff: Staff) -> Iterator[FastAPI]:
    """The console with all that its pages ask for."""
    with content_console(staff) as made:
        yield made


def _routes(app: FastAPI) -> Iterator[tuple[str, str, BaseRoute]]:
    for route in app.routes:
        path = str(getattr(route, "path", ""))
        if path.startswith("/personale") and not isinstance(route, Mount):
            for method in getattr(route, "methods", None) or {"WEBSOCKET"}:
                yield method, path, route


def test_each_route_is_in_the_table_and_each_row_is_a_route(app: FastAPI) -> None:
    routes = {(method, path) for method, path, _ in _routes(app)}
    rows = {(row.method, row.path) for row in ROWS}
    assert routes - rows - OPEN == set(), "say in rights_rows.py who may"
    assert (rows | OPEN) - routes == set()
    assert rows & OPEN == set()


def test_each_route_is_guarded(app: FastAPI) -> None:
    for method, path, route in _routes(app):
        wanted = OpenStaffRoute if (method, path) in OPEN else StaffRoute
        assert type(route) is wanted, path


async def _ask(world: World, row: Row, values: dict[str, str]) -> httpx.Response:
    address = row.path.format(**values)
    query = {key: text.format(**values) for key, text in row.query.items()}
    if row.method == "GET":
        return await world.get(address, query)
    fields = {key: text.format(**values) for key, text in row.fields.items()}
    return await world.post(address, fields, query, row.files)


def _verdict(answer: httpx.Response, row: Row) -> str:
    if answer.headers.get("location", "").startswith(SIGN_IN):
        return "asked to sign in"
    if answer.status_code < 400 or answer.status_code in row.fine:
        return "allowed"
    return "refused" if answer.status_code in {403, 404} else str(answer.status_code)


def _within_the_policy(answer: httpx.Response) -> bool:
    kept = all(answer.headers.get(name) == value for name, value in HEADERS.items())
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    return kept and not (is_page and _INLINE.search(answer.text))


@pytest.mark.parametrize("place", [HERE, ELSEWHERE, "*"], ids=["home", "elsewhere", "all"])
@pytest.mark.parametrize("role", list(Role))
async def test_each_role_gets_what_is_theirs_and_nothing_else(
    staff: Staff, app: FastAPI, role: Role, place: str
) -> None:
    await make_user(staff, "Boss", grant("administrator"))
    member = await make_user(staff, "Mette", grant(role.value, place))
    world = await enter(staff, app, member)
    wrong = {}
    for row in ROWS:
        if row.slow and place != HERE:
            continue
        values = await row.made(world)
        before = await world.done()
        answer = await _ask(world, row, values)
        done, found = await world.done() - before, _verdict(answer, row)
        wanted = "allowed" if row.allows(role, place) else "refused"
        words = row.own.format(**values)
        if found != wanted:
            wrong[row.name] = f"{found}, not {wanted}"
        elif done and (found == "refused" or (row.method == "GET" and not row.logged)):
            wrong[row.name] = f"{found}, and did something"
        elif words and (words in answer.text) is not row.tells(role, place):
            wrong[row.name] = "keeps back what is theirs, or shows what isn't"
        elif not _within_the_policy(answer):
            wrong[row.name] = "without the policy, or against it"
    assert wrong == {}


async def _half_signed_in(staff: Staff, app: FastAPI) -> tuple[World, str]:
    """Whose password was right, and who has given no code yet; and a code that would do."""
    member = await make_user(staff, "Mette", grant("publisher"), grant("administrator"))
    whole = await enter(staff, app, member)
    page = (await whole.get("/personale/min-konto/totrin")).text
    secret = re.search(r'staff-secret">([A-Z2-7 ]+)<', page)
    assert secret
    code = pyotp.TOTP(secret[1].replace(" ", "")).now()
    shown = await whole.post("/personale/min-konto/totrin", {"code": code})
    recovery = re.search(r"<li>([a-z2-7-]{19})</li>", shown.text)
    assert recovery
    browser = Browser(app)
    half = await browser.sign_in("mette@by.dk")
    assert half.headers["location"].startswith(f"{SIGN_IN}/kode")
    return World(
        staff, app, browser, await browser.form_token(f"{SIGN_IN}/kode"), member
    ), recovery[1]


@pytest.mark.parametrize("half", [False, True], ids=["stranger", "password-alone"])
async def test_who_is_not_signed_in_is_asked_to_and_does_nothing(
    staff: Staff, app: FastAPI, half: bool
) -> None:
    if half:
        world, _ = await _half_signed_in(staff, app)
    else:
        browser, somebody = Browser(app), await make_user(staff, "Mette", grant("publisher"))
        world = World(staff, app, browser, await browser.form_token(SIGN_IN), somebody)
    wrong = {}
    for row in ROWS:
        values = await row.made(world)
        before = await world.done()
        answer = await _ask(world, row, values)
        found = _verdict(answer, row)
        if found != "asked to sign in" or answer.status_code != 303:
            wrong[row.name] = found
        elif await world.done() != before:
            wrong[row.name] = "did something"
    assert wrong == {}


async def test_no_form_is_taken_without_the_token_of_this_session(
    staff: Staff, app: FastAPI
) -> None:
    member = await make_user(staff, "Mette", grant("publisher"), grant("administrator"))
    world, other = await enter(staff, app, member), await enter(staff, app, member)
    before = await world.done()
    ways: dict[str, dict[str, dict[str, str]]] = {
        "no token": {},
        "an empty one": {"data": {"csrf": ""}},
        "a guess": {"headers": {"X-CSRF-Token": "0" * len(world.token)}},
        "another session's": {"data": {"csrf": other.token}},
        "ours in the address": {"params": {"csrf": world.token}},
    }
    wrong = {}
    for method, path, _ in _routes(app):
        if method in _SAFE | {"WEBSOCKET"}:
            continue
        for way, how in ways.items():
            address = re.sub(r"{\w+}", "1", path)
            answer = await world.browser.http.request(method, address, **how)  # type: ignore[arg-type]
            if answer.status_code != 403 or FormExpiredError.title not in answer.text:
                wrong[f"{method} {path}, {way}"] = answer.status_code
    assert wrong == {}
    assert await world.done() == before
    assert (await world.get("/personale")).status_code == 200, "still signed in"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.dk", "//evil.dk", "/\\evil.dk", "/personale@evil"]
)
async def test_the_second_factor_sends_nobody_to_another_site(
    staff: Staff, app: FastAPI, elsewhere: str
) -> None:
    world, code = await _half_signed_in(staff, app)
    page = f"{SIGN_IN}/kode"
    asked = await world.get(page, {"next": elsewhere})
    assert 'name="next" value="/personale"' in asked.text
    wrong = await world.post(page, {"code": "x", "next": elsewhere})
    assert 'name="next" value="/personale"' in wrong.text
    before = world.browser.cookie
    done = await world.post(page, {"code": code, "next": elsewhere})
    assert done.headers["location"] == "/personale"
    assert world.browser.cookie != before, "the session id is a new one, too"
