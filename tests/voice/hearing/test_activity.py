"""The detector hears speech, and neither silence nor noise, at both rates."""

from __future__ import annotations

import os
import threading

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.voice.spoken import VOICES, speak
from voice.danish.corpus.noise import make_noise
from voice.errors import AudioError
from voice.hearing.activity import SpeechActivity
from voice.hearing.upsampling import Doubling

QUESTION = "hvad koster det at få et nyt pas"


def probabilities(samples: NDArray[np.int16], rate: int) -> NDArray[np.float64]:
    activity = SpeechActivity(rate)
    pcm, size = samples.astype("<i2").tobytes(), rate // 50 * 2
    whole = range(0, len(pcm) - size + 1, size)
    return np.array([activity.accept(pcm[start : start + size]) for start in whole])


@pytest.mark.parametrize("rate", [8000, 16000])
def test_speech_is_heard_and_the_silence_around_it_is_not(rate: int) -> None:
    heard = probabilities(speak(QUESTION, VOICES[0], rate), rate)
    assert np.mean(heard[25:-25] > 0.5) > 0.7
    assert heard[:10].max() < 0.3
    assert heard[-3:].max() < 0.3


@pytest.mark.parametrize("kind", ["white", "pink", "hum", "crackle", "wind"])
def test_noise_is_not_speech(kind: str) -> None:
    noise = make_noise(kind, 32000, 8000, np.random.default_rng(1))  # type: ignore[arg-type]
    heard = probabilities(np.asarray(noise * 3000, np.int16), 8000)
    assert np.mean(heard > 0.5) < 0.05


def test_a_silent_line_before_speech_hides_none_of_it() -> None:
    speech = speak(QUESTION)
    silence = np.zeros(160 * 100, np.int16)
    alone = probabilities(speech, 8000)
    after = probabilities(np.concatenate([silence, speech]), 8000)[100:]
    assert abs(int((alone > 0.5).argmax()) - int((after > 0.5).argmax())) <= 2


def test_it_needs_no_threads_of_its_own_and_leaves_the_environment_alone() -> None:
    before, limit = threading.active_count(), os.environ.get("OMP_THREAD_LIMIT")
    probabilities(speak("ja"), 8000)
    assert threading.active_count() == before
    assert os.environ.get("OMP_THREAD_LIMIT") == limit


def test_another_rate_is_refused() -> None:
    with pytest.raises(AudioError):
        SpeechActivity(44100)


def test_doubling_the_rate_in_pieces_keeps_a_tone_and_adds_none() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(8000) / 8000).astype(np.float32)
    double = Doubling()
    doubled = np.concatenate([double(tone[at : at + 160]) for at in range(0, 8000, 160)])
    spectrum = np.abs(np.fft.rfft(doubled[8000:] * np.hanning(8000)))
    assert spectrum.argmax() == 500
    assert spectrum[3000:].max() < 0.01 * spectrum.max()
