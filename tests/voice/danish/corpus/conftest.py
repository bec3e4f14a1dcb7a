"""Speech at 8 kHz by five of espeak-ng's voices, made once."""

import multiprocessing

import numpy as np
import pytest

from voice.danish.corpus.levels import Samples
from voice.danish.corpus.telephone import to_8_khz
from voice.danish.espeak import Speaker, get_espeak

TEXT = "Hvad koster et pas, og hvor lang tid tager det at få et nyt kørekort?"


def _spoken(variant: str) -> Samples:
    speech = get_espeak().speak(TEXT, Speaker(variant=variant))
    return to_8_khz(speech.samples.astype(np.float32) / 32768, speech.rate)


@pytest.fixture(scope="session")
def voices() -> list[Samples]:
    """About four seconds each, two pauses in them."""
    # What espeak-ng says depends on all that it said before: a process that has said nothing.
    with multiprocessing.get_context("spawn").Pool(1) as fresh:
        return fresh.map(_spoken, ("f2", "m3", "klatt3", "f4", "m7"))


@pytest.fixture(scope="session")
def speech(voices: list[Samples]) -> Samples:
    return voices[0]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)
