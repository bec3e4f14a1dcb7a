"""Models in a real browser: a publisher looks, publishes, sees the workers change, goes back.

With ``MUNI_SCREENSHOTS=folder`` each page is also kept as a picture, at 1280 and 768 pixels.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.api.staff.danish_time import field_of
from bot.staff.staff import Staff
from tests.api.staff.comparing import COMPARISON
from tests.api.staff.model_room import WORSE, add_model, publish_first, room_with_models, worker
from tests.api.staff.training_by_hand import TrainingByHand
from tests.outside.console_server import console_server, done
from tests.outside.staff_console import look, sign_in
from tests.staff.making import grant, make_user, migrated


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    """``one`` is published, ``two`` is as good, ``three`` is worse; two workers, one publisher."""
    room = room_with_models(migrated(tmp_path), tmp_path)
    done(publish_first(room, "muni-20261101-081500"))
    done(add_model(room, "muni-20261120-101500", comparison=COMPARISON))
    done(add_model(room, "muni-20261124-153000", WORSE))
    done(worker(room, "muni-1:811:web", "muni-20261101-081500", 1))
    done(worker(room, "muni-1:812:lines", "muni-20261101-081500", 1))
    done(make_user(room, "Mette", grant("publisher")))
    yield room
    room.database.close()


@pytest.fixture
def url(staff: Staff) -> Iterator[str]:
    with console_server(staff) as address:
        yield address


def test_publish_see_the_workers_change_and_go_back(staff: Staff, url: str, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, url, "mette@by.dk")
    page.get_by_role("navigation").get_by_role("link", name="Modeller").click()
    look(page, "models")

    page.get_by_role("link", name="muni-20261120-101500").first.click()
    look(page, "model")
    page.get_by_label("På et bestemt tidspunkt").check()
    page.get_by_label("Tidspunkt i dansk tid").fill(field_of(datetime.now(UTC) + timedelta(days=1)))
    page.get_by_role("button", name="Udgiv modellen").click()
    expect(page.get_by_role("heading", name="Planlagte udgivelser")).to_be_visible()
    look(page, "models-planned")
    page.get_by_role("button", name="Opgiv udgivelsen").click()
    expect(page.get_by_text("bliver ikke udgivet af sig selv")).to_be_visible()

    page.get_by_role("link", name="muni-20261124-153000").first.click()
    expect(page.get_by_text("Udgivelsen kræver en begrundelse")).to_be_visible()
    page.get_by_label("Begrundelse").fill(" ")
    page.get_by_role("button", name="Udgiv modellen").click()
    expect(page.get_by_text("Skriv, hvorfor modellen skal udgives")).to_be_visible()
    look(page, "model-worse")
    page.get_by_label("Begrundelse").fill("Nye takster gælder fra i dag")
    page.get_by_role("button", name="Udgiv modellen").click()

    live = page.get_by_role("status")
    expect(page.get_by_text("0 af 2 har skiftet").last).to_be_visible()
    look(page, "model-change")
    done(worker(staff, "muni-1:811:web", "muni-20261124-153000", 2))
    expect(live).to_have_text("1 af 2 har skiftet.", timeout=8000)
    done(worker(staff, "muni-1:812:lines", "muni-20261124-153000", 2))
    expect(live).to_have_text("Alle har skiftet. Den nye model svarer borgerne.", timeout=8000)
    look(page, "model-changed")

    page.get_by_role("link", name="Alle modeller").click()
    page.get_by_role("link", name="Gå tilbage til den forrige model").click()
    look(page, "model-back")
    page.get_by_label("Hvorfor?").fill("Den svarede forkert om pas")
    page.get_by_role("button", name="Gå tilbage").click()
    expect(page.get_by_role("heading", name="Skifter til muni-20261101-081500")).to_be_visible()
    page.goto(f"{url}/personale/modeller")
    expect(page.get_by_text("Den svarede forkert om pas").first).to_be_visible()
    assert [one for one in complaints if "422" not in one] == [], "the policy stops nothing of ours"


def test_train_follow_and_see_how_it_ended(staff: Staff, url: str, page: Page) -> None:
    training = TrainingByHand(staff)
    sign_in(page, url, "mette@by.dk")
    page.goto(f"{url}/personale/modeller")
    page.get_by_role("button", name="Træn nu").click()
    expect(page.get_by_role("heading", name="Træning af en ny model")).to_be_visible()
    going = {"state": "running", "started": datetime.utcnow(), "seen": datetime.utcnow()}
    done(training.comes_to(**going, stage="train", progress=0.42, message="Træner ..."))
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "42", timeout=8000)
    expect(page.get_by_role("status")).to_have_text("Træner ...")
    look(page, "training")
    page.get_by_role("button", name="Stop træningen").click()
    expect(page.get_by_role("heading", name="Træningen blev stoppet")).to_be_visible()
    look(page, "training-stopped")

    page.goto(f"{url}/personale/modeller")
    page.get_by_role("button", name="Træn nu").click()
    why = 'Emnet "Havnefest" har for få eksempler: 3, og der skal være mindst 5.'
    done(training.comes_to(state="failed", ended=datetime.utcnow(), message=why))
    expect(page.get_by_text("Derfor gik det galt")).to_be_visible(timeout=8000)
    look(page, "training-failed")

    page.goto(f"{url}/personale/modeller")
    page.get_by_role("button", name="Træn nu").click()
    done(
        training.comes_to(
            state="done",
            started=datetime.utcnow() - timedelta(seconds=290),
            ended=datetime.utcnow(),
            message="Modellen er klar. Den forstår 95,9 % af testspørgsmålene.",
            model_id="muni-20261120-101500",
            log=["Samler emner og eksempler ...", "37069 eksempler i 282 emner."],
        )
    )
    expect(page.get_by_role("link", name="Se, om den nye model er bedre")).to_be_visible(
        timeout=8000
    )
    look(page, "training-done")
    page.get_by_role("link", name="Se, om den nye model er bedre").click()
    expect(page.get_by_role("heading", name="muni-20261120-101500", exact=True)).to_be_visible()
