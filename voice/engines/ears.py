"""How a transducer listens to one stream: the form that both ways of it have."""

from __future__ import annotations

from typing import Any, Final, Protocol

from voice.engines.sherpa import MODEL_RATE
from voice.engines.utterances import Samples
from voice.recognizer import Word

BLOCK_S: Final = 0.02
"""What an ear is given at a time, so that what it hears is the same whatever pieces come."""
AFTER_S: Final = 0.3
"""Silence to add after an utterance: a transducer tells of a sound somewhat after it."""


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


def give(stream: Any, sound: Samples) -> None:
    """Give a stream of sherpa-onnx samples at ``MODEL_RATE``.

    Resample before: the library can do it, and says so on standard error each time.
    """
    # As a list: the binding takes any sequence, number by number, and is slow over an array's.
    stream.accept_waveform(MODEL_RATE, sound.tolist())
