"""Reply speech by espeak-ng, in the process and at once: no voice file, no network."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voice.danish.espeak import Speaker, get_espeak
from voice.speech.level import SPEECH_LEVEL, check_line_rate, for_the_line, silence, speech_level
from voice.speech.phrases import pause_after, phrases
from voice.synthesizer import Manner

_ONE_AT_A_TIME: Final = threading.Lock()
"""The library has one voice and one text in hand, for the whole process."""
_USUAL: Final = Manner()
_SPEEDS: Final = (0.5, 2.0)
_MARKUP: Final = re.compile(r"[\[\]<>\x00-\x1f\x7f]")
"""``[[`` would begin phonemes, and no control character is speech."""
_FULL_SCALE: Final = np.float32(32768)
_SAMPLE: Final = "Goddag, du taler med kommunens robot. Hvad kan jeg hjælpe dig med?"

VOICE: Final = Speaker(variant="f2", rate=165, pitch=45, range=55, gap=1)
"""A bright voice that a telephone's narrow band carries well, a little slower than people talk."""


class EspeakSynthesizer:
    """Speaks by espeak-ng. All of them in a process take turns, a phrase (some 5 ms) at a time."""

    def __init__(self, voice: Speaker = VOICE) -> None:
        """``voice.rate`` is the speed at ``Manner.speed`` 1.0.

        Raises ``SynthesisError`` when the library does not start or has no such voice.
        """
        self._voice = voice
        samples, rate = _spoken(_SAMPLE, voice)
        self._gain = SPEECH_LEVEL / max(speech_level(samples, rate), SPEECH_LEVEL / 10)

    def speak(self, text: str, sample_rate: int, manner: Manner = _USUAL) -> Iterator[bytes]:
        """16-bit little-endian mono PCM at ``sample_rate`` (8000 or 16000 Hz), phrase by phrase,
        with the pause that belongs after each.

        ``manner.speed`` works from 0.5 to 2. Raises ``SynthesisError``, while iterating.
        """
        check_line_rate(sample_rate)
        slowest, fastest = _SPEEDS
        speed = min(fastest, max(slowest, manner.speed))
        speaker = replace(self._voice, rate=round(self._voice.rate * speed))
        for phrase in phrases(_MARKUP.sub(" ", text)):
            samples, rate = _spoken(phrase, speaker)
            if len(samples):
                said = for_the_line(samples, rate, sample_rate, self._gain, manner)
                yield said + silence(pause_after(phrase) / speed, sample_rate)


def _spoken(phrase: str, speaker: Speaker) -> tuple[NDArray[np.float32], int]:
    with _ONE_AT_A_TIME:
        speech = get_espeak().speak(phrase, speaker)
    return speech.samples.astype(np.float32) / _FULL_SCALE, speech.rate
