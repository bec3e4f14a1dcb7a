"""Where the time of one turn goes, step by step, in this process."""

import asyncio
import cProfile
import pstats
import tempfile
from pathlib import Path

from bot.assembly import Bot, build_bot
from bot.settings import get_settings
from bot.turn import TurnRequest

STEPS = {
    "mask personal data": ("masking/masker.py", "mask"),
    "dialogue (all of Rasa)": ("dialogue/embedded.py", "respond"),
    "  understand": ("core/processor.py", "parse_message"),
    "    intent model": ("nlu/topic_model.py", "rank"),
    "    places": ("nlu/places_extractor.py", "process"),
    "    outcome": ("nlu/outcome.py", "process"),
    "  choose the action": ("policies/rule_policy.py", "predict_action_probabilities"),
    "  run the action": ("dialogue/in_process_actions.py", "request"),
}


def profile(questions: list[str]) -> dict[str, float]:
    """Mean milliseconds a turn in each step; what threads do (the database) is not in it."""
    with tempfile.TemporaryDirectory() as name:
        settings = get_settings().copy(
            update={"database_url": f"sqlite:///{Path(name) / 'profile.db'}"}
        )
        bot = build_bot(settings)
        profiler = cProfile.Profile()
        asyncio.run(_turns(bot, questions[:20]))
        profiler.enable()
        asyncio.run(_turns(bot, questions))
        profiler.disable()
        bot.close()
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    found = {}
    for step, (file, function) in STEPS.items():
        seconds = sum(
            cumulative
            for (path, _, name), (_, _, _, cumulative, _) in stats.items()
            if path.endswith(file) and name == function
        )
        found[step] = round(seconds * 1000 / len(questions), 2)
    return found


async def _turns(bot: Bot, questions: list[str]) -> None:
    state = {"municipality": "0751"}
    for number, text in enumerate(questions):
        if number % 10 == 0:
            identity, _, _ = await bot.store.begin("0751", "da", "web", state, ())
        await bot.turn.take(TurnRequest(conversation_id=identity, text=text))
