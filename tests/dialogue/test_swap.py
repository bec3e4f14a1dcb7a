"""A model is swapped between turns while citizens chat on."""

import asyncio

from bot.assembly import Bot
from bot.turn import TurnRequest


async def test_swapping_breaks_no_turn(bot: Bot) -> None:
    model = bot.dialogue.model
    swapping = asyncio.create_task(bot.dialogue.swap(model))
    turns = 0
    while not swapping.done():
        identity, _, _ = await bot.store.begin("0751", "da", "web", {"municipality": "0751"}, ())
        reply = await bot.turn.take(
            TurnRequest(conversation_id=identity, text="hvad koster et pas")
        )
        assert reply.messages[0].text
        turns += 1
    await swapping
    assert turns > 0
    assert bot.dialogue.model == model
