"""espeak-ng in the process: speech, and which sound begins at which sample of it."""

from __future__ import annotations

import numpy as np
import pytest

from voice.danish.corpus.voices import TEST_VOICES, TRAINING_VOICES
from voice.danish.espeak import Espeak, Speaker, get_espeak
from voice.danish.phones import is_pause, pronunciation
from voice.errors import SynthesisError

TEXT = "Æblerne på øen. Hvad koster et pas?"


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    return get_espeak()


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("pas", ("p", "?&", "s")),
        ("tak", ("t", "?A", "k")),
        ("kommune", ("k", "o", "m", "u", "n", "@-")),
        ("hund", ("h", "?u", "n")),
        ("å", ("?O",)),
    ],
)
def test_danish_words_sound_danish(espeak: Espeak, word: str, phones: tuple[str, ...]) -> None:
    assert pronunciation(sound.mnemonic for sound in espeak.speak(word).sounds) == phones


def test_sounds_begin_in_order_and_within_the_speech(espeak: Espeak) -> None:
    speech = espeak.speak(TEXT)
    starts = [sound.start for sound in speech.sounds]
    assert starts == sorted(starts)
    assert 0 <= starts[0] < starts[-1] <= len(speech.samples)
    assert speech.rate == espeak.rate == 22050
    assert speech.samples.dtype == np.int16
    assert 1.5 < len(speech.samples) / speech.rate < 3.0


def test_each_sound_knows_the_character_at_which_its_word_begins(espeak: Espeak) -> None:
    told = dict.fromkeys(
        sound.position for sound in espeak.speak(TEXT).sounds if not is_pause(sound.mnemonic)
    )
    assert list(told) == [0, 8, 11, 16, 21, 28, 31]


def test_pauses_are_silent_and_vowels_are_not(espeak: Espeak) -> None:
    speech = espeak.speak(TEXT)
    ends = [*(sound.start for sound in speech.sounds[1:]), len(speech.samples)]
    loudness = {True: [0.0], False: [0.0]}
    for sound, end in zip(speech.sounds, ends, strict=True):
        piece = speech.samples[sound.start : end].astype(float)
        if len(piece) > 200:
            loudness[is_pause(sound.mnemonic)].append(float(np.abs(piece[100:]).mean()))
    assert max(loudness[True]) < 60
    assert float(np.median(loudness[False])) > 1000


def test_a_speaker_sets_voice_pace_and_pitch(espeak: Espeak) -> None:
    usual = espeak.speak("mange tak").samples
    slow = espeak.speak("mange tak", Speaker(rate=110)).samples
    fast = espeak.speak("mange tak", Speaker(rate=300)).samples
    assert len(fast) < len(usual) < len(slow)
    other = espeak.speak("mange tak", Speaker("f2")).samples
    high = espeak.speak("mange tak", Speaker(pitch=90)).samples
    assert not np.array_equal(usual[:5000], other[:5000])
    assert not np.array_equal(usual[:5000], high[:5000])
    gaps = espeak.speak("mange tak", Speaker(gap=20)).samples
    assert len(gaps) > len(usual) + 0.1 * espeak.rate


def test_phonemes_can_be_given_instead_of_spelling(espeak: Espeak) -> None:
    spelled = espeak.speak("tak").sounds
    given = espeak.speak("[[t'?Ak]]").sounds
    assert [sound.mnemonic for sound in given] == [sound.mnemonic for sound in spelled]


def test_an_unknown_voice_is_an_error_and_changes_nothing(espeak: Espeak) -> None:
    before = espeak.speak("ja tak", Speaker("m3")).samples
    with pytest.raises(SynthesisError, match="da\\+nobody"):
        espeak.speak("ja tak", Speaker("nobody"))
    after = espeak.speak("ja tak", Speaker("m3")).samples
    assert abs(len(after) - len(before)) < 0.01 * len(before)
    assert abs(len(espeak.speak("ja tak", Speaker()).samples) - len(before)) > 0.05 * len(before)


def test_every_voice_of_the_corpus_is_there_and_test_voices_never_train(espeak: Espeak) -> None:
    for variant in (*TRAINING_VOICES, *TEST_VOICES):
        assert len(espeak.speak("ja", Speaker(variant)).samples) > 1000
    assert set(TRAINING_VOICES).isdisjoint(TEST_VOICES)


@pytest.mark.parametrize("text", ["", " ", "?!", "[["])
def test_nothing_to_say_gives_next_to_nothing(espeak: Espeak, text: str) -> None:
    speech = espeak.speak(text)
    assert all(is_pause(sound.mnemonic) for sound in speech.sounds)
    assert len(speech.samples) < 0.3 * speech.rate


def test_there_is_one_library_a_process() -> None:
    assert get_espeak() is get_espeak()
