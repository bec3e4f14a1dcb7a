"""Base, then shared, then the municipality's; and what an upgrade of the files does."""

import shutil
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.content.editing import Editing
from bot.content.errors import ContentConflictError, ContentRefusedError
from bot.content.layered import Base, LayeredContent
from bot.content.live import LiveContent
from bot.content.rules import Rules
from bot.content.subject import Kind, Subject, own_topic, owner_of
from bot.errors import UnknownTopicError
from bot.store.database import Database
from bot.store.revision_tables import RevisionRow
from tests.content.conftest import ANNE, DATA, a_topic, an_answer

FACT = {"value": "Hal 4", "source": "https://aarhus.dk/hal", "checked": "2026-11-24"}
FEST = own_topic("0751", "Havnens fest")


async def _publish(editing: Editing, subject: Subject, content: object) -> str:
    standing = await editing.open(subject, ANNE)
    seen = standing.current.id if standing.current else None
    draft = await editing.save_draft(subject, content, ANNE, seen, 0)  # type: ignore[arg-type]
    await editing.publish({draft.id: draft.saved})
    return draft.id


async def test_the_municipalitys_own_answer_wins_over_the_shared_and_only_there(
    editing: Editing, live: LiveContent
) -> None:
    await _publish(editing, Subject("answer", "pas_pris"), an_answer(text="Fælles."))
    await _publish(editing, Subject("override", "pas_pris", "0751"), an_answer(text="Vores."))
    composer = live.content.composer
    assert composer.compose("pas_pris", "0751").text == "Vores."
    assert composer.compose("pas_pris", "0101").text == "Fælles."
    assert composer.compose("pas_pris", None).text == "Fælles."


async def test_local_facts_fill_placeholders_and_opening_hours_are_told(
    editing: Editing, live: LiveContent
) -> None:
    await _publish(editing, Subject("municipality_fact", "hal", "0751"), FACT)
    text = "Kom i {hal}. Det er for alle."
    await _publish(editing, Subject("override", "pas_foto", "0751"), an_answer(text=text))
    days = {"mon": ["09:00-15:00"], "thu": ["09:00-17:00"]}
    hours = {"days": days, "source": "https://aarhus.dk/tid", "checked": "2026-11-24"}
    await _publish(editing, Subject("opening_hours", "citizen_service", "0751"), hours)
    place = live.content.municipalities["0751"]
    assert place.hours["citizen_service"].hours.week() == "mandag kl. 9-15, torsdag kl. 9-17"
    assert live.content.composer.compose("pas_foto", "0751").text.startswith("Kom i Hal 4. ")


async def test_a_fact_in_the_files_that_is_wrong_can_be_taken_away(
    editing: Editing, live: LiveContent
) -> None:
    await _publish(editing, Subject("municipality_fact", "telephone", "0751"), None)
    assert live.content.municipalities["0751"].telephone is None


async def test_a_new_topic_its_answer_and_its_examples_are_published_together(
    editing: Editing, live: LiveContent
) -> None:
    subjects: list[tuple[Kind, dict[str, object]]] = [
        ("topic", a_topic()),
        ("override", an_answer(text="Festen er i juni.")),
        ("examples", {"added": ["hvornår er der fest på havnen", "havnefesten dato"]}),
    ]
    drafts = {}
    for kind, content in subjects:
        draft = await editing.save_draft(Subject(kind, FEST, "0751"), content, ANNE, None, 0)
        drafts[draft.id] = draft.saved
    assert FEST not in live.content.topics
    await editing.publish(drafts, "nyt emne")
    now = live.content
    assert now.topics[FEST].municipality == "0751"
    assert now.topics[FEST].staff
    assert now.raw.examples[FEST] == ["hvornår er der fest på havnen", "havnefesten dato"]
    assert now.composer.compose(FEST, "0751").text.startswith("Festen er i juni.")
    assert now.composer.answers(FEST, "0751")
    assert now.composer.answers(FEST), "where is not known yet, and is asked for"
    assert not now.composer.answers(FEST, "0101")
    with pytest.raises(UnknownTopicError):
        now.composer.compose(FEST, "0101")


async def test_of_several_drafts_all_are_published_or_none(
    editing: Editing, live: LiveContent
) -> None:
    first = await editing.save_draft(
        Subject("answer", "pas_pris"), an_answer(text="Ny."), ANNE, None, 0
    )
    other = await editing.save_draft(
        Subject("answer", "pas_foto"), an_answer(text="Ny."), ANNE, None, 0
    )
    with pytest.raises(ContentConflictError):
        await editing.publish({first.id: 1, other.id: 7})
    assert live.content.composer.compose("pas_pris", None).text != "Ny."


async def test_own_topics_never_meet(editing: Editing) -> None:
    assert own_topic("0751", "Havnens fest") == "k0751_havnens_fest"
    assert own_topic("0101", "Havnens fest") == "k0101_havnens_fest"
    assert owner_of("k0751_havnens_fest") == "0751"
    assert owner_of("pas_pris") is None
    for key, code in (("k0751_x", None), ("k0751_x", "0101"), ("fest", "0751")):
        with pytest.raises(ContentRefusedError):
            Subject("topic", key, code)
    with pytest.raises(ContentRefusedError):
        Subject("override", "k0751_x", "0101")


async def test_examples_are_added_and_taken_away_over_the_files_list(
    editing: Editing, live: LiveContent
) -> None:
    subject = Subject("examples", "pas_pris")
    before = live.content.raw.examples["pas_pris"]
    wanted = [*before[1:], "hvor dyrt er sådan et rødt hæfte"]
    change = await editing.example_change(subject, wanted)
    assert change == {"added": wanted[-1:], "removed": before[:1]}
    await _publish(editing, subject, change)
    assert live.content.raw.examples["pas_pris"] == wanted
    again = await editing.example_change(subject, [*wanted, "rødt pas takst tak"])
    await _publish(editing, subject, again)
    assert live.content.raw.examples["pas_pris"] == [*wanted, "rødt pas takst tak"]


async def test_a_topic_that_is_taken_back_takes_its_answer_and_examples_along(
    editing: Editing, live: LiveContent
) -> None:
    topic = Subject("topic", FEST, "0751")
    seen = await _publish(editing, topic, a_topic())
    await _publish(editing, Subject("override", FEST, "0751"), an_answer())
    await _publish(editing, Subject("examples", FEST, "0751"), {"added": ["fest ved havnen"]})
    await editing.take_back(topic, seen)
    assert FEST not in live.content.topics
    assert FEST not in live.content.raw.examples
    assert not live.content.composer.answers(FEST, "0751")


async def test_an_upgrade_that_changes_the_files_below_flags_a_revision(
    editing: Editing, live: LiveContent, database: Database, rules: Rules, tmp_path: Path
) -> None:
    await _publish(editing, Subject("answer", "pas_pris"), an_answer(text="Ny."))
    await _publish(editing, Subject("override", "pas_pris", "0751"), an_answer(text="Vores."))
    await _publish(editing, Subject("answer", "pas_foto"), an_answer(text="Foto."))
    assert await editing.outdated() == []
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / "answers" / "pas" / "pas_pris.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("2023", "2026"), encoding="utf-8")
    upgraded = LiveContent(tmp_path / "data")
    stop = upgraded.follow(database)
    after = Editing(database, upgraded, rules)
    outdated = {one.subject for one in await after.outdated()}
    assert outdated == {Subject("answer", "pas_pris"), Subject("override", "pas_pris", "0751")}
    assert (await after.open(Subject("answer", "pas_pris"), ANNE)).stale
    assert not (await after.open(Subject("answer", "pas_foto"), ANNE)).stale
    stop()


async def test_another_process_is_live_within_its_poll(
    editing: Editing, live: LiveContent, database: Database
) -> None:
    other_database = Database(database.url, 1)
    other = LiveContent(DATA)
    stop = other.follow(other_database, poll_s=0.1)
    await _publish(editing, Subject("answer", "pas_pris"), an_answer(text="Den er ny."))
    deadline = time.monotonic() + 2
    while other.content.version != live.content.version and time.monotonic() < deadline:
        time.sleep(0.02)  # noqa: ASYNC251
    assert other.content.composer.compose("pas_pris", None).text == "Den er ny."
    stop()
    other_database.close()
    assert other.content.version == 0


async def test_a_revision_that_this_version_cannot_read_does_not_stop_the_bot(
    editing: Editing, live: LiveContent, database: Database
) -> None:
    await _publish(editing, Subject("answer", "pas_foto"), an_answer(text="Foto."))
    broken = await _publish(editing, Subject("answer", "pas_pris"), an_answer(text="Ny."))
    spoilt = update(RevisionRow).where(RevisionRow.id == broken).values(content={"text": 7})
    await database.run(lambda session: session.execute(spoilt))
    other = LiveContent(DATA)
    stop = other.follow(database)
    assert other.content.composer.compose("pas_foto", None).text == "Foto."
    assert other.content.composer.compose("pas_pris", None).text != "Ny."
    stop()


def test_a_turn_reads_memory_alone_and_ten_thousand_looks_take_no_time(live: LiveContent) -> None:
    began = time.perf_counter()
    for _ in range(10_000):
        assert live.content.composer is not None
    assert time.perf_counter() - began < 0.1


def test_a_thousand_revisions_are_laid_in_little_time(live: LiveContent) -> None:
    base = Base.read(DATA)

    class Layer:
        def __init__(self, subject: Subject) -> None:
            self.subject, self.content = subject, an_answer()

    topics = list(base.raw.answers)[:20]
    layers = [
        Layer(Subject("override", topic, code))
        for code in list(base.raw.municipalities)[:50]
        for topic in topics
    ]
    began = time.perf_counter()
    built = LayeredContent.build(base, layers, 1)
    assert time.perf_counter() - began < 1.0
    assert len(built.raw.municipalities["0101"]["overrides"]) == 20
    assert "overrides" not in base.raw.municipalities["0101"], "the base stays as it is"


def test_no_thread_is_left_behind(database: Database) -> None:
    before = threading.active_count()
    content = LiveContent(DATA)
    stop = content.follow(database, poll_s=0.05)
    stop()
    assert threading.active_count() <= before
