"""What a call says: heard in order, held, dropped, and known as heard or not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from voice.call.mouth import FASTEST, Mouth
from voice.playout import Playout
from voice.speech.choose import synthesizer

RATE = 8000
SHORT = ["ja.", "nej.", "tak."]
LONG = ["du bestiller pas i borgerservice i den kommune du vil.", "bestil tid og mød op selv."]


@dataclass
class Speaking:
    """A mouth and all that came out of it."""

    mouth: Mouth
    sent: bytearray = field(default_factory=bytearray)

    @property
    def loud_s(self) -> float:
        """Seconds of the frames that were not silent."""
        size = RATE // 50 * 2
        frames = [self.sent[at : at + size] for at in range(0, len(self.sent), size)]
        return sum(any(frame) for frame in frames) * 0.02


@pytest.fixture
async def speaking() -> AsyncIterator[Speaking]:
    sent = bytearray()
    playout = Playout(RATE, sent.extend)
    threads = ThreadPoolExecutor(1)
    mouth = Mouth(synthesizer("espeak"), playout, RATE, threads)
    playout.start()
    yield Speaking(mouth, sent)
    mouth.stop()
    await playout.close()
    threads.shutdown()


async def test_all_is_said_and_heard(speaking: Speaking) -> None:
    began: list[float] = []
    speaking.mouth.say(SHORT, began.append)
    assert speaking.mouth.speaking
    await speaking.mouth.done()
    assert not speaking.mouth.speaking
    assert speaking.mouth.unheard() == []
    assert len(began) == 1
    assert speaking.loud_s > 0.6


async def test_what_was_broken_off_is_known_to_the_sentence(speaking: Speaking) -> None:
    speaking.mouth.say([*SHORT, *LONG])
    while speaking.loud_s < 2.0:  # noqa: ASYNC110 - real time must pass
        await asyncio.sleep(0.05)
    speaking.mouth.stop()
    assert not await _goes_on(speaking)
    unheard = speaking.mouth.unheard()
    assert unheard
    assert unheard == [*SHORT, *LONG][-len(unheard) :]
    assert speaking.mouth.all_sentences() == [*SHORT, *LONG]


async def test_a_held_reply_goes_on_and_is_heard_to_its_end(speaking: Speaking) -> None:
    speaking.mouth.say(LONG[:1])
    while speaking.loud_s < 0.5:  # noqa: ASYNC110 - real time must pass
        await asyncio.sleep(0.02)
    speaking.mouth.hold()
    assert not await _goes_on(speaking)
    assert speaking.mouth.speaking
    speaking.mouth.resume()
    await speaking.mouth.done()
    assert speaking.mouth.unheard() == []


async def test_slower_takes_longer_and_no_wish_is_without_end(speaking: Speaking) -> None:
    speaking.mouth.say(LONG[:1])
    await speaking.mouth.done()
    usual = speaking.loud_s
    speaking.mouth.slower()
    speaking.sent.clear()
    speaking.mouth.say(LONG[:1])
    await speaking.mouth.done()
    assert speaking.loud_s > 1.1 * usual
    for _ in range(20):
        speaking.mouth.faster()
    assert speaking.mouth.manner.speed == FASTEST


async def _goes_on(speaking: Speaking) -> bool:
    await asyncio.sleep(0.1)
    before = speaking.loud_s
    await asyncio.sleep(0.3)
    return speaking.loud_s > before
