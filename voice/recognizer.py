"""The port for streaming speech recognition: audio pieces in, partial and final transcripts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Word:
    """A heard word; ``start`` and ``end`` in seconds from the first sample, ``conf`` 0 to 1."""

    word: str
    start: float
    end: float
    conf: float


@dataclass(frozen=True)
class Partial:
    """What seems to be said so far; may change with the next piece."""

    text: str


@dataclass(frozen=True)
class Final:
    """What was said from the last final on; ``text`` is the words joined by spaces."""

    text: str
    words: tuple[Word, ...]

    @property
    def confidence(self) -> float:
        """Mean confidence of the words, 0 to 1; 0 when nothing was heard."""
        return sum(word.conf for word in self.words) / len(self.words) if self.words else 0.0


class Recognizer(Protocol):
    """One stream of one caller. Not thread-safe; the models behind it are shared and are."""

    def accept(self, pcm: bytes) -> Partial | Final:
        """Hear a piece of 16-bit little-endian mono PCM, usually 20 ms.

        Gives ``Final`` when the engine heard the end of an utterance in it, else ``Partial``.
        Raises ``AudioError`` when the piece is not whole samples.
        """

    def finish(self) -> Final:
        """Hear no more of this utterance: the final for what is not yet told. Can be used on."""

    def use_phrases(self, phrases: Sequence[str] | None) -> None:
        """Hear only these phrases (and ``[unk]`` for anything else) from now on; None: everything.

        What was heard before and not yet told is dropped, so call it between utterances.
        Raises ``GraphError`` when no phrase can be heard.
        """


class SpeechModel(Protocol):
    """A loaded model; makes recognizers."""

    def recognizer(self, sample_rate: int) -> Recognizer:
        """A new stream at 8000 or 16000 Hz; raises ``AudioError`` for another rate."""
