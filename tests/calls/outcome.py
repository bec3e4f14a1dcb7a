"""Whether a call of ``dialogues.yml`` ended rightly, by what was stored of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from bot.assembly import Bot
from bot.store.tables import CallRow
from tests.calls.scripted_caller import Dialogue, ScriptedCaller

_CPR: Final = re.compile(r"\b\d{6}[- ]?\d{4}\b|firs.*fireogtredive")


@dataclass(frozen=True)
class Outcome:
    """``wrong`` says what was not as it should be; nothing when all was."""

    title: str
    wrong: tuple[str, ...]
    said: tuple[str, ...]


async def judge(dialogue: Dialogue, line: ScriptedCaller, bot: Bot) -> Outcome:
    """Compare the call with what the dialogue wants."""
    wanted: dict[str, Any] = dialogue.wanted
    identity = line.conversation
    how = await _ending(bot, identity)
    messages = await bot.store.messages(identity)
    stored = await bot.store.load(identity)
    answered = [m.topic for m in messages if m.role == "bot" and m.kind == "answer" and m.topic]
    wrong = []
    if not _in_order(wanted["topics"], answered):
        wrong.append(f"answered {answered}, not {wanted['topics']}")
    if how != wanted["ends"]:
        wrong.append(f"ended {how}, not {wanted['ends']}")
    place = wanted.get("municipality_found")
    if place and stored.municipality != place:
        wrong.append(f"municipality {stored.municipality}, not {place}")
    if wanted.get("safety") and not any(m.kind == "safety" for m in messages):
        wrong.append("no help in danger")
    if wanted.get("masked") and any(_CPR.search(m.text) for m in messages):
        wrong.append("a CPR number was stored")
    said = tuple(f"{s.at_s:6.2f} {s.role:6} {s.text}" for s in line.said)
    return Outcome(dialogue.title, tuple(wrong), said)


def _in_order(wanted: list[str], answered: list[str]) -> bool:
    rest = iter(answered)
    return all(topic in rest for topic in wanted)


async def _ending(bot: Bot, identity: str) -> str | None:
    def work(session: Any) -> str | None:
        row = session.get(CallRow, identity)
        return row.ending if row else None

    return await bot.database.read(work)
