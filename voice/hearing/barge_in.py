"""Whether a caller breaks in while the bot speaks, or only coughs, agrees or is its echo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from voice.hearing.back_channel import is_back_channel
from voice.hearing.voicing import FRAME_MS, Voicing

MAYBE_VOICE: Final = 0.3
"""Probability from which on it matters whether what is heard is echo. Noise seldom gets there."""
_LEAST_FRAMES: Final = 3
"""One step of the detector, in which a click may be, lasts up to two."""
_ENOUGH: Final = 0.8
"""Sum over frames of how far the probability lies above ``MAYBE_VOICE``."""
_LEAK: Final = 0.4
"""What a frame without voice takes from it, so that clicks do not add up."""
_WORDS_MS: Final = 160
"""Of voice, without which words are the echo's."""
_UNCHANGED_MS: Final = 260
"""So long a single word must stand: the recogniser often takes its first one back."""
_CERTAIN_MS: Final = 700
"""Of voice: who goes on so long wants to speak."""
_AGREEING_MS: Final = 1_500
"""The same where every word so far is one of "ja", "okay", "nå"."""
_DONE_MS: Final = 240
"""Of silence after words that ask for nothing."""
_WORDLESS_MS: Final = 560
"""Of silence without any word: by then the recogniser would have told one."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Stop sending at once, but know where: ``Interrupt`` or ``Resume`` follows within seconds."""


@dataclass(frozen=True, slots=True)
class Interrupt:
    """The caller wants to speak: drop the rest, and listen.

    ``spoken_ms`` of it has been heard already, so feed the end-pointing on as speaking.
    """

    spoken_ms: int


@dataclass(frozen=True, slots=True)
class Resume:
    """It was a cough, noise, echo or a sign of listening: go on from a little before the hold."""


BargeInEvent = Hold | Interrupt | Resume


class BargeIn:
    """One caller's interruptions. Fed only while the bot speaks or is held."""

    def __init__(self) -> None:
        self._expecting_answer = False
        self._told = ""
        self._text = ""
        self._still_ms = 0
        self._held = False
        self._evidence = 0.0
        self._frames = 0
        self._voicing = Voicing()

    def restart(self, expecting_answer: bool = False, told: str = "") -> None:
        """The bot begins to speak.

        ``expecting_answer``: what it says is or ends in a question, so that "ja" is an answer.
        ``told`` is what the recogniser's text still holds of what was said and used before.
        """
        self._expecting_answer = expecting_answer
        self._listen(told)

    def _listen(self, told: str) -> None:
        self._told = told
        self._text = ""
        self._still_ms = 0
        self._held = False
        self._evidence = 0.0
        self._frames = 0
        self._voicing = Voicing()

    def accept(self, probability: float, partial: str, echo: bool = False) -> BargeInEvent | None:
        """Take in 20 ms.

        ``probability`` (0 to 1) of speech, the recogniser's text so far, and whether what is heard
        now is the bot's own echo. After a ``Resume`` the text so far is passed over for as long as
        it is still given.
        """
        self._voicing.accept(0.0 if echo else probability)
        if partial != self._told:
            self._told = ""
        text = "" if partial == self._told else partial
        self._still_ms = self._still_ms + FRAME_MS if text == self._text else 0
        self._text = text
        if self._held:
            return self._decide(text)
        if probability >= MAYBE_VOICE and not echo:
            self._evidence += probability - MAYBE_VOICE
            self._frames += 1
        else:
            self._frames = 0
            self._evidence = max(0.0, self._evidence - _LEAK)
        if self._evidence < _ENOUGH or self._frames < _LEAST_FRAMES:
            return None
        self._held = True
        # Words from before the voice are the echo's, or come late: they tell nothing about it.
        self._told = partial
        return Hold()

    def _decide(self, text: str) -> BargeInEvent | None:
        agreeing = is_back_channel(text) and not self._expecting_answer
        spoken, silent = self._voicing.spoken_ms, self._voicing.silent_ms
        words = len(text.split()) if spoken >= _WORDS_MS and not agreeing else 0
        if words > 1 or (words and self._still_ms >= _UNCHANGED_MS):
            return self._interrupt(spoken)
        if spoken >= (_AGREEING_MS if agreeing else _CERTAIN_MS):
            return self._interrupt(spoken)
        if not words and silent >= (_DONE_MS if agreeing else _WORDLESS_MS):
            self._listen(text or self._told)
            return Resume()
        return None

    def _interrupt(self, spoken_ms: int) -> Interrupt:
        self._listen("")
        return Interrupt(spoken_ms)
