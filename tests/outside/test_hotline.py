"""A citizen rings MUNI with a real telephone, is helped, and is put through to a human being."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from tests.outside.telephone import apt
from tests.outside.telephone.baresip import Baresip
from tests.outside.telephone.forwarding import Forwarding
from tests.outside.telephone.hotline import NUMBER, Hotline
from tests.outside.telephone.kamailio import Kamailio
from tests.outside.telephone.phrases import record
from tests.outside.telephone.ports import HOST
from tests.outside.telephone.recording import FRAME_S, Recording
from tests.outside.telephone.sipp import Flood, ring

CALLS_AT_ONCE = 8
SWITCHBOARD = "+4589402000"
"""Aarhus'; its telephone hours are not in the data, so it is tried at any hour."""
PAUSE_S = 1.5
"""Longer than any pause within what MUNI says."""
ANSWER_S = 40.0
LONG_S = 90.0
SAID = {
    "question": "hvornår kan jeg komme af med haveaffald",
    "town": "Aarhus",
    "interruption": "hvad koster et pas",
    "person": "jeg vil gerne tale med et menneske",
    "colleague": "goddag, du taler med omstillingen",
}


@pytest.fixture(scope="module", autouse=True)
def programs() -> None:
    """baresip, sipp, Kamailio and rtpengine."""
    apt.install()


@pytest.fixture(scope="module")
def hotline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hotline]:
    """One `muni lines` for all calls here."""
    folder = tmp_path_factory.mktemp("hotline")
    with Hotline(folder, MUNI_CALLS_AT_ONCE=str(CALLS_AT_ONCE)) as running:
        yield running


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What is said."""
    return record(SAID, tmp_path_factory.mktemp("speech"))


class Citizen:
    """Someone at a telephone who listens before speaking."""

    def __init__(self, telephone: Baresip, speech: dict[str, Path]) -> None:
        self._telephone = telephone
        self._speech = speech

    def ring(self, address: str) -> None:
        self._telephone.dial(address)
        self._telephone.wait_until_answered()
        # The recording begins a moment after the answer.
        time.sleep(0.5)

    @property
    def ear(self) -> Recording:
        return self._telephone.heard()

    def hear_out(self, start_s: float = 0.0) -> float:
        """Wait until MUNI has said what it had to say; gives when that was."""
        return self.ear.wait_for_end(start_s, PAUSE_S, LONG_S)

    def say(self, what: str) -> float:
        """Say it, and give when that was over, in seconds of what is heard."""
        self._telephone.say(self._speech[what])
        time.sleep(soundfile.info(self._speech[what]).duration)
        return self.ear.seconds

    def ask(self, what: str) -> float:
        """Say it, and wait until MUNI begins to answer; gives when that was."""
        return self.ear.wait_for_speech(self.say(what), ANSWER_S)


def test_a_citizen_is_helped_interrupts_and_is_put_through(
    hotline: Hotline, speech: dict[str, Path], tmp_path: Path
) -> None:
    with ExitStack() as running:
        colleague = running.enter_context(
            Baresip(tmp_path / "colleague", "omstilling", answers=True)
        )
        numbers = {NUMBER: hotline.address, SWITCHBOARD: colleague.address}
        switchboard = running.enter_context(Forwarding(numbers))
        telephone = running.enter_context(Baresip(tmp_path / "citizen", "borger"))
        _call(hotline, speech, telephone, colleague, switchboard.address(NUMBER))
        assert SWITCHBOARD in switchboard.rung


def test_the_same_call_goes_through_kamailio_and_rtpengine(
    hotline: Hotline, speech: dict[str, Path], tmp_path: Path
) -> None:
    with ExitStack() as running:
        colleague = running.enter_context(
            Baresip(tmp_path / "colleague", SWITCHBOARD, answers=True)
        )
        telephone = running.enter_context(Baresip(tmp_path / "citizen", "borger"))
        kamailio = running.enter_context(
            Kamailio(
                tmp_path / "kamailio",
                workers=[hotline.port],
                trunks=[telephone.port],
                numbers=f"^{NUMBER}$",
                switchboard=colleague.port,
                switchboard_numbers=r"^\+45[0-9]{8}$",
            )
        )
        _call(hotline, speech, telephone, colleague, kamailio.address(NUMBER))
        # Both calls' sound came from rtpengine, and a stranger's call does not even get there.
        assert all(kamailio.carries(telephone.sound_from(call)) for call in (0, 1))
        stranger = running.enter_context(Baresip(tmp_path / "stranger", "fremmed"))
        calls = len(hotline.stored("SELECT * FROM calls"))
        stranger.dial(kamailio.address(NUMBER))
        with pytest.raises(TimeoutError):
            stranger.wait_until_answered(2.0)
        assert len(hotline.stored("SELECT * FROM calls")) == calls


def _call(
    hotline: Hotline,
    speech: dict[str, Path],
    telephone: Baresip,
    colleague: Baresip,
    address: str,
) -> None:
    """The whole call, from the greeting to the colleague."""
    before = {row["conversation_id"] for row in hotline.stored("SELECT * FROM calls")}
    citizen = Citizen(telephone, speech)
    citizen.ring(address)
    citizen.hear_out()

    # A question that each municipality answers in its own way; then which one it is.
    citizen.hear_out(citizen.ask("question"))
    answer_at = citizen.ask("town")
    citizen.hear_out(answer_at)

    # Another question, and one more into the answer, which breaks off.
    citizen.ask("interruption")
    time.sleep(2.0)
    interrupted_at = citizen.ear.seconds
    said_at = citizen.say("question")
    loud = citizen.ear.loud(interrupted_at)
    silent = np.convolve(loud, np.ones(round(0.4 / FRAME_S)), "valid") == 0
    assert silent.any(), "MUNI spoke on while it was spoken to"
    citizen.hear_out(said_at)

    # A key that means nothing here is answered, not fatal; then a human being is asked for.
    pressed_at = citizen.ear.seconds
    telephone.press("9")
    citizen.hear_out(pressed_at)
    citizen.say("person")
    colleague.wait_until_answered(LONG_S)
    telephone.wait_until_answered(LONG_S, call=1)
    assert telephone.wait_until_over() is not None

    time.sleep(0.5)
    colleague.say(speech["colleague"])
    telephone.heard(call=1).wait_for_end(0.0, 0.4, ANSWER_S)
    telephone.say(speech["town"])
    colleague.heard().wait_for_end(0.0, 0.4, ANSWER_S)
    telephone.hang_up()
    colleague.wait_until_over()

    # Both directions were recorded, in full.
    spoke = float(telephone.said().loud().sum()) * FRAME_S
    assert spoke > 4.0
    assert float(citizen.ear.loud().sum()) * FRAME_S > 10.0

    _check_transcript(hotline, before)


def _check_transcript(hotline: Hotline, before: set[str]) -> None:
    end = time.monotonic() + 10.0
    calls: list[dict[str, Any]] = []
    while time.monotonic() < end and not (calls and calls[0]["ending"]):
        rows = hotline.stored("SELECT * FROM calls")
        calls = [row for row in rows if row["conversation_id"] not in before]
        time.sleep(0.2)
    assert len(calls) == 1
    assert (calls[0]["line"], calls[0]["ending"]) == ("sip", "transferred")
    assert calls[0]["transferred_to"] == SWITCHBOARD
    assert calls[0]["seconds"] > 20.0

    own = calls[0]["conversation_id"]
    conversations = hotline.stored("SELECT * FROM conversations")
    conversation = next(row for row in conversations if row["id"] == own)
    assert (conversation["channel"], conversation["municipality"]) == ("voice", "0751")
    rows = hotline.stored("SELECT * FROM messages ORDER BY number")
    messages = [row for row in rows if row["conversation_id"] == own]
    assert messages[0]["role"] == "bot"
    assert "robot" in messages[0]["text"]
    heard = [message for message in messages if message["role"] == "citizen"]
    answered = [message["topic"] for message in messages if message["role"] == "bot"]
    assert "affald_have" in answered
    hearings = {row["message_id"]: row for row in hotline.stored("SELECT * FROM hearings")}
    spoken = [hearings[message["id"]] for message in heard if message["id"] in hearings]
    assert len(spoken) >= 3
    assert all(0.0 <= row["confidence"] <= 1.0 for row in spoken if row["confidence"] is not None)
    assert any(row["reply_ms"] for row in spoken)
    assert any(row["interrupted"] for row in spoken)


def test_one_caller_too_many_hears_that_all_lines_are_busy(
    hotline: Hotline, speech: dict[str, Path], tmp_path: Path
) -> None:
    with ThreadPoolExecutor(1) as ringing, Baresip(tmp_path / "beyond", "borger") as beyond:
        full = ringing.submit(_flood, hotline, speech, tmp_path / "full", CALLS_AT_ONCE, 8.0, 25.0)
        time.sleep(5.0)
        calls = len(hotline.stored("SELECT * FROM calls"))
        beyond.dial(hotline.address)
        beyond.wait_until_answered()
        beyond.wait_until_over(20.0)
        assert 2.0 < float(beyond.heard().loud().sum()) * FRAME_S < 15.0
        assert "told that all lines are busy" in hotline.log
        assert len(hotline.stored("SELECT * FROM calls")) == calls
        assert full.result().served == CALLS_AT_ONCE


def test_two_hundred_calls_in_a_minute_do_it_no_harm(
    hotline: Hotline, speech: dict[str, Path], tmp_path: Path
) -> None:
    # As many as there is room for, so that all that is kept for the next call is there.
    _flood(hotline, speech, tmp_path / "first", 2 * CALLS_AT_ONCE, 8.0, 12.0)
    before = _settled(hotline)
    flooded = _flood(hotline, speech, tmp_path / "flood", 200, 200 / 60, 12.0)
    assert hotline.alive
    assert flooded.failed == 0, flooded.log[-2000:]
    assert flooded.served >= CALLS_AT_ONCE
    assert flooded.sent_away > 0

    after = _settled(hotline)
    assert after["sockets"] <= before["sockets"]
    # Pools of threads grow up to a small limit as they are needed; one a call would be a hundred.
    assert after["threads"] <= before["threads"] + 2
    assert after["memory_mb"] <= 1.05 * before["memory_mb"]

    # And it answers as before.
    with Baresip(tmp_path / "citizen", "borger") as telephone:
        citizen = Citizen(telephone, speech)
        citizen.ring(hotline.address)
        citizen.hear_out()
        citizen.hear_out(citizen.ask("question"))
        telephone.hang_up()


def _flood(
    hotline: Hotline,
    speech: dict[str, Path],
    folder: Path,
    calls: int,
    each_second: float,
    lasts_s: float,
) -> Flood:
    said, _ = soundfile.read(speech["question"], dtype="int16")
    # Each listens for a while between two questions.
    said = np.concatenate([np.zeros(16_000, np.int16), said, np.zeros(80_000, np.int16)])
    address = f"{NUMBER}@{HOST}:{hotline.port}"
    return ring(folder, address, said, calls=calls, each_second=each_second, lasts_s=lasts_s)


def _settled(hotline: Hotline) -> dict[str, float]:
    """What it holds once all calls are over and forgotten."""
    end = time.monotonic() + 60.0
    held = hotline.resources()
    while time.monotonic() < end:
        time.sleep(5.0)
        now = hotline.resources()
        if now["sockets"] == held["sockets"] and now["threads"] == held["threads"]:
            return now
        held = now
    return held
