"""Finding topics by words, and telling where an example comes from."""

from bot.content.editing import Editing
from bot.content.live import LiveContent
from bot.content.origins import origins
from bot.content.subject import Subject
from bot.content.topic_search import search
from tests.content.conftest import ANNE, BENT


def test_every_word_must_be_there_and_names_come_first(live: LiveContent) -> None:
    found = [topic.id for topic in search(live.content, "PAS pris")]
    assert found[0] == "pas_pris"
    assert search(live.content, "pas xyzzyplugh") == []
    assert len(search(live.content, " ")) == len(live.content.topics.topics)
    assert {topic.category for topic in search(live.content, "", "pas")} == {"pas"}


async def test_an_example_tells_who_added_it_in_whichever_layer(
    editing: Editing, live: LiveContent
) -> None:
    shared, local = Subject("examples", "pas_pris"), Subject("examples", "pas_pris", "0751")
    for subject, author, text in (
        (shared, ANNE, "hvad tager I for passet"),
        (local, BENT, "hvad tager Aarhus for passet"),
    ):
        change = {"added": [text], "removed": []}
        draft = await editing.save_draft(subject, change, author, None, 0)
        await editing.publish({draft.id: draft.saved})
    standing = await editing.open(shared, ANNE)
    told = {
        one.text: one.who for one in origins(standing, await editing.example_history("pas_pris"))
    }
    assert told["hvad tager I for passet"] == ANNE.name
    assert told["hvad tager Aarhus for passet"] == BENT.name
    assert told[live.base.raw.examples["pas_pris"][0]] is None
