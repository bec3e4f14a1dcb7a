"""Which answers need a local fact, and what is said without it."""

from typing import Any

from bot.content.editing import Editing
from bot.content.live import LiveContent
from bot.content.local_use import missing, placeholder, subject_of, uses
from bot.content.subject import Subject
from tests.content.conftest import ANNE, an_answer

FACT = {"value": "Hal 4", "source": "https://aarhus.dk/hal", "checked": "2026-11-24"}
HALL = Subject("municipality_fact", "hal", "0751")


async def _publish(editing: Editing, subject: Subject, content: Any) -> None:
    draft = await editing.save_draft(subject, content, ANNE, None, 0)
    await editing.publish({draft.id: draft.saved})


async def test_a_use_shows_the_paragraph_with_and_without_the_fact(
    editing: Editing, live: LiveContent
) -> None:
    await _publish(editing, HALL, FACT)
    text = "Først dette.\n\nKom i {hal}. Det er for alle."
    await _publish(editing, Subject("override", "pas_foto", "0751"), an_answer(text=text))
    (use,) = uses(live.content, HALL)
    assert (use.topic, use.own) == ("pas_foto", True)
    assert use.whole == "Kom i Hal 4. Det er for alle."
    assert use.without == "Det er for alle."


async def test_what_nothing_fills_is_missing_and_keeps_its_name_in_the_preview(
    editing: Editing, live: LiveContent
) -> None:
    hours = Subject("opening_hours", "citizen_service", "0751")
    assert placeholder(hours) in missing(live.content)["0751"]
    use = uses(live.content, hours)[0]
    assert "{aabningstider_borgerservice}" in use.whole
    assert "{" not in use.without
    days = {"mon": ["09:00-15:00"]}
    told = {"days": days, "source": "https://aarhus.dk/tid", "checked": "2026-11-24"}
    await _publish(editing, hours, told)
    assert placeholder(hours) not in missing(live.content)["0751"]
    assert "mandag kl. 9-15" in uses(live.content, hours)[0].whole


def test_placeholders_and_subjects_name_each_other() -> None:
    for name in ("telefon", "adresse", "hjemmeside", "aabningstider_telefon", "hal"):
        subject = subject_of(name, "0751")
        assert subject is not None
        assert placeholder(subject) == name
    assert subject_of("kommune", "0751") is None
