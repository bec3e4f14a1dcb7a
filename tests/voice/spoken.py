"""Danish speech for the tests, by espeak-ng, and the words that the tests' model knows."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

from voice.danish.espeak import Speaker, get_espeak

RATE = 8000
DIGITS = ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
WORDS = (
    *DIGITS, "ja", "nej", "pas", "kørekort", "skat", "flytning", "skole", "kommune", "hjælp", "tak",
)  # fmt: skip

VOICES = (Speaker(), Speaker(variant="f2", rate=150, gap=3), Speaker(variant="m3", rate=170, gap=1))


def speak(text: str, speaker: Speaker = VOICES[0], rate: int = RATE) -> NDArray[np.int16]:
    """Danish speech at ``rate`` Hz with a third of a second of faint noise around it."""
    speech = get_espeak().speak(text, speaker)
    samples = soxr.resample(speech.samples.astype(np.float64), speech.rate, rate)
    edge = np.zeros(rate // 3)
    whole = np.concatenate([edge, samples, edge])
    whole += np.random.default_rng(1).normal(0, 8, len(whole))
    return np.asarray(whole.clip(-32768, 32767), np.int16)
