"""Models as staff see them: the list, publishing now and later, going back, who may what."""

import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.api.staff.danish_time import field_of
from bot.publishing.pointer import history, read_pointer
from bot.publishing.registry import ModelRegistry
from bot.staff.audit import Wanted
from bot.staff.rights import Role
from bot.staff.staff import Staff
from tests.api.staff.browsing import Browser
from tests.api.staff.model_room import (
    WORSE,
    add_model,
    publish_first,
    room_with_models,
    worker,
)
from tests.staff.making import grant, make_user

Open = Callable[..., Browser]
MODELS = "/personale/modeller"


@pytest.fixture
async def staff(empty_database: Path, tmp_path: Path) -> AsyncIterator[Staff]:
    """``one`` is published, ``two`` is as good, ``three`` is worse."""
    room = room_with_models(empty_database, tmp_path)
    await publish_first(room, "one")
    await add_model(room, "two")
    await add_model(room, "three", WORSE)
    yield room
    room.database.close()


@pytest.fixture
async def publisher(staff: Staff, browser: Open) -> Browser:
    """A publisher of the whole hotline, signed in."""
    await make_user(staff, "Mette", grant("publisher"))
    one = browser()
    await one.sign_in("mette@by.dk")
    return one


async def _answers(staff: Staff) -> str:
    pointer = await read_pointer(staff.database)
    assert pointer
    return pointer.model_id


async def _audited(staff: Staff) -> list[tuple[str, str]]:
    found = await staff.audit.search(Wanted(who="Mette"))
    said = [(one.action, one.subject) for one in found]
    return [one for one in said if "model" in one[0] or "publication" in one[0]]


async def test_the_list_shows_each_model_its_state_and_who_answers_with_what(
    staff: Staff, publisher: Browser
) -> None:
    await worker(staff, "host:1:web", "one", 1)
    await worker(staff, "host:2:web", "two", 1, "Modellen one kunne ikke indlæses.")
    text = (await publisher.get(MODELS)).text
    for said in ("Svarer borgerne", "Klar til udgivelse", "95,0\N{NO-BREAK SPACE}%", "35 af 40",
                 "host:1:web", "Modellen one kunne ikke indlæses.", "Den første"):  # fmt: skip
        assert said in text


@pytest.mark.parametrize("place", ["*", "0751"])
@pytest.mark.parametrize("role", list(Role))
async def test_all_see_the_models_and_only_publishers_of_the_whole_hotline_change_them(
    staff: Staff, browser: Open, role: Role, place: str
) -> None:
    await make_user(staff, "Jens", grant(role.value, place))
    one = browser()
    await one.sign_in("jens@by.dk")
    assert (await one.get(MODELS)).status_code == 200
    shown = await one.get(f"{MODELS}/two")
    allowed = role is Role.PUBLISHER and place == "*"
    assert ("Udgiv modellen" in shown.text) is allowed
    page = "/personale/min-konto"
    tries = {"two/udgiv": {"when": "now"}, "two/plan/opgiv": {}, "tilbage": {"seen": "1"}}
    for path, fields in tries.items():
        answer = await one.post(f"{MODELS}/{path}", page, **fields)
        assert (answer.status_code != 403) is allowed, path
    assert (await _answers(staff) == "two") is allowed


async def test_a_form_without_our_token_publishes_nothing(staff: Staff, publisher: Browser) -> None:
    answer = await publisher.http.post(f"{MODELS}/two/udgiv", data={"when": "now"})
    assert answer.status_code == 403
    assert await _answers(staff) == "one"


async def test_publishing_now_leads_to_the_page_where_the_workers_change(
    staff: Staff, publisher: Browser
) -> None:
    await worker(staff, "host:1:web", "one", 1)
    done = await publisher.post(f"{MODELS}/two/udgiv", f"{MODELS}/two", when="now")
    assert done.headers["location"] == f"{MODELS}/skift/2"
    assert await _answers(staff) == "two"
    assert "0 af 1 har skiftet" in (await publisher.get(f"{MODELS}/skift/2")).text
    await worker(staff, "host:1:web", "two", 2)
    status = (await publisher.get(f"{MODELS}/skift/2/status")).text
    assert "Alle har skiftet" in status
    assert "hx-get" not in status, "nothing is left to ask for"
    assert await _audited(staff) == [("model_published", "two")]
    assert (await history(staff.database))[0].by == (await staff.users.find("mette@by.dk")).id


async def test_a_worker_that_could_not_change_is_shown_with_its_reason(
    staff: Staff, publisher: Browser
) -> None:
    await publisher.post(f"{MODELS}/two/udgiv", f"{MODELS}/two", when="now")
    await worker(staff, "host:1:web", "one", 2, "Modellen two kunne ikke indlæses.")
    status = (await publisher.get(f"{MODELS}/skift/2/status")).text
    assert "1 af 1 kunne ikke skifte" in status
    assert "Modellen two kunne ikke indlæses." in status
    assert "hx-get" not in status
    assert (await publisher.get(f"{MODELS}/skift/9")).status_code == 404


async def test_a_worse_model_is_published_with_a_written_reason_alone(
    staff: Staff, publisher: Browser
) -> None:
    form = await publisher.get(f"{MODELS}/three")
    assert "3 færre spørgsmål om fare" in form.text
    for empty in ("", "   "):
        refused = await publisher.post(
            f"{MODELS}/three/udgiv", f"{MODELS}/three", when="now", reason=empty
        )
        assert refused.status_code == 422
        assert "Skriv, hvorfor modellen skal udgives" in refused.text
    assert await _answers(staff) == "one"
    await publisher.post(
        f"{MODELS}/three/udgiv", f"{MODELS}/three", when="now", reason="Nye <b>regler</b>"
    )
    assert await _answers(staff) == "three"
    text = (await publisher.get(MODELS)).text
    assert "Nye &lt;b&gt;regler" in text
    assert await _audited(staff) == [
        ("model_published", "three"), ("model_refused", "three"), ("model_refused", "three"),
    ]  # fmt: skip


async def test_a_file_that_was_changed_is_refused_in_plain_words(
    staff: Staff, publisher: Browser
) -> None:
    (staff.settings.models_folder / "two.tar.gz").write_bytes(b"changed")
    refused = await publisher.post(f"{MODELS}/two/udgiv", f"{MODELS}/two", when="now")
    assert refused.status_code == 422
    assert "Den kan ikke bruges. Træn en ny." in refused.text
    assert await _answers(staff) == "one"


async def test_a_planned_publication_is_shown_and_can_be_given_up(
    staff: Staff, publisher: Browser
) -> None:
    at = field_of(datetime.now(UTC) + timedelta(days=1))
    await publisher.post(f"{MODELS}/two/udgiv", f"{MODELS}/two", when="later", at=at)
    model = await ModelRegistry(staff.database).get("two")
    assert model.publish_at
    assert field_of(model.publish_at.replace(tzinfo=UTC)) == at
    listed = (await publisher.get(MODELS)).text
    assert "Planlagte udgivelser" in listed
    assert "planlagt af Mette" in listed
    assert await _answers(staff) == "one"
    await publisher.post(f"{MODELS}/two/plan/opgiv", MODELS)
    assert "Planlagte udgivelser" not in (await publisher.get(MODELS)).text
    assert await _audited(staff) == [
        ("publication_given_up", "two"),
        ("publication_planned", "two"),
    ]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("", "Vælg både dag og klokkeslæt"),
        ("2020-01-01T12:00", "Tidspunktet er forbi"),
        ("2099-03-29T02:30", "fordi uret stilles en time frem"),
    ],
)
async def test_a_time_that_can_not_be_is_told_beside_the_field(
    staff: Staff, publisher: Browser, at: str, said: str
) -> None:
    refused = await publisher.post(f"{MODELS}/two/udgiv", f"{MODELS}/two", when="later", at=at)
    assert refused.status_code == 422
    assert said in refused.text
    assert (await ModelRegistry(staff.database).get("two")).publish_at is None


async def test_going_back_needs_a_reason_and_happens_once_for_one_form(
    staff: Staff, publisher: Browser
) -> None:
    for name in ("two", "three"):
        await publisher.post(
            f"{MODELS}/{name}/udgiv", f"{MODELS}/{name}", when="now", reason="Prøves"
        )
    form = (await publisher.get(f"{MODELS}/tilbage")).text
    assert "two</span> igen" in form
    seen = re.search(r'name="seen" value="(\d+)"', form)
    assert seen
    back = f"{MODELS}/tilbage"
    assert (await publisher.post(back, back, seen=seen[1], reason=" ")).status_code == 422
    done = await publisher.post(back, back, seen=seen[1], reason="Den svarede forkert")
    assert done.headers["location"] == f"{MODELS}/skift/4"
    again = await publisher.post(back, back, seen=seen[1], reason="Den svarede forkert")
    assert again.status_code == 409
    assert await _answers(staff) == "two"
    assert ("model_rolled_back", "two") in await _audited(staff)


async def test_with_nothing_before_there_is_nothing_to_go_back_to(
    staff: Staff, publisher: Browser
) -> None:
    assert f"{MODELS}/tilbage" not in (await publisher.get(MODELS)).text
    assert (await publisher.get(f"{MODELS}/tilbage")).status_code == 409
    assert (await publisher.get(f"{MODELS}/nothing")).status_code == 404
