"""The page of numbers: whose they are, that page, CSV and JSON agree, and what it refuses."""

import csv
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest

from bot.api.staff import numbers
from bot.staff.rights import Role
from bot.staff.staff import Staff
from bot.statistics.definitions import ALWAYS, FIGURES, HOURS, TOPICS
from bot.statistics.wording import shown
from tests.api.staff.browsing import Browser
from tests.staff.making import grant, make_user
from tests.statistics.making import ANSWER, FALLBACK, Talk, write

Open = Callable[..., Browser]
NUMBERS = "/personale/tal"
DAYS = {
    "periode": "egne",
    "fra": str(datetime.utcnow().date() - timedelta(days=30)),
    "til": str(datetime.utcnow().date() + timedelta(days=1)),
}
"""All that the tests write."""
FILES = ["tal.csv", "forloeb.csv", "emner.csv", "tid.csv", "kommuner.csv", "tal.json"]


async def _signed_in(
    staff: Staff, browser: Open, role: str = "reader", place: str = "*"
) -> Browser:
    await make_user(staff, "Mette", grant(role, place))
    one = browser()
    await one.sign_in("mette@by.dk")
    return one


async def _conversations(staff: Staff) -> None:
    """Two in Aarhus and one in København, the last days; one of unknown place, the week before."""
    now = datetime.utcnow()
    await write(
        staff.database,
        Talk(began=now - timedelta(minutes=5), ratings=("up",)),
        Talk(((ANSWER,), (FALLBACK,)), now - timedelta(minutes=4), channel="voice", ending="bot"),
        Talk(began=now - timedelta(minutes=3), municipality="0101", ratings=("down",)),
        Talk(began=now - timedelta(days=7), municipality=None),
    )


async def _rows(one: Browser, file: str, **query: str) -> list[dict[str, str]]:
    answer = await one.get(f"{NUMBERS}/{file}", params=query)
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))


@pytest.mark.parametrize("place", ["*", "0751"])
@pytest.mark.parametrize("role", list(Role))
async def test_whoever_may_read_statistics_sees_them(
    staff: Staff, browser: Open, role: Role, place: str
) -> None:
    one = await _signed_in(staff, browser, role.value, place)
    allowed = role is not Role.ADMINISTRATOR
    for path in ("", *(f"/{file}" for file in FILES)):
        assert (await one.get(NUMBERS + path)).status_code == (200 if allowed else 403)
    assert (f'href="{NUMBERS}"' in (await one.get("/personale")).text) is allowed


async def test_a_local_member_sees_their_municipality_alone(staff: Staff, browser: Open) -> None:
    await _conversations(staff)
    one = await _signed_in(staff, browser, "publisher", "0751")
    html = (await one.get(NUMBERS)).text
    assert "Aarhus Kommune" in html
    assert "København" not in html
    assert "Hele hotlinen" not in html
    for elsewhere in ("*", "0101", "9999", "0751,0101", "%"):
        for path in ("", *(f"/{file}" for file in FILES)):
            refused = await one.get(NUMBERS + path, params={"kommune": elsewhere})
            assert refused.status_code == 403, (path, elsewhere)
            assert "København" not in refused.text
    rows = await _rows(one, "tal.csv", **DAYS)
    assert next(row["Perioden"] for row in rows if row["Id"] == "conversations") == "2"
    assert await _rows(one, "kommuner.csv") == [], "no comparison with others"


async def test_a_member_of_two_municipalities_chooses_between_them(
    staff: Staff, browser: Open
) -> None:
    await make_user(staff, "Mette", grant("reader", "0751"), grant("editor", "0101"))
    one = browser()
    await one.sign_in("mette@by.dk")
    html = (await one.get(NUMBERS)).text
    assert re.findall(r'<option value="(\d{4}|\*)"', html) == ["0751", "0101"]
    assert (await one.get(f"{NUMBERS}?kommune=0101")).status_code == 200
    assert (await one.get(f"{NUMBERS}?kommune=0740")).status_code == 403


async def test_page_csv_and_json_say_the_same_by_the_same_definitions(
    staff: Staff, browser: Open
) -> None:
    await _conversations(staff)
    one = await _signed_in(staff, browser)
    page = (await one.get(NUMBERS, params=DAYS)).text
    rows = {row["Id"]: row for row in await _rows(one, "tal.csv", **DAYS)}
    body = (await one.get(f"{NUMBERS}/tal.json", params=DAYS)).json()
    figures: dict[str, dict[str, Any]] = {line["id"]: line for line in body["figures"]}
    for text in (ALWAYS, TOPICS, HOURS):
        assert text in page
    for figure in FIGURES:
        assert figure.meaning in page
        assert rows[figure.id]["Betydning"] == figures[figure.id]["meaning"] == figure.meaning
        now = figures[figure.id]["now"]
        assert f"<td>{shown(figure.unit, now)}</td>" in page
        cell = rows[figure.id]["Perioden"]
        assert (None if cell == "" else float(cell.replace(",", "."))) == pytest.approx(
            now, abs=0.0001
        )
    assert figures["conversations"]["now"] == 4
    assert figures["unanswered"]["now"] == 0.2
    assert (figures["calls"]["chat"], figures["calls"]["telephone"]) == (0, 1)
    assert sum(row["conversations"] for row in body["hours"]) == 4
    assert {row["municipality"] for row in body["municipalities"]} == {"0751", "0101", ""}
    assert [(row["id"], row["answers"]) for row in body["topics"]] == [("pas_pris", 4)]


async def test_a_channel_leaves_the_other_out(staff: Staff, browser: Open) -> None:
    await _conversations(staff)
    one = await _signed_in(staff, browser)
    query = DAYS | {"kanal": "voice"}
    rows = await _rows(one, "tal.csv", **query)
    assert next(row["Perioden"] for row in rows if row["Id"] == "conversations") == "1"
    html = (await one.get(NUMBERS, params=query)).text
    link = re.search(r'href="(/personale/tal/emner.csv[^"]+)"', html)
    assert link
    assert link[1].endswith("&amp;kanal=voice")
    assert (await one.get(f"{NUMBERS}?kanal=fax")).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"periode": "egne"},
        {"periode": "egne", "fra": "2026-11-20", "til": "2026-11-01"},
        {"periode": "<script>alert(1)"},
    ],
)
async def test_an_unusable_period_is_told_and_the_usual_one_shown(
    staff: Staff, browser: Open, query: dict[str, str]
) -> None:
    one = await _signed_in(staff, browser)
    answer = await one.get(NUMBERS, params=query)
    assert answer.status_code == 200
    assert "Vælg en periode, der begynder, før den slutter" in answer.text
    assert '<option value="maaned" selected>' in answer.text
    assert "<script>alert" not in answer.text


async def test_own_dates_are_kept_in_the_links(staff: Staff, browser: Open) -> None:
    one = await _signed_in(staff, browser)
    query = {"periode": "egne", "fra": "2026-01-01", "til": "2026-01-31"}
    html = (await one.get(NUMBERS, params=query)).text
    assert "1. jan. 2026 til 31. jan. 2026" in html
    assert "1. dec. 2025 til 31. dec. 2025" in html
    assert "periode=egne&amp;kommune=%2A&amp;fra=2026-01-01&amp;til=2026-01-31" in html
    assert len(await _rows(one, "forloeb.csv", **query)) == 31
    file = await one.get(f"{NUMBERS}/forloeb.csv", params=query)
    assert "muni-forloeb-2026-01-01-2026-01-31.csv" in file.headers["content-disposition"]


async def test_a_topic_that_is_a_formula_is_text_in_the_file(staff: Staff, browser: Open) -> None:
    evil = '=HYPERLINK("https://evil.dk")'
    await write(staff.database, Talk(((("answer", evil),),), datetime.utcnow()))
    one = await _signed_in(staff, browser)
    rows = await _rows(one, "emner.csv", **DAYS)
    assert [row["Emne"] for row in rows] == [f"'{evil}"]
    html = (await one.get(NUMBERS, params=DAYS)).text
    assert "=HYPERLINK(&#34;https" in html


async def test_charts_are_told_in_words_and_as_tables(staff: Staff, browser: Open) -> None:
    await _conversations(staff)
    one = await _signed_in(staff, browser)
    html = (await one.get(NUMBERS, params=DAYS)).text
    charts = re.findall(r'<svg [^>]*role="img" aria-labelledby="(\w+)-title \w+-said">', html)
    assert charts == ["busy", "shares", "hours", "weekdays"]
    for chart in charts:
        said = re.search(rf'<p id="{chart}-said">([^<]+)</p>', html)
        assert said
        assert "4 samtaler" in said[1] or "i hele perioden" in said[1]
    assert html.count("<details>\n    <summary>Vis ") == len(charts)
    assert not re.search(r"<style|style=|<script(?! src)| on\w+=", html)


async def test_before_anything_happened_the_page_says_so(staff: Staff, browser: Open) -> None:
    one = await _signed_in(staff, browser)
    html = (await one.get(NUMBERS)).text
    assert "Der er ingen samtaler i perioden." in html
    assert "MUNI har ikke svaret på noget emne i perioden." in html


async def test_while_the_first_count_is_under_way_the_page_says_so(
    staff: Staff, browser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _conversations(staff)
    one = await _signed_in(staff, browser)
    monkeypatch.setattr(numbers, "PATIENCE", 0.0)
    html = (await one.get(NUMBERS)).text
    assert "nogle mangler endnu" in html
    monkeypatch.undo()
    assert "nogle mangler endnu" not in (await one.get(NUMBERS)).text
