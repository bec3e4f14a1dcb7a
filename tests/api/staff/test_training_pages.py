"""Training as staff see it: begin, follow, stop, and how it ended."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.content.revision import Author
from bot.content.revisions import publish, save_draft
from bot.content.subject import Subject
from bot.staff.audit import Wanted
from bot.staff.rights import Role
from bot.staff.staff import Staff
from tests import engines
from tests.api.staff.browsing import Browser
from tests.api.staff.model_room import publish_first, room_with_models
from tests.api.staff.training_by_hand import TrainingByHand
from tests.staff.making import grant, make_user

Open = Callable[..., Browser]
MODELS = "/personale/modeller"
TRAINING = f"{MODELS}/traening"
RUN = f"{TRAINING}/1"


@pytest.fixture
async def staff(empty_database: Path, tmp_path: Path) -> AsyncIterator[Staff]:
    room = room_with_models(empty_database, tmp_path)
    await publish_first(room, "one")
    yield room
    room.database.close()


@pytest.fixture
def training(staff: Staff) -> TrainingByHand:
    return TrainingByHand(staff)


@pytest.fixture
async def trainer(staff: Staff, browser: Open, training: TrainingByHand) -> Browser:
    """A publisher of the whole hotline, signed in."""
    await make_user(staff, "Mette", grant("publisher"))
    one = browser()
    await one.sign_in("mette@by.dk")
    return one


async def test_a_training_is_begun_followed_and_ends_with_its_model(
    training: TrainingByHand, trainer: Browser
) -> None:
    assert (await trainer.get(RUN)).status_code == 404
    assert "ikke ændret eksempler" in (await trainer.get(MODELS)).text
    begun = await trainer.post(TRAINING, MODELS)
    assert begun.headers["location"] == RUN
    await training.comes_to(
        state="running",
        stage="train",
        message="Lærer <eksemplerne>",
        progress=0.4,
        started=datetime.utcnow() - timedelta(seconds=75),
        seen=datetime.utcnow(),
    )
    status = await trainer.get(f"{RUN}/status")
    for said in ("Lærer &lt;eksemplerne", "40 %", "1 min. 15 sek.", "hx-get", "aria-current"):
        assert said in status.text
    assert "HX-Refresh" not in status.headers
    assert "En ny model trænes lige nu" in (await trainer.get(MODELS)).text
    await training.comes_to(state="done", model_id="two", ended=datetime.utcnow(), log=["Trænet"])
    assert (await trainer.get(f"{RUN}/status")).headers["HX-Refresh"] == "true"
    ended = (await trainer.get(RUN)).text
    assert f'href="{MODELS}/two"' in ended
    assert "hx-get" not in ended, "nothing is left to ask for"


async def test_a_second_one_leads_to_the_one_that_runs(
    training: TrainingByHand, trainer: Browser
) -> None:
    await trainer.post(TRAINING, MODELS)
    again = await trainer.post(TRAINING, RUN)
    assert again.headers["location"] == RUN
    assert "allerede en træning i gang" in (await trainer.get(RUN)).text


async def test_stopping_is_said_once_and_both_are_in_the_log(
    staff: Staff, training: TrainingByHand, trainer: Browser
) -> None:
    await trainer.post(TRAINING, MODELS)
    await trainer.post(f"{RUN}/afbryd", RUN)
    assert "Alt er, som det var" in (await trainer.get(RUN)).text
    await trainer.post(f"{RUN}/afbryd", MODELS)
    found = [one.action for one in await staff.audit.search(Wanted(who="Mette"))]
    assert found[:2] == ["training_cancelled", "training_started"]
    assert found.count("training_cancelled") == 1


async def test_a_failure_is_told_with_its_reason(
    training: TrainingByHand, trainer: Browser
) -> None:
    await trainer.post(TRAINING, MODELS)
    await training.comes_to(state="failed", message="Emnet <pas> har kun to eksempler")
    assert "Emnet &lt;pas&gt; har kun to eksempler" in (await trainer.get(RUN)).text


async def test_what_staff_have_changed_since_is_counted(
    staff: Staff, training: TrainingByHand, trainer: Browser
) -> None:
    def change(session: Session) -> None:
        subject = Subject("examples", "pas_pris")
        draft = save_draft(session, subject, {}, "hash", Author("u", "Anne"), None, 0)
        publish(session, draft.id, "")

    await staff.database.run(change)
    assert "er 1 emnes eksempler og 0 emner ændret" in (await trainer.get(MODELS)).text


@pytest.mark.parametrize("place", ["*", "0751"])
@pytest.mark.parametrize("role", list(Role))
async def test_all_may_follow_and_only_publishers_of_the_whole_hotline_begin_and_stop(
    staff: Staff, browser: Open, training: TrainingByHand, role: Role, place: str
) -> None:
    await training.start("somebody")
    await make_user(staff, "Jens", grant(role.value, place))
    one = browser()
    await one.sign_in("jens@by.dk")
    allowed = role is Role.PUBLISHER and place == "*"
    shown = await one.get(RUN)
    assert shown.status_code == 200
    assert ("Stop træningen" in shown.text) is allowed
    for path in (TRAINING, f"{RUN}/afbryd"):
        answer = await one.post(path, "/personale/min-konto")
        assert (answer.status_code != 403) is allowed


async def test_a_queue_that_is_away_is_told_and_leaves_nothing_going_on(
    staff: Staff, browser: Open
) -> None:
    if engines.wanted():
        pytest.skip("the queue is Redis; tests/outside/test_faults_parts.py takes that away")
    staff.settings.jobs_file.mkdir()
    await make_user(staff, "Mette", grant("publisher"))
    one = browser()
    await one.sign_in("mette@by.dk")
    begun = await one.post(TRAINING, MODELS)
    assert begun.headers["location"] == MODELS
    shown = (await one.get(MODELS)).text
    assert "Køen af opgaver kan ikke nås" in shown
    assert "Træn nu" in shown, "it can be tried again"
