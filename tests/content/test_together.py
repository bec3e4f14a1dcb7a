"""A new topic and all of its own: checked beside each other, kept all or none, shown unfinished."""

from datetime import date

import pytest

from bot.answers.topics import Topic
from bot.content.editing import Editing
from bot.content.errors import ContentConflictError, ContentRefusedError
from bot.content.live import LiveContent
from bot.content.preview import preview
from bot.content.subject import Content, Subject
from tests.content.conftest import ANNE, a_topic, an_answer

TOPIC, EXAMPLES = Subject("topic", "kajak"), Subject("examples", "kajak")
ANSWER, OVERRIDE = Subject("answer", "kajak"), Subject("override", "kajak", "0751")


def _contents(**override: object) -> dict[Subject, Content]:
    return {
        OVERRIDE: an_answer(**override),
        ANSWER: an_answer(),
        EXAMPLES: {"added": ["hvor kan jeg ro kajak"], "removed": []},
        TOPIC: a_topic(title="Kajak", question="Hvor kan man ro kajak?"),
    }


async def test_each_part_is_checked_as_if_the_topic_were_there(editing: Editing) -> None:
    found = await editing.check_together(_contents(text="{findesikke}. Og mere."))
    assert [one.text for one in found[ANSWER]] == []
    assert [one.text for one in found[EXAMPLES]] == []
    assert any("{findesikke} findes ikke" in one.text for one in found[OVERRIDE])


async def test_all_are_kept_or_none(editing: Editing) -> None:
    with pytest.raises(ContentRefusedError):
        await editing.save_together(_contents(text="{findesikke}. Og mere."), ANNE)
    assert await editing.drafts() == []
    drafts = await editing.save_together(_contents(), ANNE)
    assert {draft.subject for draft in drafts} == {TOPIC, EXAMPLES, ANSWER, OVERRIDE}
    with pytest.raises(ContentConflictError):
        await editing.save_together(_contents(), ANNE)
    assert len(await editing.drafts()) == 4


async def test_a_preview_fills_in_the_municipality_and_needs_no_publication(
    live: LiveContent,
) -> None:
    topic = Topic("kajak", "kultur_fritid", "Hvor?", "Kajak", True, "20.10", "")
    place = live.content.municipalities["0751"]
    shown = preview(OVERRIDE, an_answer(text="Ro i {kommune}."), topic, place, "web")
    assert shown.text.startswith("Ro i Aarhus Kommune.")
    assert shown.overridden
    assert shown.source is not None
    assert shown.source.checked == date.today().isoformat() or shown.source.checked == date.today()
    with pytest.raises(ContentRefusedError):
        preview(
            ANSWER, an_answer(links=[{"title": "x", "url": "javascript:x"}]), topic, None, "web"
        )
