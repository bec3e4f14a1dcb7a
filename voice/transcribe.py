"""A whole recording as text: every piece of it through one recognizer stream."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voice.audio import read_pcm
from voice.pcm import BYTES_PER_SAMPLE
from voice.recognizer import Final, SpeechModel, Word

_PIECE_S = 0.2
"""Vosk's own step: the transcript is that of 20 ms pieces, with a tenth of the calls."""


@dataclass(frozen=True)
class Transcript:
    """What was heard in ``file``, of ``audio_s`` seconds, and how many seconds that took."""

    file: str
    text: str
    words: tuple[Word, ...]
    audio_s: float
    spent_s: float


def transcribe(
    model: SpeechModel,
    path: Path,
    phrases: Sequence[str] | None = None,
    sample_rate: int = 8000,
) -> Transcript:
    """Hear the recording at ``path``, of any length; with ``phrases`` only those can be heard.

    ``sample_rate`` is what the recognizer is fed, whatever the recording's own: best the model's.
    Raises ``AudioError`` when it can't be read, ``GraphError`` when no phrase can be heard.
    """
    began = time.perf_counter()
    recognizer = model.recognizer(sample_rate)
    if phrases is not None:
        recognizer.use_phrases(phrases)
    finals: list[Final] = []
    size = 0
    for piece in read_pcm(path, sample_rate, _PIECE_S):
        size += len(piece)
        told = recognizer.accept(piece)
        if isinstance(told, Final):
            finals.append(told)
    finals.append(recognizer.finish())
    return Transcript(
        file=str(path),
        text=" ".join(final.text for final in finals if final.text),
        words=tuple(word for final in finals for word in final.words),
        audio_s=size / BYTES_PER_SAMPLE / sample_rate,
        spent_s=time.perf_counter() - began,
    )
