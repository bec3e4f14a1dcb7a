"""The port for reply speech: text in, sound out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Manner:
    """How to speak: ``speed`` and ``loudness`` are factors, 1.0 as usual."""

    speed: float = 1.0
    loudness: float = 1.0


class Synthesizer(Protocol):
    """Speaks Danish. Safe to use from several threads."""

    def speak(self, text: str, sample_rate: int, manner: Manner = Manner()) -> Iterator[bytes]:
        """16-bit little-endian mono PCM at ``sample_rate`` (8000 or 16000 Hz), piece by piece as
        it is made; ``text`` is one sentence as it is to be said (see ``voice.speech.reading``).

        Raises ``SynthesisError``.
        """
