"""The new model beside the present one, as the page shows it and to whom."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.api.staff.comparison_reading import read_comparison
from bot.api.staff.heat_map import SIZE, heat_map
from bot.staff.staff import Staff
from tests.api.staff.browsing import Browser
from tests.api.staff.comparing import ALONE, COMPARISON
from tests.api.staff.model_room import add_model, publish_first, room_with_models
from tests.staff.making import grant, make_user

Open = Callable[..., Browser]
PAGE = "/personale/modeller/two"


@pytest.fixture
async def staff(empty_database: Path, tmp_path: Path) -> AsyncIterator[Staff]:
    """``two`` was compared with ``one``."""
    room = room_with_models(empty_database, tmp_path)
    await publish_first(room, "one")
    await add_model(room, "two", comparison=COMPARISON)
    yield room
    room.database.close()


async def _page(staff: Staff, one: Browser, role: str, place: str = "*") -> str:
    await make_user(staff, "Mette", grant(role, place))
    await one.sign_in("mette@by.dk")
    return (await one.get(PAGE)).text


async def test_what_changed_is_shown_with_the_very_questions(staff: Staff, browser: Open) -> None:
    text = await _page(staff, browser(), "publisher")
    for said in (
        "96,2\N{NO-BREAK SPACE}%", "+1,2 point", "39 af 40", "75,0\N{NO-BREAK SPACE}%",
        "min datter skal have pas",
        "pas til min nabo &lt;NAVN&gt;", "Blev dårligere (2)", "Nyt pas eller fornyelse",
        "41250 ord", "2 er nye", "havnedag", "(før 2)", "spurgte: Mente du ...?",
    ):  # fmt: skip
        assert said in text, said
    assert "få &lt;b&gt;pas" in text


@pytest.mark.parametrize(("role", "place"), [("administrator", "*"), ("editor", "0751")])
async def test_citizens_questions_are_only_for_who_may_read_them_everywhere(
    staff: Staff, browser: Open, role: str, place: str
) -> None:
    text = await _page(staff, browser(), role, place)
    assert "min nabo" not in text
    assert "1 spørgsmål fra borgere vises kun" in text
    assert "min datter skal have pas" in text


def test_a_figure_that_should_be_small_is_worse_when_it_grows() -> None:
    figures = {one.name: one for one in read_comparison(COMPARISON, True).figures}
    assert figures["Forstået"].verdict == "better"
    assert figures["Svaret forkert"].verdict == "worse"
    assert figures["Svaret uden for emnerne"].change == "uændret"
    assert figures["Fundet fare"].change == "+1"


def test_topics_come_with_the_worst_change_first_and_new_ones_are_not_judged() -> None:
    read = read_comparison(COMPARISON, True)
    moved = [(one.topic, one.verdict) for one in read.changed]
    assert moved == [("pas_pris", "worse"), ("k0751_havnens_dag", "same"), ("pas_barn", "better")]
    assert [one.topic for one in read.unchanged] == ["pas_bestil_forny"]


def test_without_a_present_model_nothing_is_compared() -> None:
    read = read_comparison(ALONE, True)
    assert {one.verdict for one in read.figures} == {"same"}
    assert read.pairs[0].present is None
    assert read.speech == "Telefonen hører de samme ord som før."


def test_the_picture_holds_the_commonest_pairs_and_counts_the_rest() -> None:
    picture = heat_map((f"a{n}", f"b{n}", 10 - n) for n in range(10))
    assert len(picture.topics) == SIZE
    assert picture.topics[:2] == ["a0", "b0"]
    assert picture.rows[0][1].count == 10
    assert picture.rows[0][1].level == 4
    assert picture.rows[0][0].right
    assert picture.left_out == sum(10 - n for n in range(4, 10))
    assert heat_map([]).topics == []
