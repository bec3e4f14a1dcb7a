"""The bot's own voice is known when it comes back, and the caller's is not taken for it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.voice.spoken import VOICES, speak
from voice.danish.corpus.codecs import limit_band, through_codec
from voice.hearing.echo import OwnEcho

RATE = 8000
FRAME = 160


@pytest.fixture(scope="module")
def bot() -> NDArray[np.float32]:
    text = "du bestiller et nyt pas hos borgerservice og du skal selv møde op"
    return speak(text, VOICES[0]).astype(np.float32) / 32768


@pytest.fixture(scope="module")
def caller() -> NDArray[np.float32]:
    text = "nej jeg vil hellere høre om kørekort og hvad det koster at få et nyt"
    return speak(text, VOICES[1]).astype(np.float32) / 32768


def share_of_echo(heard: NDArray[np.float32], played: NDArray[np.float32]) -> float:
    """Of the frames in which there is some sound, those that are said to be echo."""
    own = OwnEcho(RATE)
    told = []
    sent = _pcm(played)
    for start in range(0, min(len(heard), len(played)) - FRAME, FRAME):
        piece = heard[start : start + FRAME]
        own.hear(_pcm(piece))
        if start > RATE and np.sqrt(np.mean(heard[start - 1120 : start + FRAME] ** 2)) > 0.01:
            told.append(own.is_heard(sent[: 2 * (start + FRAME)]))
    assert len(told) > 20
    return float(np.mean(told))


def _pcm(samples: NDArray[np.float32]) -> bytes:
    return np.asarray(samples * 32767, "<i2").tobytes()


def _echo(played: NDArray[np.float32], delay_ms: int, gain: float) -> NDArray[np.float32]:
    late = np.pad(played, (delay_ms * 8, 0))[: len(played)] * np.float32(gain)
    return through_codec(limit_band(late, RATE, "butterworth", 300, 3300), "alaw")


@pytest.mark.parametrize(("delay_ms", "gain"), [(20, 0.3), (200, 0.2), (550, 0.5)])
def test_an_echo_is_known_whatever_its_delay_and_loudness(
    bot: NDArray[np.float32], delay_ms: int, gain: float
) -> None:
    assert share_of_echo(_echo(bot, delay_ms, gain), bot) > 0.9


def test_another_voice_is_no_echo(bot: NDArray[np.float32], caller: NDArray[np.float32]) -> None:
    assert share_of_echo(caller, bot) < 0.1


def test_a_caller_much_louder_than_the_echo_is_heard(
    bot: NDArray[np.float32], caller: NDArray[np.float32]
) -> None:
    count = min(len(bot), len(caller))
    both = caller[:count] + _echo(bot, 200, 0.1)[:count]
    assert share_of_echo(both, bot) < 0.4


def test_nothing_is_echo_while_nothing_is_played(caller: NDArray[np.float32]) -> None:
    own = OwnEcho(RATE)
    own.hear(_pcm(caller[4000:8000]))
    assert not own.is_heard(b"")
    assert not own.is_heard(bytes(2 * RATE))
