"""Hears an utterance at a time: over a transducer that wants to be given it whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import soxr

from voice.engines.ears import AFTER_S, BLOCK_S, give
from voice.engines.sherpa import LONGEST_S, MODEL_RATE, PAUSE_S
from voice.engines.tokens import tokens_of, words_of
from voice.engines.utterances import Loudness, Samples
from voice.recognizer import Word

_BEFORE_S: Final = 0.3
"""Sound kept from before speech was noticed: its first consonant is quiet."""
_LEAST_NEW_S, _LEAST_NEW_SHARE = 0.4, 0.25
"""An utterance is heard anew for a partial when it has grown by both: in all it is then heard no
more than five times over, however long it is."""
_CUT_WITHIN_S, _CUT_BLOCKS = 5.0, 5


class UtteranceEar:
    """Over a ``sherpa_onnx.OfflineRecognizer``, given each utterance that stands out of the noise.

    An utterance longer than ``LONGEST_S`` is cut where its last seconds are quietest, so that
    hardly a word is cut through. Sound without words ends no utterance.
    """

    def __init__(self, native: Any, sample_rate: int) -> None:
        self._native = native
        self._rate = sample_rate
        self._loudness = Loudness(BLOCK_S, PAUSE_S)
        self._heard = 0
        self._sound: list[Samples] = []
        self._so_far: tuple[Word, ...] = ()
        self._next_s = _BEFORE_S + _LEAST_NEW_S

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
            first = len(self._sound) if ended else _quietest(self._sound)
            words = self._words(first)
            self._keep(len(self._sound) - first)
            return words or None
        if seconds >= self._next_s:
            self._so_far = self._words(len(self._sound))
            self._next_s = seconds + max(_LEAST_NEW_S, _LEAST_NEW_SHARE * seconds)
        return None

    def so_far(self) -> tuple[Word, ...]:
        """See ``Ear``."""
        return self._so_far

    def finish(self) -> tuple[Word, ...]:
        """See ``Ear``."""
        words = self._words(len(self._sound)) if self._loudness.speaking else ()
        self.drop()
        return words

    def drop(self) -> None:
        """See ``Ear``."""
        self._loudness.reset()
        self._keep(0)

    def _keep(self, blocks: int) -> None:
        """Begin an utterance with the last so many blocks."""
        self._sound = self._sound[len(self._sound) - blocks :]
        self._so_far = ()
        self._next_s = max(_BEFORE_S, blocks * BLOCK_S) + _LEAST_NEW_S

    def _words(self, blocks: int) -> tuple[Word, ...]:
        """What is said in the first so many blocks of what is kept."""
        sound = np.concatenate(self._sound[:blocks])
        since = (self._heard - sum(map(len, self._sound))) / self._rate
        end = since + len(sound) / self._rate
        if self._rate != MODEL_RATE:
            sound = soxr.resample(sound, self._rate, MODEL_RATE)
        after = np.zeros(round(AFTER_S * MODEL_RATE), np.float32)
        stream = self._native.create_stream()
        give(stream, np.concatenate([sound, after]))
        self._native.decode_stream(stream)
        return words_of(tokens_of(stream.result, since), end)


def _quietest(blocks: Sequence[Samples]) -> int:
    """Where to cut: the middle of the quietest tenth of a second or so near the end."""
    last = blocks[-round(_CUT_WITHIN_S / BLOCK_S) :]
    energies = [float(block @ block) for block in last]
    sums = np.convolve(energies, np.ones(_CUT_BLOCKS), "valid")
    return len(blocks) - len(last) + int(np.argmin(sums)) + _CUT_BLOCKS // 2
