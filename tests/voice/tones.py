"""Words as chords of two tones, a chord for each piece of a word: what the tests' transducers hear.

The pieces are written as SentencePiece does, "▁" before the first of a word.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tests.voice.spoken import WORDS

LOW: Final = (390.0, 500.0, 620.0, 760.0, 920.0, 1100.0)
HIGH: Final = (1400.0, 1650.0, 1950.0, 2300.0, 2700.0, 3150.0)
"""In Hz, all below what a telephone carries."""

LEVELS: Final = (0.2, 0.05, 0.45)
"""How loud the two tones are each, of full scale."""
LETTERS: Final = 3
CHORD_S, BETWEEN_CHORDS_S, BETWEEN_WORDS_S, EDGE_S = 0.2, 0.04, 0.45, 0.33
_FADE_S: Final = 0.01


def pieces(word: str) -> tuple[str, ...]:
    """How the word is cut: "kommune" is "▁kom", "mun", "e"."""
    marked = "▁" + word
    return (
        marked[: LETTERS + 1],
        *(word[at : at + LETTERS] for at in range(LETTERS, len(word), LETTERS)),
    )


@lru_cache(maxsize=1)
def chords() -> dict[str, tuple[float, float]]:
    """The two pitches of each piece."""
    known = sorted({piece for word in WORDS for piece in pieces(word)})
    pairs = [(low, high) for low in LOW for high in HIGH]
    return dict(zip(known, pairs, strict=False))


def play(text: str, rate: int, level: float = LEVELS[0]) -> NDArray[np.int16]:
    """The text's chords at ``rate`` Hz with a third of a second of faint noise around them."""
    parts = [np.zeros(round(EDGE_S * rate))]
    for word in text.split():
        for piece in pieces(word):
            parts += [_chord(piece, rate, level), np.zeros(round(BETWEEN_CHORDS_S * rate))]
        parts.append(np.zeros(round((BETWEEN_WORDS_S - BETWEEN_CHORDS_S) * rate)))
    parts[-1] = np.zeros(round(EDGE_S * rate))
    whole = 32768 * np.concatenate(parts)
    whole += np.random.default_rng(1).normal(0, 8, len(whole))
    return np.asarray(whole.clip(-32768, 32767), np.int16)


def _chord(piece: str, rate: int, level: float) -> NDArray[np.float64]:
    at = np.arange(round(CHORD_S * rate)) / rate
    fade = np.minimum(1, np.minimum(at, CHORD_S - at) / _FADE_S)
    sound = sum(np.sin(2 * np.pi * pitch * at) for pitch in chords()[piece])
    return np.asarray(level * fade * sound, np.float64)
