"""What MUNI suggests to an agent: an answer to the citizen's question, and to nothing else."""

import pytest

from bot.assembly import Bot
from bot.live.suggestion import suggest


async def test_a_question_gets_the_answer_that_muni_would_give(bot: Bot) -> None:
    found = await suggest(bot.dialogue.parse, "hvad koster et pas til mit barn?", "0751")
    assert found is not None
    assert found.topic == "pas_pris"
    assert found.source is not None


@pytest.mark.parametrize("words", ["jeg vil tale med et menneske", "hej", "tak for hjælpen"])
async def test_what_is_no_question_gets_no_answer(bot: Bot, words: str) -> None:
    assert await suggest(bot.dialogue.parse, words, "0751") is None
