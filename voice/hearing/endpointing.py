"""When a caller begins and ends an utterance, while the bot is silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from voice.hearing.pauses import Expect, Pauses
from voice.hearing.voicing import FRAME_MS, PERHAPS, Voicing

NO_INPUT_MS: Final = 7_000
LONGEST_MS: Final = 30_000
_SETTLED_MS: Final = 100
"""For so long the recogniser's text must have stood still."""
_CAUGHT_UP_MS: Final = 40
_LAG_MS: Final = 80
"""Waited longer for a word that the recogniser has not told."""
_LIKELY_MS: Final = 120
"""Of silence after which an end is likely."""
_STANDSTILL_MS: Final = 2_000
"""No new word for so long: the voice that is still heard is a television or a crowd."""
_WORDLESS_MS: Final = 800
"""The recogniser tells a word up to 400 ms after it was said, and later on a busy machine."""
_NOISE_MS: Final = 500
"""A longer sound without words was something said that was not understood."""


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    """The caller speaks, or makes a noise: ``SpeechEnded`` or ``NoiseOnly`` will follow."""


@dataclass(frozen=True, slots=True)
class Stable:
    """The caller seems to be done: a good moment to begin work on ``text`` that may be dropped."""

    text: str


@dataclass(frozen=True, slots=True)
class SpeechResumed:
    """After ``Stable``: more is being said, or was; what was begun on its text is worth nothing."""


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """The caller is done.

    ``text`` is the recogniser's so far: empty when there was speech but no word in it was known.
    ``spoken_ms`` is how much of it was voice; ``silent_ms`` is how long ago the voice ended as the
    detector hears it, which is some 130 ms less than it is.
    """

    text: str
    spoken_ms: int
    silent_ms: int


@dataclass(frozen=True, slots=True)
class NoiseOnly:
    """It was a cough, a click or a door: no words."""


@dataclass(frozen=True, slots=True)
class NothingSaid:
    """Nothing was said for long; comes again after as long once more."""


EndpointEvent = SpeechBegan | Stable | SpeechResumed | SpeechEnded | NoiseOnly | NothingSaid


class Endpointing:
    """One caller's utterances, one after the other. Fed only while the bot is silent."""

    def __init__(
        self,
        pauses: Pauses | None = None,
        no_input_ms: int = NO_INPUT_MS,
        longest_ms: int = LONGEST_MS,
    ) -> None:
        self.expect: Expect = "anything"
        self._pauses = pauses or Pauses()
        self._no_input_ms, self._longest_ms = no_input_ms, longest_ms
        self._told = ""
        self._idle_ms = 0
        self._await_speech("")

    def restart(self, expect: Expect = "anything", speaking: bool = False, told: str = "") -> None:
        """The bot has just become silent, and waits for such an answer.

        ``speaking``: the caller has broken in and is speaking already, so no ``SpeechBegan`` comes.
        ``told`` is what the recogniser's text still holds of what was said and used before.
        """
        self.expect = expect
        self._idle_ms = 0
        self._await_speech(told)
        if speaking:
            self._began = True

    def accept(self, probability: float, partial: str) -> EndpointEvent | None:
        """Take in 20 ms: the probability (0 to 1) of speech, and the recogniser's text so far.

        ``partial`` is all that was recognised since the utterance began; once it has ended, the
        text it ended with is passed over for as long as it is still given.
        """
        self._voicing.accept(probability)
        self._read(partial)
        if not self._text:
            self._idle_ms += FRAME_MS
        if self._began:
            self._whole_ms += FRAME_MS
            return self._go_on()
        if self._voicing.speaking or (self._text and self._voicing.likely >= PERHAPS):
            self._began = True
            return SpeechBegan()
        if self._idle_ms >= self._no_input_ms:
            self._idle_ms = 0
            return NothingSaid()
        return None

    def _await_speech(self, told: str) -> None:
        self._told = told
        self._voicing = Voicing()
        self._began = False
        self._text = ""
        self._still_ms = self._whole_ms = 0
        self._stable: str | None = None
        self._needed_ms = 0

    def _read(self, partial: str) -> None:
        if partial == self._told:
            text = ""
        else:
            self._told, text = "", partial
        self._still_ms += FRAME_MS
        if text != self._text:
            if text:
                self._voicing.word_told()
            self._text, self._still_ms = text, 0
            self._needed_ms = self._pauses.needed(text, self.expect) if text else _WORDLESS_MS

    def _go_on(self) -> EndpointEvent | None:
        if self._stable is not None and (self._voicing.speaking or self._text != self._stable):
            self._stable = None
            return SpeechResumed()
        if self._is_over():
            return self._end()
        if self._stable is None and self._may_be_over():
            self._stable = self._text
            return Stable(self._text)
        return None

    def _is_over(self) -> bool:
        if self._whole_ms >= self._longest_ms:
            return True
        if not self._text:
            return self._voicing.silent_ms >= _WORDLESS_MS
        if self._still_ms >= _STANDSTILL_MS:
            return True
        silent_ms = self._voicing.silent_ms
        # A word told in the silence is the last one; else it may be yet to come.
        lag_ms = 0 if self._still_ms < silent_ms - _CAUGHT_UP_MS else _LAG_MS
        if self._voicing.run_ms or silent_ms < self._pauses.whole + lag_ms:
            return False
        # Who pauses in mid-sentence may go on in a voice that the detector doubts.
        quick = self._needed_ms <= self._pauses.whole
        return quick or self._voicing.hushed_ms >= self._needed_ms

    def _may_be_over(self) -> bool:
        """After a word that seldom ends a sentence it takes longer to be likely."""
        if not self._text or self._still_ms < _SETTLED_MS:
            return False
        waited = _LIKELY_MS if self._needed_ms <= self._pauses.whole else self._needed_ms // 2
        return self._voicing.silent_ms >= waited

    def _end(self) -> SpeechEnded | NoiseOnly:
        heard, text = self._voicing, self._text
        self._await_speech(text)
        if not text and heard.spoken_ms < _NOISE_MS:
            return NoiseOnly()
        self._idle_ms = 0
        return SpeechEnded(text, heard.spoken_ms, heard.silent_ms)
