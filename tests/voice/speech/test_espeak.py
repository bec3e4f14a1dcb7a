"""espeak-ng speaks to a telephone: at its rate and level, at once, and to many callers."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from numpy.typing import NDArray

from voice.danish.espeak import Speaker
from voice.errors import SynthesisError
from voice.speech.espeak import EspeakSynthesizer
from voice.speech.level import speech_level
from voice.synthesizer import Manner

LONG = (
    "jeg har forstået, at du gerne vil bestille et nyt pas til dit barn, "
    "og at du selv vil møde op i borgerservice i næste uge."
)


@pytest.fixture(scope="module")
def synthesizer() -> EspeakSynthesizer:
    return EspeakSynthesizer()


def _sound(
    synthesizer: EspeakSynthesizer, text: str, rate: int = 8000, manner: Manner | None = None
) -> NDArray[np.float32]:
    pcm = b"".join(synthesizer.speak(text, rate, manner or Manner()))
    return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768


@pytest.mark.parametrize("rate", [8000, 16000])
def test_it_speaks_at_the_lines_rate_as_long_as_a_person_would(
    synthesizer: EspeakSynthesizer, rate: int
) -> None:
    assert 5 < len(_sound(synthesizer, LONG, rate)) / rate < 12


def test_the_level_is_that_of_a_telephone_and_nothing_clips(
    synthesizer: EspeakSynthesizer,
) -> None:
    sound = _sound(synthesizer, LONG)
    assert -22 < 20 * np.log10(speech_level(sound, 8000)) < -18
    assert np.abs(sound).max() < 0.96
    loudest = _sound(synthesizer, LONG, manner=Manner(loudness=4.0))
    assert np.abs(loudest).max() < 0.96


def test_louder_is_louder_and_slower_is_slower(synthesizer: EspeakSynthesizer) -> None:
    usual = _sound(synthesizer, LONG)
    loud = _sound(synthesizer, LONG, manner=Manner(loudness=1.5))
    assert speech_level(loud, 8000) > 1.3 * speech_level(usual, 8000)
    slow = _sound(synthesizer, LONG, manner=Manner(speed=0.75))
    assert len(slow) > 1.2 * len(usual)
    assert len(_sound(synthesizer, LONG, manner=Manner(speed=1.3))) < 0.9 * len(usual)


def test_a_long_sentence_comes_in_phrases_and_the_first_before_the_rest_is_made(
    synthesizer: EspeakSynthesizer,
) -> None:
    begun = time.process_time()
    pieces = synthesizer.speak(LONG, 8000)
    first = next(pieces)
    assert time.process_time() - begun < 0.25
    assert len(first) < 2 * 8000 * 2.5
    assert len(list(pieces)) == 2


def test_each_piece_begins_at_once_and_ends_with_a_pause(synthesizer: EspeakSynthesizer) -> None:
    sound = _sound(synthesizer, "goddag.")
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    assert loud[0] < 0.05 * 8000
    assert 0.3 < (len(sound) - loud[-1]) / 8000 < 0.6


def test_nothing_to_say_is_no_sound(synthesizer: EspeakSynthesizer) -> None:
    assert list(synthesizer.speak("  ", 8000)) == []


def test_marks_of_espeaks_own_are_not_obeyed(synthesizer: EspeakSynthesizer) -> None:
    plain = len(_sound(synthesizer, "kom i morgen."))
    marked = len(_sound(synthesizer, "kom [[i]] <break time='9s'> \x00morgen."))
    assert plain < marked < plain + 8 * 8000
    assert len(_sound(synthesizer, "før\x00efter.")) > len(_sound(synthesizer, "før."))


def test_many_callers_are_spoken_to_at_once(synthesizer: EspeakSynthesizer) -> None:
    usual = len(_sound(synthesizer, "hvad kan jeg hjælpe med?"))
    lengths: list[int] = []

    def call(speed: float) -> None:
        for _ in range(5):
            if speed == 1.0:
                lengths.append(len(_sound(synthesizer, "hvad kan jeg hjælpe med?")))
            else:
                list(synthesizer.speak(LONG, 8000, Manner(speed)))

    threads = [threading.Thread(target=call, args=(speed,)) for speed in (1.0, 0.8, 1.0, 1.2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lengths) == 10
    # The library's waver goes on from call to call, so lengths differ by a few milliseconds.
    assert all(abs(length - usual) < 0.05 * usual for length in lengths)


def test_a_rate_that_no_line_has_and_a_voice_that_is_not_there_are_refused(
    synthesizer: EspeakSynthesizer,
) -> None:
    with pytest.raises(SynthesisError, match="44100 Hz"):
        next(synthesizer.speak("hej.", 44100))
    with pytest.raises(SynthesisError, match="findes-ikke"):
        EspeakSynthesizer(Speaker("findes-ikke"))
