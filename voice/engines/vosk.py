"""The Vosk engine: a Kaldi model folder behind the port for streaming speech recognition."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voice.engines.folder import sample_rate_of
from voice.engines.native import QUIET, open_folder, open_stream
from voice.engines.phrase_models import PhraseModels
from voice.engines.words import NOISE_WORD, UNKNOWN_WORD
from voice.errors import AudioError
from voice.pcm import BYTES_PER_SAMPLE, check_rate
from voice.recognizer import Final, Partial, Word

_QUIET_S = 0.15


class VoskModel:
    """A loaded folder, shared by any number of streams in any threads.

    Raises ``ModelError`` when the folder can't be loaded. A broken one may end the process:
    ``voice.engines.checking`` loads it without that risk.
    """

    def __init__(self, folder: Path, log_level: int = QUIET) -> None:
        self.sample_rate = sample_rate_of(folder)
        """What the model was made for, in Hz; other rates are resampled."""
        self._native = open_folder(folder, log_level)
        self._phrases = PhraseModels(folder)

    def recognizer(self, sample_rate: int) -> VoskRecognizer:
        """A new stream at 8000 or 16000 Hz; raises ``AudioError`` for another rate."""
        check_rate(sample_rate)
        return VoskRecognizer(self._native, self._phrases, sample_rate)


class VoskRecognizer:
    """One stream of one caller; see ``voice.recognizer.Recognizer``.

    Times go on through every final and every change of phrases: they count from the first sample.
    Noise is no word; ``[unk]`` stands among the words and not in the text. Silence alone also ends
    an utterance, whose final is then empty.
    """

    def __init__(self, native: Any, phrases: PhraseModels, sample_rate: int) -> None:
        self._everything = native
        self._phrases = phrases
        self._rate = sample_rate
        self._heard = 0
        self._begin(native)

    def accept(self, pcm: bytes) -> Partial | Final:
        """Hear a piece; raises ``AudioError`` when it is not whole samples."""
        if len(pcm) % BYTES_PER_SAMPLE:
            raise AudioError(
                f"{len(pcm)} byte er ikke hele prøver på 16 bit. Send et lige antal byte ad gangen."
            )
        if pcm:
            self._heard += len(pcm) // BYTES_PER_SAMPLE
            if self._stream.AcceptWaveform(pcm):
                return self._told(self._stream.Result())
        text = json.loads(self._stream.PartialResult()).get("partial", "")
        return Partial(_spoken(text.split()))

    def finish(self) -> Final:
        """The final for what is not yet told; the stream can be used on.

        The network hears a sound by what follows it, so a little quiet is heard first; the time
        of what comes afterwards counts without it.
        """
        ended = self._stream.AcceptWaveform(bytes(int(self._rate * _QUIET_S) * BYTES_PER_SAMPLE))
        final = self._told(self._stream.Result() if ended else self._stream.FinalResult())
        self._begin(self._native)
        return final

    def use_phrases(self, phrases: Sequence[str] | None) -> None:
        """Hear only these, or everything again; raises ``GraphError`` when none can be heard."""
        self._begin(self._everything if phrases is None else self._phrases.get(phrases))

    def _begin(self, native: Any) -> None:
        self._native = native
        self._stream = open_stream(native, self._rate)
        self._since = self._heard / self._rate

    def _told(self, result: str) -> Final:
        words = tuple(
            Word(
                row["word"],
                self._since + row["start"],
                self._since + row["end"],
                min(max(row["conf"], 0.0), 1.0),
            )
            for row in json.loads(result).get("result", ())
            if row["word"] != NOISE_WORD
        )
        return Final(_spoken([word.word for word in words]), words)


def _spoken(words: Sequence[str]) -> str:
    return " ".join(word for word in words if word not in {NOISE_WORD, UNKNOWN_WORD})
