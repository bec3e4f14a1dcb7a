"""What staff publish is said in the very next turn, and no conversation breaks by it."""

from collections.abc import Iterator

import pytest

from bot.assembly import Bot
from bot.content.subject import Subject
from bot.knowledge import get_live_content
from bot.turn import TurnRequest
from tests.content.conftest import ANNE, a_topic, an_answer

PRICE = Subject("answer", "pas_pris")


@pytest.fixture(autouse=True)
def _followed(bot: Bot) -> Iterator[None]:
    """The content is the process's own, and another test's bot may have turned it to its own."""
    stop = get_live_content().follow(bot.database)
    yield
    stop()


async def _say(bot: Bot, conversation: str, text: str | None, payload: str | None = None) -> str:
    reply = await bot.turn.take(TurnRequest(conversation, text, payload))
    return "\n".join(message.text for message in reply.messages)


async def test_an_answer_is_said_as_soon_as_it_is_published_and_no_longer_when_taken_back(
    bot: Bot,
) -> None:
    conversation, _, _ = await bot.store.begin("0751", "da", "web", {}, ())
    before = await _say(bot, conversation, "Hvad koster et pas?")
    draft = await bot.editing.save_draft(
        PRICE, an_answer(text="Det er helt nyt, og du kan se det her."), ANNE, None, 0
    )
    await bot.editing.publish({draft.id: 1})
    assert (await _say(bot, conversation, "Hvad koster et pas?")).startswith("Det er helt nyt")
    await bot.editing.take_back(PRICE, draft.id)
    assert await _say(bot, conversation, "Hvad koster et pas?") == before


async def test_a_topic_taken_back_while_it_is_talked_about_breaks_nothing(bot: Bot) -> None:
    topic = Subject("topic", "k0751_havnefest", "0751")
    draft = await bot.editing.save_draft(topic, a_topic(), ANNE, None, 0)
    await bot.editing.publish({draft.id: 1})
    state = {"last_topic": topic.key, "offered": [topic.key], "pending_topic": topic.key}
    conversation, _, _ = await bot.store.begin(None, "da", "web", state, ())
    assert await _say(bot, conversation, "hvad koster det?")
    assert await _say(bot, conversation, None, f"/{topic.key}")
    await bot.editing.take_back(topic, draft.id)
    for words in ("hvad koster det?", "1", "ja", "Aarhus", "gentag"):
        conversation, _, _ = await bot.store.begin(None, "da", "web", state, ())
        assert await _say(bot, conversation, words)
