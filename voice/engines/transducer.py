"""The ONNX engine: a transducer in sherpa-onnx's form behind the port for speech recognition.

For a municipality that has a stronger Danish model than the one built here, NVIDIA's Parakeet for
instance. Such models hear 16 kHz; telephone sound at 8 kHz is resampled, and its upper half is
silent to them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from voice.engines.ears import BLOCK_S, Ear
from voice.engines.nearest_phrase import NearestPhrase
from voice.engines.sherpa import MODEL_RATE, open_transducer
from voice.engines.streaming_ear import StreamingEar
from voice.engines.transducer_folder import find_files
from voice.engines.utterance_ear import UtteranceEar
from voice.engines.words import UNKNOWN_WORD
from voice.errors import AudioError
from voice.pcm import BYTES_PER_SAMPLE, check_rate
from voice.recognizer import Final, Partial, Word

_FULL_SCALE = 32768


class TransducerModel:
    """A loaded folder, shared by any number of streams in any threads.

    ``threads`` is how many one stream's step may use; 1 serves most calls at once. Raises
    ``ModelError`` when the folder can't be loaded. A broken one may end the process:
    ``voice.engines.checking`` loads it without that risk.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.sample_rate = MODEL_RATE
        """What the model was made for, in Hz; other rates are resampled."""
        files = find_files(folder)
        self._native = open_transducer(files, threads)
        self._streaming = files.streaming
        self._ahead_s = files.ahead_s

    def recognizer(self, sample_rate: int) -> TransducerRecognizer:
        """A new stream at 8000 or 16000 Hz; raises ``AudioError`` for another rate."""
        check_rate(sample_rate)
        if self._streaming:
            ear: Ear = StreamingEar(self._native, sample_rate, self._ahead_s)
        else:
            ear = UtteranceEar(self._native, sample_rate)
        return TransducerRecognizer(ear, sample_rate)


class TransducerRecognizer:
    """One stream of one caller; see ``voice.recognizer.Recognizer``.

    Times go on through every final and every change of phrases: they count from the first sample.
    A model that is not streaming is given an utterance at a time, as its loudness sets it off, and
    gives a new partial when it has grown by half a second or so: ``accept`` then takes as long as
    the model needs to hear it all again. ``use_phrases`` chooses among what was heard freely: see
    ``voice.engines.nearest_phrase``.
    """

    def __init__(self, ear: Ear, sample_rate: int) -> None:
        self._ear = ear
        self._size = BYTES_PER_SAMPLE * round(BLOCK_S * sample_rate)
        self._pending = b""
        self._choose: Callable[[tuple[Word, ...]], tuple[Word, ...]] = _everything
        self._seen: tuple[Word, ...] = ()
        self._partial = Partial("")

    def accept(self, pcm: bytes) -> Partial | Final:
        """Hear a piece; raises ``AudioError`` when it is not whole samples."""
        if len(pcm) % BYTES_PER_SAMPLE:
            raise AudioError(
                f"{len(pcm)} byte er ikke hele prøver på 16 bit. Send et lige antal byte ad gangen."
            )
        self._pending += pcm
        ready = len(self._pending) - len(self._pending) % self._size
        ended = self._hear(ready)
        if ended is not None:
            self._begin()
            return _final(ended)
        if ready and (words := self._ear.so_far()) != self._seen:
            self._seen = words
            self._partial = Partial(_spoken(self._choose(words)))
        return self._partial

    def finish(self) -> Final:
        """The final for what is not yet told; the stream can be used on."""
        ended = self._hear(len(self._pending)) or []
        ended += self._choose(self._ear.finish())
        self._begin()
        return _final(ended)

    def use_phrases(self, phrases: Sequence[str] | None) -> None:
        """Hear only these, or everything again; raises ``GraphError`` when none can be heard."""
        choose = _everything if phrases is None else NearestPhrase(phrases).choose
        self._hear(len(self._pending))
        self._ear.drop()
        self._choose = choose
        self._begin()

    def _begin(self) -> None:
        self._seen = ()
        self._partial = Partial("")

    def _hear(self, size: int) -> list[Word] | None:
        """Give the ear the first ``size`` bytes; all words of utterances that ended in them."""
        ended: list[Word] | None = None
        for at in range(0, size, self._size):
            samples = np.frombuffer(self._pending[at : min(at + self._size, size)], "<i2")
            words = self._ear.hear(samples.astype(np.float32) / _FULL_SCALE)
            if words is not None:
                ended = [*(ended or ()), *self._choose(words)]
        self._pending = self._pending[size:]
        return ended


def _everything(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return words


def _final(words: Sequence[Word]) -> Final:
    return Final(_spoken(words), tuple(words))


def _spoken(words: Sequence[Word]) -> str:
    return " ".join(word.word for word in words if word.word != UNKNOWN_WORD)
