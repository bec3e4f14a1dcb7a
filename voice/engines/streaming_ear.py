"""Hears as it goes: over a streaming transducer, which finds the ends of utterances itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import soxr

from voice.engines.ears import AFTER_S, give
from voice.engines.sherpa import MODEL_RATE
from voice.engines.tokens import tokens_of, words_of
from voice.engines.utterances import Samples
from voice.recognizer import Word


class StreamingEar:
    """Over a ``sherpa_onnx.OnlineRecognizer``; see ``voice.engines.ears.Ear``."""

    def __init__(self, native: Any, sample_rate: int, ahead_s: float) -> None:
        self._native = native
        self._rate = sample_rate
        self._tail = np.zeros(round((ahead_s + AFTER_S) * MODEL_RATE), np.float32)
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
        give(self._stream, sound)
        if not self._native.is_ready(self._stream):
            return
        while self._native.is_ready(self._stream):
            self._native.decode_stream(self._stream)
        result = self._native.get_result_all(self._stream)
        tokens = tokens_of(result, self._since + result.start_time)
        self._so_far = words_of(tokens, self._heard / self._rate)
