"""Callers of the hotline benchmark: they ask, interrupt by asking on, and note what came when."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from tests.outside.telephone.caller import FRAME_S, RATE, Caller
from tests.outside.telephone.recording import LOUD

Sound = NDArray[np.int16]
Questions = Sequence[Sequence[Sound]]
"""For each voice some questions, at 8 kHz."""

REPLY_S = 12.0
"""No answer within it counts as none."""
QUIET_S = 1.2
"""So long a silence is the end of an answer and no pause in it."""
LONGEST_ANSWER_S = 60.0
SPEAKS_S = 1.5
"""How long MUNI has spoken when it is interrupted by the next question."""
SPEAKS_FRAMES = 15
SILENT_FRAMES = 20
"""Packets: a pause in its speech is shorter."""
_LOOK_S = 0.01


@dataclass
class Measured:
    """What the callers saw, in ms, all of them together."""

    reply_ms: list[float] = field(default_factory=list)
    silent_ms: list[float] = field(default_factory=list)
    gap_ms: list[float] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)
    """How late the callers' own timer woke them."""
    unanswered: int = 0
    uninterrupted: int = 0
    lost: int = 0
    """Calls that were not taken, or ended by the other side."""


async def play(
    server: tuple[str, int], questions: Questions, calls: int, seconds: float
) -> Measured:
    """So many calls at once for so long; they begin within two seconds."""
    measured = Measured()
    late = asyncio.create_task(_watch_own_clock(measured))
    async with asyncio.TaskGroup() as group:
        for number in range(calls):
            group.create_task(
                _call(server, questions, number, 2.0 * number / calls, seconds, measured)
            )
    late.cancel()
    await asyncio.gather(late, return_exceptions=True)
    return measured


async def _call(
    server: tuple[str, int],
    questions: Questions,
    number: int,
    after_s: float,
    seconds: float,
    measured: Measured,
) -> None:
    dice = random.Random(number)
    await asyncio.sleep(after_s)
    async with Caller(server) as caller:
        try:
            if not await caller.ring():
                measured.lost += 1
                return
        except TimeoutError:
            measured.lost += 1
            return
        await _until_quiet(caller, 0)
        mine = list(questions[number % len(questions)])
        dice.shuffle(mine)
        end = time.perf_counter() + seconds
        for question in cycle(mine):
            if time.perf_counter() > end or caller.over.is_set():
                break
            await _ask(caller, question, measured)
        measured.lost += caller.over.is_set()
        # The first packets come while the machine still sets up the call.
        measured.gap_ms += caller.heard.gaps_ms()[50:].tolist()


async def _ask(caller: Caller, question: Sound, measured: Measured) -> None:
    """Ask, into what MUNI says if it speaks, and hear how the answer begins."""
    loud = np.flatnonzero(np.abs(question.astype(np.int32)) > LOUD)
    first = len(caller.heard.at)
    speaks = bool((caller.heard.levels(max(0, first - SPEAKS_FRAMES)) > LOUD).any())
    begins = time.perf_counter() + loud[0] / RATE
    caller.say(question)
    await _wait(caller, caller.has_spoken)
    ends = caller.spoke_until - (len(question) - loud[-1]) / RATE
    if speaks and not await _fell_silent(caller, first, begins, measured):
        await _until_quiet(caller, len(caller.heard.at))
        return
    at = await _first_loud(caller, len(caller.heard.at), REPLY_S)
    if at is not None:
        measured.reply_ms.append((caller.heard.at[at] - ends) * 1000)
        await asyncio.sleep(SPEAKS_S)
    elif not caller.over.is_set():
        measured.unanswered += 1


async def _fell_silent(caller: Caller, first: int, began: float, measured: Measured) -> bool:
    """Whether MUNI did while the caller spoke, and how long it took."""
    loud = caller.heard.levels(first) > LOUD
    quiet = np.convolve(loud, np.ones(SILENT_FRAMES), "valid") == 0
    if not len(quiet) or not quiet.any():
        measured.uninterrupted += not caller.over.is_set()
        return False
    fell_silent = caller.heard.at[first + int(quiet.argmax())]
    measured.silent_ms.append(max(0.0, (fell_silent - began) * 1000))
    return True


async def _wait(caller: Caller, event: asyncio.Event) -> None:
    waiting = [asyncio.create_task(one.wait()) for one in (event, caller.over)]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()


async def _first_loud(caller: Caller, first: int, seconds: float) -> int | None:
    """The first packet from ``first`` on with speech in it."""
    end = time.perf_counter() + seconds
    looked = first
    while time.perf_counter() < end and not caller.over.is_set():
        loud = caller.heard.levels(looked) > LOUD
        if loud.any():
            return looked + int(loud.argmax())
        looked += len(loud)
        await asyncio.sleep(_LOOK_S)
    return None


async def _until_quiet(caller: Caller, first: int) -> None:
    """Until nothing was said for a while, in what comes from packet ``first`` on."""
    frames = round(QUIET_S / FRAME_S)
    end = time.perf_counter() + LONGEST_ANSWER_S
    while time.perf_counter() < end and not caller.over.is_set():
        here = max(first, len(caller.heard.at) - frames)
        if len(caller.heard.at) - here >= frames and not (caller.heard.levels(here) > LOUD).any():
            return
        await asyncio.sleep(5 * _LOOK_S)


async def _watch_own_clock(measured: Measured) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + FRAME_S
        await asyncio.sleep(FRAME_S)
        measured.late_ms.append(max(0.0, (loop.time() - due) * 1000))
