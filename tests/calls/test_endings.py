"""However and whenever a call ends, nothing of it stays behind but what was stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bot.api.calls.switchboard import build_switchboard
from bot.assembly import Bot
from bot.settings import Settings
from bot.store.tables import CallRow
from voice.danish.corpus.telephone import RATE, TELEPHONE, apply_fixed
from voice.danish.espeak import Speaker
from voice.danish.repeatable_speech import Order, speak_all
from voice.events import Event, HungUp
from voice.lines.recorded import RecordedLine
from voice.switchboard import Switchboard

FRAME = RATE // 50
GREETED_S = 6.0


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray[Any, np.dtype[np.int16]]:
    """A question by telephone."""
    path = tmp_path_factory.mktemp("question") / "q.wav"
    speak_all([Order("hvordan fornyer jeg mit pas", Speaker("m4", rate=155), path, 0.02)])
    samples, rate = soundfile.read(path, dtype="float32")
    heard: np.ndarray[Any, np.dtype[np.int16]] = (
        apply_fixed(samples, rate, TELEPHONE, 1) * 32767
    ).astype(np.int16)
    return heard


@pytest.fixture
async def switchboard(bot: Bot, settings: Settings) -> AsyncIterator[Switchboard]:
    built = await asyncio.to_thread(build_switchboard, bot, settings)
    yield built
    await built.close()


def pieces(
    question: np.ndarray[Any, np.dtype[np.int16]], silence_s: float = GREETED_S
) -> Iterator[bytes]:
    """Silence while the greeting is said, the question, and silence for a minute."""
    room = np.random.default_rng(3)
    for _ in range(round(silence_s * 50)):
        yield room.normal(0, 12, FRAME).astype(np.int16).tobytes()
    for at in range(0, len(question), FRAME):
        yield question[at : at + FRAME].tobytes()
    for _ in range(60 * 50):
        yield room.normal(0, 12, FRAME).astype(np.int16).tobytes()


@dataclass(slots=True)
class Leaving(RecordedLine):
    """A caller who hangs up after ``leaves_s``, or as soon as the call is being put through."""

    leaves_s: float = 1e9
    lost: bool = False
    gone: bool = False

    async def next_event(self) -> Event:
        """Sound, until the caller is gone."""
        if self.gone or self._now() > self.leaves_s:
            self.gone = True
            return HungUp("lost" if self.lost else "caller")
        return await RecordedLine.next_event(self)

    async def transfer(self, number: str) -> bool:
        """The caller hangs up amid it."""
        self.gone = True
        await asyncio.sleep(0.1)
        return False


async def ending(bot: Bot, line: RecordedLine) -> str | None:
    """How the call was stored to end."""

    def work(session: Any) -> str | None:
        row = session.get(CallRow, line.conversation)
        return row.ending if row else None

    return await bot.database.read(work)


async def test_a_caller_can_hang_up_at_any_moment(
    bot: Bot, switchboard: Switchboard, question: np.ndarray[Any, np.dtype[np.int16]]
) -> None:
    spoken_s = len(question) / RATE
    moments = {
        "at once": 0.05,
        "in the greeting": 1.5,
        "while speaking": GREETED_S + spoken_s / 2,
        "while MUNI thinks": GREETED_S + spoken_s + 0.35,
        "in the answer": GREETED_S + spoken_s + 2.5,
    }
    before = asyncio.all_tasks()
    lines = [
        Leaving(pieces(question), RATE, municipality="0751", leaves_s=moment)
        for moment in moments.values()
    ]
    await asyncio.wait_for(asyncio.gather(*(switchboard.take(line) for line in lines)), 60)
    assert switchboard.calls == 0
    assert [await ending(bot, line) for line in lines] == ["caller"] * len(lines)
    await asyncio.sleep(0.1)
    assert not {task for task in asyncio.all_tasks() - before if not task.done()}


async def test_a_line_that_is_lost_and_a_caller_who_leaves_amid_a_transfer(
    bot: Bot, switchboard: Switchboard, question: np.ndarray[Any, np.dtype[np.int16]]
) -> None:
    lost = Leaving(pieces(question), RATE, municipality="0751", leaves_s=2.0, lost=True)
    impatient = Leaving(pieces(question), RATE, municipality="0751", keys=((2.0, "0"),))
    calls = asyncio.gather(switchboard.take(lost), switchboard.take(impatient))
    await asyncio.wait_for(calls, 60)
    assert await ending(bot, lost) == "lost"
    assert await ending(bot, impatient) == "caller"


async def test_when_the_service_stops_the_caller_is_told_or_put_through(
    bot: Bot, switchboard: Switchboard, question: np.ndarray[Any, np.dtype[np.int16]]
) -> None:
    # Allerød has no telephone on file, Aarhus has.
    told = RecordedLine(pieces(question), RATE, municipality="0201")
    through = RecordedLine(pieces(question), RATE, municipality="0751")
    calls = asyncio.gather(switchboard.take(told), switchboard.take(through))
    await asyncio.sleep(1.5)
    await asyncio.wait_for(switchboard.close(), 40)
    await asyncio.wait_for(calls, 20)
    assert "Jeg skal lukke linjen nu" in told.said[-1].text
    assert await ending(bot, told) == "stopped"
    assert through.transferred_to is not None
    assert await ending(bot, through) == "transferred"


async def test_callers_beyond_the_limit_hear_that_all_lines_are_busy(
    bot: Bot, settings: Settings, question: np.ndarray[Any, np.dtype[np.int16]], tmp_path: Path
) -> None:
    one_line = settings.copy(update={"calls_at_once": 1})
    switchboard = await asyncio.to_thread(build_switchboard, bot, one_line)
    first = Leaving(pieces(question), RATE, leaves_s=9.0)
    second = RecordedLine(pieces(question), RATE)
    taken = asyncio.create_task(switchboard.take(first))
    await asyncio.sleep(0.3)
    await asyncio.wait_for(switchboard.take(second), 30)
    await asyncio.wait_for(taken, 30)
    await switchboard.close()
    loud = np.frombuffer(bytes(second.sound), np.int16)
    assert np.abs(loud).max() > 1000
    assert second.conversation == ""
    assert second.transferred_to is None
