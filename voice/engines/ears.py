"""How a transducer listens to one stream: as it goes, or an utterance at a time.

Sound is resampled here: sherpa-onnx can do it, and says so on standard error each time.
"""

from __future__ import annotations

from typing import Any, Final, Protocol

import numpy as np
import soxr

from voice.engines.sherpa import LONGEST_S, MODEL_RATE, PAUSE_S
from voice.engines.tokens import tokens_of, words_of
from voice.engines.utterances import Loudness, Samples
from voice.recognizer import Word

BLOCK_S: Final = 0.02
"""What an ear is given at a time, so that what it hears is the same whatever pieces come."""

_BEFORE_S: Final = 0.3
"""Sound kept from before speech was noticed: its first consonant is quiet."""
_AFTER_S: Final = 0.3
"""Silence added after an utterance: a transducer tells of a sound somewhat after it."""
_LEAST_NEW_S, _LEAST_NEW_SHARE = 0.4, 0.25
"""An utterance is heard anew for a partial when it has grown by both: in all it is then heard no
more than five times over, however long it is."""


class Ear(Protocol):
    """Hears blocks of samples within ±1; times are in seconds from the first of them."""

    def hear(self, block: Samples) -> tuple[Word, ...] | None:
        """Hear a block of ``BLOCK_S`` or less; the words of an utterance that ended with it."""

    def so_far(self) -> tuple[Word, ...]:
        """The words of what has begun and not ended, as they seem now."""

    def finish(self) -> tuple[Word, ...]:
        """End what has begun; its words."""

    def drop(self) -> None:
        """Forget what has begun."""


class StreamingEar:
    """Over a ``sherpa_onnx.OnlineRecognizer``, which finds the ends of utterances itself."""

    def __init__(self, native: Any, sample_rate: int, ahead_s: float) -> None:
        self._native = native
        self._rate = sample_rate
        self._tail = np.zeros(round((ahead_s + _AFTER_S) * MODEL_RATE), np.float32)
        self._heard = 0
        self._so_far: tuple[Word, ...] = ()
        self.drop()

    def hear(self, block: Samples) -> tuple[Word, ...] | None:
        """See ``Ear``; an utterance of nothing but five seconds of silence has no words."""
        self._heard += len(block)
        self._decode(self._resampled(block, last=False))
        if not self._native.is_endpoint(self._stream):
            return None
        words = self._so_far
        self._native.reset(self._stream)
        self._so_far = ()
        return words

    def so_far(self) -> tuple[Word, ...]:
        """See ``Ear``."""
        return self._so_far

    def finish(self) -> tuple[Word, ...]:
        """See ``Ear``."""
        rest = self._resampled(np.zeros(0, np.float32), last=True)
        self._decode(np.concatenate([rest, self._tail]))
        words = self._so_far
        self.drop()
        return words

    def drop(self) -> None:
        """See ``Ear``."""
        self._stream = self._native.create_stream()
        self._resampler = soxr.ResampleStream(self._rate, MODEL_RATE, 1, dtype="float32")
        self._since = self._heard / self._rate
        self._so_far = ()

    def _resampled(self, block: Samples, last: bool) -> Samples:
        if self._rate == MODEL_RATE:
            return block
        return np.asarray(self._resampler.resample_chunk(block, last=last), np.float32)

    def _decode(self, sound: Samples) -> None:
        _give(self._stream, sound)
        if not self._native.is_ready(self._stream):
            return
        while self._native.is_ready(self._stream):
            self._native.decode_stream(self._stream)
        result = self._native.get_result_all(self._stream)
        tokens = tokens_of(result, self._since + result.start_time)
        self._so_far = words_of(tokens, self._heard / self._rate)


class UtteranceEar:
    """Over a ``sherpa_onnx.OfflineRecognizer``, given each utterance that stands out of the noise.

    An utterance longer than ``LONGEST_S`` is cut there, be it in a word. Sound without words ends
    no utterance.
    """

    def __init__(self, native: Any, sample_rate: int) -> None:
        self._native = native
        self._rate = sample_rate
        self._loudness = Loudness(BLOCK_S, PAUSE_S)
        self._heard = 0
        self._sound: list[Samples] = []
        self._so_far: tuple[Word, ...] = ()
        self._next_s = 0.0
        self._forget()

    def hear(self, block: Samples) -> tuple[Word, ...] | None:
        """See ``Ear``."""
        self._heard += len(block)
        self._sound.append(block)
        ended = self._loudness.hear(block)
        if not self._loudness.speaking and not ended:
            del self._sound[: -round(_BEFORE_S / BLOCK_S)]
            return None
        seconds = len(self._sound) * BLOCK_S
        if ended or seconds >= LONGEST_S:
            words = self._words()
            self._forget()
            return words or None
        if seconds >= self._next_s:
            self._so_far = self._words()
            self._next_s = seconds + max(_LEAST_NEW_S, _LEAST_NEW_SHARE * seconds)
        return None

    def so_far(self) -> tuple[Word, ...]:
        """See ``Ear``."""
        return self._so_far

    def finish(self) -> tuple[Word, ...]:
        """See ``Ear``."""
        words = self._words() if self._loudness.speaking else ()
        self.drop()
        return words

    def drop(self) -> None:
        """See ``Ear``."""
        self._loudness.reset()
        self._forget()

    def _forget(self) -> None:
        self._sound = []
        self._so_far = ()
        self._next_s = _BEFORE_S + _LEAST_NEW_S

    def _words(self) -> tuple[Word, ...]:
        sound = np.concatenate(self._sound)
        since = (self._heard - len(sound)) / self._rate
        if self._rate != MODEL_RATE:
            sound = soxr.resample(sound, self._rate, MODEL_RATE)
        after = np.zeros(round(_AFTER_S * MODEL_RATE), np.float32)
        stream = self._native.create_stream()
        _give(stream, np.concatenate([sound, after]))
        self._native.decode_stream(stream)
        return words_of(tokens_of(stream.result, since), self._heard / self._rate)


def _give(stream: Any, sound: Samples) -> None:
    # As a list: the binding takes any sequence, number by number, and is slow over an array's.
    stream.accept_waveform(MODEL_RATE, sound.tolist())
