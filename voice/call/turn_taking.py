"""Whose turn it is: every 20 ms of the caller's sound, turned into signs for the call."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final, Protocol

from voice.hearing.activity import SpeechActivity
from voice.hearing.barge_in import MAYBE_VOICE, BargeIn, Hold, Interrupt, Resume
from voice.hearing.echo import PLAYED_S, OwnEcho
from voice.hearing.endpointing import (
    Endpointing,
    NoiseOnly,
    SpeechEnded,
    SpeechResumed,
    Stable,
)
from voice.hearing.endpointing import NothingSaid as Unheard
from voice.hearing.pauses import Expect

_VOICE: Final = 0.5
_DETECTOR_MS: Final = 130
"""The detector hears a voice go on for so long after it has ended."""


class Sent(Protocol):
    """What the bot has sent lately."""

    def recent(self, seconds: float) -> bytes:
        """The last ``seconds`` of it."""


@dataclass(frozen=True, slots=True)
class Held:
    """The bot is to be silent at once (``on``), or to go on."""

    on: bool


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The caller speaks into the bot's reply and means it."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The caller is probably done with ``text``."""

    text: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The caller was not done."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The caller is done: ``speech_ended_at`` on the loop's clock (s), seen ``waited_ms`` later,
    after ``spoken_s`` of voice.
    """

    speech_ended_at: float
    waited_ms: float
    spoken_s: float


@dataclass(frozen=True, slots=True)
class Noise:
    """It was a sound and no words."""


@dataclass(frozen=True, slots=True)
class NothingSaid:
    """Nothing was said for long."""


Sign = Held | Interrupted | Ready | Gone | Ended | Noise | NothingSaid


class TurnTaking:
    """One call's. The bot's own sound is told from the caller's by what ``sent`` has of it."""

    def __init__(self, sample_rate: int, sent: Sent) -> None:
        self.voice = 0.0
        """The probability (0 to 1) that the last 20 ms were speech."""
        self._activity = SpeechActivity(sample_rate)
        self._echo = OwnEcho(sample_rate)
        self._endpointing = Endpointing()
        self._barge_in = BargeIn()
        self._sent = sent
        self._expect: Expect = "anything"
        self._bot_spoke = False

    def expect(self, what: Expect) -> None:
        """What kind of reply is waited for from now on."""
        self._expect = what

    def reset(self) -> None:
        """Forget what was being said: the caller has pressed a key instead."""
        self._endpointing.restart(self._expect)
        self._bot_spoke = False

    def accept(self, pcm: bytes, partial: str, bot_speaks: bool) -> Sign | None:
        """Take in 20 ms of the caller; ``partial`` is the recogniser's text so far."""
        probability = self.voice = self._activity.accept(pcm)
        if bot_speaks:
            return self._while_bot_speaks(pcm, probability, partial)
        if self._bot_spoke:
            self._bot_spoke = False
            self._endpointing.restart(self._expect, told=partial)
            if partial and probability < _VOICE:
                # What was heard into the bot's words was its echo, or no interruption.
                return Noise()
        return self._while_bot_listens(probability, partial)

    def _while_bot_speaks(self, pcm: bytes, probability: float, partial: str) -> Sign | None:
        if not self._bot_spoke:
            self._bot_spoke = True
            self._barge_in.restart(self._expect != "anything", told=partial)
            if partial:
                # Used already, or too late: not to be mixed with what is said into the reply.
                return Noise()
        self._echo.hear(pcm)
        echo = probability >= MAYBE_VOICE and self._echo.is_heard(self._sent.recent(PLAYED_S))
        event = self._barge_in.accept(probability, partial, echo)
        if isinstance(event, Hold | Resume):
            return Held(isinstance(event, Hold))
        if isinstance(event, Interrupt):
            self._bot_spoke = False
            self._endpointing.restart(self._expect, speaking=True)
            return Interrupted()
        return None

    def _while_bot_listens(self, probability: float, partial: str) -> Sign | None:
        event = self._endpointing.accept(probability, partial)
        if isinstance(event, Stable):
            return Ready(event.text)
        if isinstance(event, SpeechResumed):
            return Gone()
        if isinstance(event, SpeechEnded):
            waited_ms = event.silent_ms + _DETECTOR_MS
            self._expect = "anything"
            ended_at = time.monotonic() - waited_ms / 1000
            return Ended(ended_at, waited_ms, event.spoken_ms / 1000)
        if isinstance(event, NoiseOnly):
            return Noise()
        return NothingSaid() if isinstance(event, Unheard) else None
