"""Municipalities' own content: drafted, seen, published, taken back; and never a neighbour's."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import httpx
import pytest

from bot.api.staff.week_form import read_week, week_rows
from bot.knowledge import get_composer, get_municipalities
from bot.staff.audit import Wanted
from bot.staff.rights import Role
from bot.staff.staff import Staff
from tests.api.staff.browsing import Browser
from tests.api.staff.content_room import content_console
from tests.staff.making import grant, make_user

HOME = "/personale/kommuner"
PHONE = f"{HOME}/0751/oplysninger/telephone"
HOURS = f"{HOME}/0751/aabningstider/citizen_service"
TODAY = date.today().isoformat()
SOURCE = {"source": "https://aarhus.dk/kontakt", "checked": TODAY}
FACT = {"value": "89 40 99 99", **SOURCE}
WEEK = {"mon_fra_1": "09:00", "mon_til_1": "15:00", "thu_fra_1": "09:00", "thu_til_1": "12:00",
        "thu_fra_2": "13:00", "thu_til_2": "17:00"}  # fmt: skip
EDITORS = {Role.EDITOR, Role.PUBLISHER}
Open = Callable[[], Browser]


@pytest.fixture
def browser(staff: Staff) -> Iterator[Open]:
    with content_console(staff) as app:
        yield lambda: Browser(app)


async def _member(staff: Staff, browser: Open, name: str, role: str, place: str = "*") -> Browser:
    await make_user(staff, name, grant(role, place))
    one = browser()
    await one.sign_in(f"{name.lower()}@by.dk")
    return one


async def _draft(one: Browser, path: str = PHONE, **fields: str) -> str:
    """Save one; gives its page."""
    saved = await one.post(path, path, **(fields or FACT))
    assert saved.status_code == 303, saved.text
    return saved.headers["location"]


async def _publish(one: Browser, draft: str, saved: str = "1") -> httpx.Response:
    path, _, number = draft.partition("/kladde/")
    return await one.post(f"{path}/udgiv", draft, draft=number, saved=saved, note="Set i dag")


@pytest.mark.parametrize("place", ["*", "0751", "0740"])
@pytest.mark.parametrize("role", list(Role))
async def test_who_sees_and_who_edits(staff: Staff, browser: Open, role: Role, place: str) -> None:
    one = await _member(staff, browser, "Mette", role.value, place)
    token = await one.form_token("/personale/min-konto")
    near, edits = place in {"*", "0751"}, role in EDITORS and place in {"*", "0751"}
    assert (await one.get(HOME)).status_code == 200
    assert (await one.get(f"{HOME}/0751")).status_code == (200 if near else 403)
    for path in (PHONE, HOURS, f"{HOME}/0751/ny-oplysning"):
        assert (await one.get(path)).status_code == (200 if edits else 403), path
    for path in (PHONE, HOURS, f"{PHONE}/udgiv", f"{PHONE}/kasser", f"{PHONE}/tag-tilbage",
                 f"{HOURS}/fjern"):  # fmt: skip
        fields = {"csrf": token, "draft": "x", "saved": "0", "seen": "x"}
        answer = await one.http.post(path, data=fields)
        assert (answer.status_code != 403) is edits, path


async def test_a_neighbours_code_in_the_address_or_the_form_changes_nothing(
    staff: Staff, browser: Open
) -> None:
    own = await _member(staff, browser, "Aase", "editor", "0751")
    other = await _member(staff, browser, "Silke", "editor", "0740")
    draft = await _draft(own)
    token = await other.form_token("/personale/min-konto")
    there = draft.replace("0751", "0740")
    for path in (draft, there):
        assert (await other.get(path)).status_code == (403 if path == draft else 404)
    number = draft.rpartition("/")[2]
    for code in ("0751", "0740"):
        path = f"{HOME}/{code}/oplysninger/telephone/udgiv"
        fields = {"csrf": token, "draft": number, "saved": "1"}
        sent = await other.http.post(path, data=fields | {"municipality": "0751", "code": "0751"})
        assert sent.status_code == (403 if code == "0751" else 404)
    listed = (await other.get(HOME)).text
    assert "Silkeborg Kommune" in listed
    assert "Aarhus Kommune" not in listed
    telephone = get_municipalities()["0751"].telephone
    assert telephone is not None
    assert telephone.value == "89 40 20 00"


async def test_a_fact_is_drafted_compared_published_and_taken_back(
    staff: Staff, browser: Open
) -> None:
    one = await _member(staff, browser, "Aase", "editor", "0751")
    form = (await one.get(PHONE)).text
    assert "{telefon}" in form
    assert "89 40 20 00" in form
    draft = await _draft(one)
    shown = (await one.get(draft)).text
    assert "<del>" in shown
    assert "<ins>" in shown
    assert "Kladde af Aase" in (await one.get(f"{HOME}/0751")).text
    assert (await _publish(one, draft)).status_code == 303
    assert "er udgivet og gælder nu" in (await one.get(f"{HOME}/0751")).text
    assert "89 40 99 99" in get_composer().compose("kontakt_telefon_post", "0751").text
    form = (await one.get(PHONE)).text
    assert "Set i dag" in form
    (seen,) = {row for row in _hidden(form, "seen") if row}
    back = await one.post(f"{PHONE}/tag-tilbage", PHONE, seen=seen)
    assert back.status_code == 303
    assert "89 40 20 00" in get_composer().compose("kontakt_telefon_post", "0751").text
    done = await staff.audit.search(Wanted(municipality="0751"))
    assert [line.action for line in done if line.action.startswith("content")] == [
        "content_taken_back",
        "content_published",
    ]


@pytest.mark.parametrize(
    ("path", "fields", "told"),
    [
        (PHONE, FACT | {"value": "8940"}, "otte cifre"),
        (PHONE, FACT | {"source": "javascript:alert(1)"}, "Feltet source"),
        (PHONE, FACT | {"checked": "2999-01-01"}, "ude i fremtiden"),
        (f"{HOME}/0751/oplysninger/website", FACT | {"value": "http://x"}, "https://www.aarhus.dk"),
        (HOURS, SOURCE, "mindst én dag"),
        (HOURS, SOURCE | {"mon_fra_1": "15:00", "mon_til_1": "09:00"}, "den tidligste først"),
        (HOURS, SOURCE | {"mon_fra_1": "09:00"}, "den tidligste først"),
        (HOURS, SOURCE | WEEK | {"thu_fra_2": "11:00"}, "overlapper"),
        (HOURS, SOURCE | WEEK | {"dag_0": "", "dag_0_fra_1": "09:00", "dag_0_til_1": "10:00"},
         "Skriv datoen"),
        (HOURS, SOURCE | WEEK | {"dag_0": "2026-12-23", "dag_1": "2026-12-23"}, "to gange"),
    ],
)  # fmt: skip
async def test_what_breaks_a_rule_comes_back_as_it_was_typed(
    staff: Staff, browser: Open, path: str, fields: dict[str, str], told: str
) -> None:
    one = await _member(staff, browser, "Aase", "editor", "0751")
    sent = await one.post(path, path, **fields)
    assert sent.status_code == 422
    assert told in sent.text
    for value in fields.values():
        assert not value or f'value="{value}"' in sent.text, value


async def test_of_two_editors_the_later_keeps_what_was_typed_and_sees_the_other(
    staff: Staff, browser: Open
) -> None:
    first = await _member(staff, browser, "Aase", "editor", "0751")
    second = await _member(staff, browser, "Bent", "editor", "0751")
    draft = await _draft(first)
    assert "Aase har også en kladde" in (await second.get(PHONE)).text
    assert (await _publish(first, draft)).status_code == 303
    late = FACT | {"value": "89 40 11 11", "seen": "", "saved": "0"}
    met = await second.post(PHONE, PHONE, **late)
    assert met.status_code == 409
    assert 'value="89 40 11 11"' in met.text
    assert "Aase har ændret det imens" in met.text
    seen = next(row for row in _hidden(met.text, "seen") if row)
    again = await second.post(PHONE, PHONE, **late | {"seen": seen})
    assert again.status_code == 303


async def test_two_windows_of_one_editor_and_a_late_publication_are_told(
    staff: Staff, browser: Open
) -> None:
    one = await _member(staff, browser, "Aase", "editor", "0751")
    draft = await _draft(one)
    late = FACT | {"value": "89 40 11 11", "saved": "0"}
    met = await one.post(PHONE, PHONE, **late)
    assert met.status_code == 409
    assert "Du har selv ændren kladdeet i et andet vindue" in met.text
    assert 'value="89 40 11 11"' in met.text
    assert "99" in met.text.partition("</del>")[0].rpartition("<del>")[2]
    assert (await one.post(PHONE, PHONE, **FACT, saved="1")).status_code == 303
    published = await _publish(one, draft, saved="1")
    assert published.status_code == 409
    assert "Intet er udgivet" in published.text


async def test_a_draft_is_thrown_away_by_its_author_alone(staff: Staff, browser: Open) -> None:
    own = await _member(staff, browser, "Aase", "editor", "0751")
    other = await _member(staff, browser, "Bent", "editor", "0751")
    draft = await _draft(own)
    number = draft.rpartition("/")[2]
    assert (await other.post(f"{PHONE}/kasser", PHONE, draft=number)).status_code == 404
    assert (await own.post(f"{PHONE}/kasser", PHONE, draft=number)).status_code == 303
    assert (await own.get(draft)).status_code == 404
    done = await staff.audit.search(Wanted(action="content_discarded"))
    assert [(line.who, line.subject) for line in done] == [("Aase", "municipality_fact: telephone")]


async def test_opening_hours_with_a_day_unlike_others_are_previewed_and_told(
    staff: Staff, browser: Open
) -> None:
    one = await _member(staff, browser, "Aase", "editor", "0751")
    special, closed = ((date.today() + timedelta(days=n)).isoformat() for n in (3, 4))
    fields = WEEK | SOURCE | {"dag_0": special, "dag_0_fra_1": "10:00", "dag_0_til_1": "11:00"}
    fields |= {"dag_1": closed}
    shown = await one.post(HOURS, HOURS, **fields, handling="vis")
    assert shown.status_code == 200
    assert "mandag kl. 9-15, torsdag kl. 9-12 og 13-17" in shown.text
    assert "Særlig dag" in shown.text
    assert "Lige nu:" in shown.text
    assert get_municipalities()["0751"].hours == {}
    draft = await _draft(one, HOURS, **fields)
    difference = (await one.get(draft)).text
    assert f"Særlig dag {special}" in difference
    assert f"Særlig dag {closed}" in difference
    assert "</span>lukket<span" in difference
    await _publish(one, draft)
    told = get_composer().compose("kontakt_aabningstider", "0751").text
    assert "Særlige åbningstider: " in told
    assert "kl. 10-11" in told
    page = (await one.get(f"{HOME}/0751")).text
    assert "kl. 10-11" in page


async def test_a_fact_can_be_removed_but_the_website_cannot(staff: Staff, browser: Open) -> None:
    one = await _member(staff, browser, "Aase", "editor", "0751")
    gone = await one.post(f"{PHONE}/fjern", PHONE, seen="", saved="0")
    draft = gone.headers["location"]
    assert "fjerner oplysningen" in (await one.get(draft)).text
    await _publish(one, draft)
    assert get_municipalities()["0751"].telephone is None
    website = f"{HOME}/0751/oplysninger/website"
    refused = await one.post(f"{website}/fjern", website, seen="", saved="0")
    assert refused.status_code == 422
    assert (await one.get(f"{website}")).text.count('value="https://www.aarhus.dk"') == 1
    draft = await _draft(one, website, **FACT | {"value": "https://aarhus.dk"})
    await _publish(one, draft)
    assert get_municipalities()["0751"].website == "https://aarhus.dk"


async def test_a_new_fact_gets_a_name_and_the_list_tells_what_is_missing_and_old(
    staff: Staff, browser: Open
) -> None:
    one = await _member(staff, browser, "Aase", "editor", "0751")
    found = await one.get(f"{HOME}/0751/ny-oplysning?navn=Genbrugsplads+på+Åen")
    path = found.headers["location"]
    assert path.endswith("/oplysninger/genbrugsplads_paa_aaen")
    assert "Skriv <code>{genbrugsplads_paa_aaen}</code>" in (await one.get(path)).text
    refused = await one.get(f"{HOME}/0751/ny-oplysning?navn=kommune")
    assert refused.status_code == 422
    old = (date.today() - timedelta(days=400)).isoformat()
    await _publish(
        one, await _draft(one, path, **FACT | {"value": "<i>Havnen</i>", "checked": old})
    )
    page = (await one.get(f"{HOME}/0751")).text
    assert "ikke set efter i over et år" in page
    assert "<i>Havnen" not in page
    assert "Aarhus Kommune" in (await one.get(f"{HOME}?mangler=true")).text


async def test_an_unknown_municipality_fact_or_kind_is_not_found(
    staff: Staff, browser: Open
) -> None:
    one = await _member(staff, browser, "Anne", "editor")
    for path in ("9999", "9999/oplysninger/telephone", "0751/andet/telephone"):
        assert (await one.get(f"{HOME}/{path}")).status_code == 404, path
    for path in ("0751/oplysninger/Slem!", "0751/aabningstider/pool"):
        assert (await one.get(f"{HOME}/{path}")).status_code == 422, path


def test_a_third_opening_of_a_day_is_kept() -> None:
    rows = week_rows({"days": {"mon": ["08:00-09:00", "10:00-11:00", "12:00-13:00"]}})
    assert {len(row.times) for row in rows} == {3}
    form = {f"{row.name}_{way}_{number}": clock for row in rows
            for number, times in enumerate(row.times, 1)
            for way, clock in zip(("fra", "til"), times, strict=True)}  # fmt: skip
    content, _, problems = read_week(form)
    assert content["days"] == {"mon": ["08:00-09:00", "10:00-11:00", "12:00-13:00"]}
    assert problems == ()


def _hidden(text: str, name: str) -> list[str]:
    return [part.split('"')[0] for part in text.split(f'name="{name}" value="')[1:]]


@pytest.mark.parametrize(
    ("typed", "read"),
    [("9", "09:00"), ("9.30", "09:30"), ("0930", "09:30"), ("14", "14:00"), ("9:5", "9:5"),
     ("middag", "middag"), (" 09:00 ", "09:00")],
)  # fmt: skip
def test_a_time_is_read_as_danes_write_it(typed: str, read: str) -> None:
    content, _, _ = read_week({"mon_fra_1": typed, "mon_til_1": "23:00"})
    assert content["days"] == {"mon": [f"{read}-23:00"]}
