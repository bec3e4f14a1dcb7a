"""Speech is measured while it sounds, and made louder without being cut off."""

from __future__ import annotations

import numpy as np
import pytest

from voice.errors import SynthesisError
from voice.speech.level import check_line_rate, for_the_line, silence, speech_level
from voice.synthesizer import Manner

TONE = np.sin(2 * np.pi * 440 * np.arange(22050) / 22050).astype(np.float32)


def test_pauses_do_not_count() -> None:
    spoken = np.concatenate([TONE * 0.2, np.zeros(44100, np.float32)])
    assert speech_level(spoken, 22050) == pytest.approx(0.2 / np.sqrt(2), rel=0.02)
    assert speech_level(np.zeros(3, np.float32), 22050) == 0.0
    assert speech_level(np.zeros(22050, np.float32), 22050) == 0.0


@pytest.mark.parametrize("rate", [8000, 16000, 22050])
def test_it_keeps_its_length_and_its_pitch(rate: int) -> None:
    pcm = np.frombuffer(for_the_line(TONE * 0.1, 22050, rate, 1.0, Manner()), "<i2")
    assert len(pcm) == pytest.approx(rate, abs=2)
    spectrum = np.abs(np.fft.rfft(pcm))
    assert np.argmax(spectrum) == pytest.approx(440, abs=2)


def test_what_is_too_loud_is_bent_and_what_is_not_is_left_alone() -> None:
    loud = np.frombuffer(for_the_line(TONE, 22050, 8000, 3.0, Manner()), "<i2") / 32768
    assert 0.9 < np.abs(loud).max() < 0.96
    quiet = np.frombuffer(for_the_line(TONE * 0.1, 22050, 22050, 2.0, Manner()), "<i2") / 32768
    assert np.allclose(quiet, TONE * 0.2, atol=1e-4)


def test_silence_is_silent_and_a_strange_rate_is_refused() -> None:
    assert silence(0.5, 8000) == bytes(8000)
    check_line_rate(16000)
    with pytest.raises(SynthesisError, match="11025"):
        check_line_rate(11025)
