"""A Piper voice on disk is loaded and speaks, and says what is wrong when it can't."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.voice.speech.tiny_piper_voice import write_voice
from voice.danish.espeak import get_espeak
from voice.errors import SynthesisError
from voice.speech.espeak import EspeakSynthesizer
from voice.speech.level import speech_level
from voice.speech.piper import PiperSynthesizer
from voice.synthesizer import Manner

LONG = "hvad koster et pas til mit barn, og hvornår er det klar til mig?"


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_voice(tmp_path_factory.mktemp("stemme"))


@pytest.fixture(scope="module")
def synthesizer(voice: Path) -> PiperSynthesizer:
    return PiperSynthesizer(voice)


def _sound(
    synthesizer: PiperSynthesizer, text: str, rate: int = 8000, manner: Manner | None = None
) -> NDArray[np.float32]:
    pcm = b"".join(synthesizer.speak(text, rate, manner or Manner()))
    return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768


def test_it_speaks_at_the_lines_rate_and_a_telephones_level(synthesizer: PiperSynthesizer) -> None:
    low, high = _sound(synthesizer, LONG, 8000), _sound(synthesizer, LONG, 16000)
    assert len(high) == pytest.approx(2 * len(low), rel=0.01)
    assert -23 < 20 * np.log10(speech_level(low, 8000)) < -17
    assert np.abs(_sound(synthesizer, LONG, manner=Manner(loudness=4.0))).max() < 0.96


def test_a_long_sentence_comes_in_phrases(synthesizer: PiperSynthesizer) -> None:
    assert len(list(synthesizer.speak(LONG, 8000))) == 2


def test_the_manner_is_kept(synthesizer: PiperSynthesizer) -> None:
    usual = len(_sound(synthesizer, LONG))
    assert len(_sound(synthesizer, LONG, manner=Manner(speed=0.8))) > 1.15 * usual
    assert len(_sound(synthesizer, LONG, manner=Manner(speed=1.25))) < 0.9 * usual


def test_a_folder_with_one_voice_is_enough(voice: Path) -> None:
    assert next(PiperSynthesizer(voice.parent).speak("hej.", 8000))


def test_nothing_to_say_is_no_sound(synthesizer: PiperSynthesizer) -> None:
    assert list(synthesizer.speak(" ", 8000)) == []


def test_it_lives_beside_espeak_in_one_process(synthesizer: PiperSynthesizer) -> None:
    espeak = EspeakSynthesizer()
    said = "hvad koster et pas"
    alone = [sound.mnemonic for sound in get_espeak().speak(said).sounds]
    expected = len(_sound(synthesizer, LONG))
    wrong: list[int] = []

    def by_piper() -> None:
        lengths = [len(_sound(synthesizer, LONG)) for _ in range(4)]
        wrong.extend(length for length in lengths if length != expected)

    def by_espeak() -> None:
        lengths = [len(b"".join(espeak.speak(said, 8000))) for _ in range(4)]
        wrong.extend(length for length in lengths if length < 8000)

    threads = [threading.Thread(target=work) for work in (by_piper, by_espeak) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert [sound.mnemonic for sound in get_espeak().speak(said).sounds] == alone


def test_without_piper_it_says_how_to_get_it(voice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    with pytest.raises(SynthesisError, match="uv sync --extra piper"):
        PiperSynthesizer(voice)


def test_a_voice_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SynthesisError, match=r"findes ikke.*muni voice fetch"):
        PiperSynthesizer(tmp_path / "ingen.onnx")
    with pytest.raises(SynthesisError, match="ingen stemme"):
        PiperSynthesizer(tmp_path)
    write_voice(tmp_path)
    write_voice(tmp_path, name="en-til")
    with pytest.raises(SynthesisError, match="flere stemmer"):
        PiperSynthesizer(tmp_path)


def test_a_broken_voice_is_told(tmp_path: Path) -> None:
    voice = write_voice(tmp_path)
    settings = Path(f"{voice}.json")
    whole = settings.read_text(encoding="utf-8")
    voice.write_bytes(voice.read_bytes()[:200])
    with pytest.raises(SynthesisError, match="ikke en stemme"):
        PiperSynthesizer(voice)
    write_voice(tmp_path)
    settings.write_text(whole[:50], encoding="utf-8")
    with pytest.raises(SynthesisError, match="ødelagt"):
        PiperSynthesizer(voice)
    without = json.loads(whole)
    del without["phoneme_id_map"]
    settings.write_text(json.dumps(without), encoding="utf-8")
    with pytest.raises(SynthesisError, match="mangler 'phoneme_id_map'"):
        PiperSynthesizer(voice)
    settings.unlink()
    with pytest.raises(SynthesisError, match="json mangler"):
        PiperSynthesizer(voice)


def test_a_voice_of_another_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SynthesisError, match="'sv', ikke dansk"):
        PiperSynthesizer(write_voice(tmp_path, language="sv"))


def test_a_rate_that_no_line_has_is_refused(synthesizer: PiperSynthesizer) -> None:
    with pytest.raises(SynthesisError, match="22050 Hz"):
        next(synthesizer.speak("hej.", 22050))
