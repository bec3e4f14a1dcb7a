"""Speech at 8 kHz by five of espeak-ng's voices, made once."""

import numpy as np
import pytest

from voice.danish.corpus.levels import Samples
from voice.danish.corpus.telephone import to_8_khz
from voice.danish.espeak import Speaker, get_espeak

TEXT = "Hvad koster et pas, og hvor lang tid tager det at få et nyt kørekort?"


@pytest.fixture(scope="session")
def voices() -> list[Samples]:
    """About four seconds each, two pauses in them."""
    spoken = [
        get_espeak().speak(TEXT, Speaker(variant=variant))
        for variant in ("f2", "m3", "klatt3", "f4", "m7")
    ]
    return [to_8_khz(each.samples.astype(np.float32) / 32768, each.rate) for each in spoken]


@pytest.fixture(scope="session")
def speech(voices: list[Samples]) -> Samples:
    return voices[0]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)
