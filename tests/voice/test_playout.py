"""What a call says comes out at the pace of speech, can be held, gone on with and thrown away."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import numpy as np
import pytest
import pytest_asyncio
from numpy.typing import NDArray

from voice.errors import AudioError
from voice.playout import Playout

RATE = 8000
FRAME = 320


def speech(seconds: float, level: int = 1000) -> bytes:
    """As loud everywhere, so that any piece of it is known from silence."""
    return bytes(np.full(round(seconds * RATE), level, "<i2"))


def samples(pcm: bytes) -> NDArray[np.int16]:
    heard: NDArray[np.int16] = np.frombuffer(pcm, "<i2")
    return heard


class Far:
    """The far end of a call, and the playout that speaks to it."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.begun: list[tuple[str, float]] = []
        self.playout = Playout(
            RATE, self.frames.append, lambda name, at: self.begun.append((name, at))
        )

    @property
    def heard(self) -> NDArray[np.int16]:
        """All that isn't silence."""
        sound = samples(b"".join(self.frames))
        loud: NDArray[np.int16] = sound[sound != 0]
        return loud

    async def frames_more(self, count: int) -> list[bytes]:
        begin = len(self.frames)
        async with asyncio.timeout(10):
            while len(self.frames) < begin + count:  # noqa: ASYNC110 - the far end has no event
                await asyncio.sleep(0.001)
        return self.frames[begin:]


@pytest_asyncio.fixture
async def far() -> AsyncIterator[Far]:
    far = Far()
    far.playout.start()
    yield far
    await far.playout.close()


async def finished(far: Far) -> None:
    async with asyncio.timeout(10):
        await far.playout.wait_idle()


async def test_frames_of_20_ms_come_all_the_time_on_an_absolute_clock(far: Far) -> None:
    await far.frames_more(1)
    begin, count = time.monotonic(), len(far.frames)
    await asyncio.sleep(1.0)
    expected = (time.monotonic() - begin) / 0.02
    assert {len(frame) for frame in far.frames} == {FRAME}
    # Only a machine that stands still for more than 60 ms loses any.
    assert expected - 15 < len(far.frames) - count < expected + 3


async def test_pieces_are_heard_whole_and_in_order_and_begin_when_told(far: Far) -> None:
    loop = asyncio.get_running_loop()
    before = loop.time()
    far.playout.say("one", speech(0.1, 100))
    far.playout.say("two", [speech(0.05, 200), speech(0.05, 200)])
    assert not far.playout.idle
    await finished(far)
    assert far.heard.tolist() == [100] * 800 + [200] * 800
    assert [name for name, _ in far.begun] == ["one", "two"]
    first, second = (at for _, at in far.begun)
    assert before <= first < second <= loop.time()
    assert [(p.id, p.state, p.heard_s, p.whole) for p in far.playout.pieces()] == [
        ("one", "heard", 0.1, True),
        ("two", "heard", 0.1, True),
    ]


async def test_a_piece_that_is_still_made_is_waited_for_and_not_overtaken(far: Far) -> None:
    far.playout.say("slow")
    far.playout.say("next", speech(0.04, 200))
    far.playout.feed("slow", speech(0.05, 100))
    await far.frames_more(8)
    # Two whole frames; the half one waits for the rest of it.
    assert far.heard.tolist() == [100] * 320
    far.playout.feed("slow", speech(0.03, 100))
    await far.frames_more(4)
    assert far.heard.tolist() == [100] * 640
    assert not far.playout.idle
    far.playout.end("slow")
    await finished(far)
    assert far.heard.tolist() == [100] * 640 + [200] * 320


async def test_an_empty_piece_holds_nobody_up(far: Far) -> None:
    far.playout.say("empty", b"")
    assert far.playout.idle
    far.playout.say("open")
    far.playout.say("next", speech(0.04))
    far.playout.end("open")
    await finished(far)
    assert len(far.heard) == 320


async def test_held_speech_fades_within_5_ms_and_is_silent_from_the_next_frame(far: Far) -> None:
    far.playout.say("long", speech(2))
    await far.frames_more(5)
    heard_s = far.playout.heard("long")
    far.playout.hold()
    fading, *silent = await far.frames_more(6)
    fade = samples(fading)
    assert fade[0] > 900
    assert (np.diff(fade.astype(int)) <= 0).all()
    assert not fade[40:].any()
    assert not samples(b"".join(silent)).any()
    assert far.playout.heard("long") == heard_s
    assert not far.playout.idle


async def test_resumed_speech_goes_on_from_a_little_before_and_is_heard_to_its_end(
    far: Far,
) -> None:
    ramp = np.arange(1, 8001, dtype="<i2")
    far.playout.say("ramp", ramp.tobytes())
    await far.frames_more(20)
    far.playout.hold()
    await far.frames_more(3)
    stopped = round(far.playout.heard("ramp") * RATE)
    far.playout.resume(0.1)
    await far.frames_more(2)
    # What was heard before counts on, though some of it is said again.
    assert round(far.playout.heard("ramp") * RATE) == stopped
    await finished(far)
    heard = far.heard
    assert heard[-1] == 8000
    again = heard[stopped + 40 :]
    # The fade-in blurs the first 5 ms, and its first sample is silent.
    assert stopped - 800 + 60 <= again[60] <= stopped - 800 + 64
    assert (np.diff(again[60:].astype(int)) == 1).all()
    assert far.playout.heard("ramp") == 1.0


async def test_resuming_early_in_a_piece_begins_it_again(far: Far) -> None:
    far.playout.say("one", speech(0.1, 100))
    far.playout.say("two", speech(1, 200))
    await finished_piece(far, "one")
    far.playout.hold()
    await far.frames_more(1)
    far.playout.resume(5.0)
    await finished(far)
    assert (far.heard == 100).sum() == 800
    assert [name for name, _ in far.begun] == ["one", "two"]


async def finished_piece(far: Far, name: str) -> None:
    while not any(p.id == name and p.state == "heard" for p in far.playout.pieces()):
        await far.frames_more(1)
    await far.frames_more(2)


async def test_dropped_speech_is_given_back_with_how_far_it_came(far: Far) -> None:
    far.playout.say("one", speech(1))
    far.playout.say("two", speech(1))
    far.playout.say("made")
    far.playout.feed("made", speech(0.5))
    await far.frames_more(10)
    far.playout.hold()
    unheard = far.playout.drop()
    assert [(p.id, p.state, p.length_s, p.whole) for p in unheard] == [
        ("one", "dropped", 1.0, True),
        ("two", "dropped", 1.0, True),
        ("made", "dropped", 0.5, False),
    ]
    assert 0.1 < unheard[0].heard_s < 1.0
    assert unheard[0].heard_s == far.playout.heard("one")
    assert [p.heard_s for p in unheard[1:]] == [0, 0]
    await finished(far)
    heard = len(far.heard)
    # Its maker doesn't know yet.
    far.playout.feed("made", speech(1))
    far.playout.end("made")
    await far.frames_more(4)
    assert len(far.heard) <= heard + 40
    # And the hold is over.
    far.playout.say("three", speech(0.1, 300))
    await finished(far)
    assert (far.heard == 300).sum() == 800


async def test_dropping_without_a_hold_is_silent_at_once_too(far: Far) -> None:
    far.playout.say("one", speech(1))
    await far.frames_more(5)
    far.playout.drop()
    fading, *silent = await far.frames_more(4)
    assert 0 < len(samples(fading)[samples(fading) != 0]) <= 40
    assert not samples(b"".join(silent)).any()


async def test_what_is_said_while_held_waits(far: Far) -> None:
    far.playout.hold()
    far.playout.say("one", speech(0.1))
    await far.frames_more(5)
    assert not len(far.heard)
    far.playout.resume()
    await finished(far)
    assert len(far.heard) == 800


async def test_after_a_stall_three_frames_come_at_once_and_then_the_pace_is_kept(far: Far) -> None:
    await far.frames_more(2)
    count = len(far.frames)
    time.sleep(0.4)  # noqa: ASYNC251 - the stall
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert len(far.frames) - count == 3
    begin = time.monotonic()
    await far.frames_more(10)
    assert time.monotonic() - begin > 0.12
    assert max(far.playout.gaps_ms) > 350


async def test_the_last_second_sent_is_remembered(far: Far) -> None:
    await far.frames_more(3)
    assert len(far.playout.recent(1.0)) == len(far.frames) * FRAME
    far.playout.say("one", speech(0.1))
    await finished(far)
    assert far.playout.recent(0.06) == b"".join(far.frames[-3:])
    assert far.playout.recent(0) == b""
    await far.frames_more(60)
    assert len(far.playout.recent(1.0)) == len(far.playout.recent(9)) == 50 * FRAME


async def test_16_khz_has_frames_twice_as_long_and_another_rate_is_refused() -> None:
    frames: list[bytes] = []
    playout = Playout(16_000, frames.append)
    playout.start()
    playout.say("one", bytes(640) * 3)
    await playout.wait_idle()
    await playout.close()
    assert {len(frame) for frame in frames} == {640}
    assert playout.heard("one") == pytest.approx(0.06)
    with pytest.raises(AudioError):
        Playout(44_100, frames.append)


async def test_a_piece_is_waited_for_until_it_is_heard_or_dropped(far: Far) -> None:
    # Feeding one that is new queues it.
    far.playout.feed("one", speech(0.1))
    far.playout.end("one")
    far.playout.feed("two", speech(5))
    await asyncio.wait_for(far.playout.wait_piece("one"), 5)
    assert far.playout.heard("one") == pytest.approx(0.1)
    waiting = asyncio.create_task(far.playout.wait_piece("two"))
    await far.frames_more(2)
    assert not waiting.done()
    far.playout.drop()
    await asyncio.wait_for(waiting, 5)
    await asyncio.wait_for(far.playout.wait_piece("nothing"), 5)


async def test_every_frame_sent_can_be_listened_to(far: Far) -> None:
    heard: list[bytes] = []
    await far.frames_more(1)
    begin = len(far.frames)
    far.playout.on_frame = heard.append
    far.playout.say("one", speech(0.1))
    await finished(far)
    assert heard == far.frames[begin:]


async def test_closing_stops_the_sound_and_frees_who_waits(far: Far) -> None:
    far.playout.say("long", speech(5))
    waiting = asyncio.create_task(far.playout.wait_idle())
    await far.frames_more(2)
    await far.playout.close()
    await far.playout.close()
    await asyncio.wait_for(waiting, 5)
    count = len(far.frames)
    await asyncio.sleep(0.1)
    assert len(far.frames) == count


async def test_an_id_is_queued_once_and_an_unknown_one_was_not_heard(far: Far) -> None:
    far.playout.say("one", speech(1))
    with pytest.raises(ValueError, match="one"):
        far.playout.say("one", speech(1))
    assert far.playout.heard("nothing") == 0.0


async def test_done_pieces_are_forgotten_in_the_end(far: Far) -> None:
    for n in range(300):
        far.playout.say(str(n), b"")
    assert [p.id for p in far.playout.pieces()] == [str(n) for n in range(200, 300)]
