"""What every engine behind the recognizer port must do; add an engine to ``ENGINES``.

Each brings a model that knows ``spoken.WORDS``, and voices that say them as that model hears them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.voice.spoken import VOICES, speak
from tests.voice.tone_models import make
from tests.voice.tones import LEVELS, play
from voice.engines.transducer import TransducerModel
from voice.engines.vosk import VoskModel
from voice.errors import AudioError, GraphError
from voice.recognizer import Final, Partial, Recognizer, SpeechModel, Word

Sound = Callable[..., bytes]
Voice = Callable[[str, int], NDArray[np.int16]]
"""A text and a rate in Hz become a sound."""


@dataclass(frozen=True)
class Engine:
    model: SpeechModel
    voices: Sequence[Voice]

    def sound(self, *texts: str, rate: int = 8000, pause_s: float = 1.0) -> bytes:
        """The texts one after another, with silence after each."""
        pause = bytes(2 * round(pause_s * rate))
        said = (self.voices[0](text, rate) for text in texts)
        return b"".join(samples.astype("<i2").tobytes() + pause for samples in said)


def vosk(request: pytest.FixtureRequest) -> Engine:
    folder: Path = request.getfixturevalue("tiny_model")
    voices = [lambda text, rate, who=who: speak(text, who, rate) for who in VOICES]
    return Engine(VoskModel(folder), voices)


def transducer(kind: str) -> Callable[[pytest.FixtureRequest], Engine]:
    def load(request: pytest.FixtureRequest) -> Engine:
        folder = make(kind, request.getfixturevalue("tmp_path_factory").mktemp("transducer"))
        voices = [lambda text, rate, level=level: play(text, rate, level) for level in LEVELS]
        return Engine(TransducerModel(folder), voices)

    return load


ENGINES: dict[str, Callable[[pytest.FixtureRequest], Engine]] = {
    "vosk": vosk,
    "transducer-streaming": transducer("streaming"),
    "transducer-offline": transducer("nemo"),
}


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param](request)


@pytest.fixture
def model(engine: Engine) -> SpeechModel:
    return engine.model


@pytest.fixture
def sound(engine: Engine) -> Sound:
    return engine.sound


@pytest.fixture(params=[8000, 16000])
def rate(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def told(stream: Recognizer, pcm: bytes, size: int) -> tuple[list[Partial], list[Final]]:
    """All that the stream says of ``pcm`` in pieces of ``size`` bytes, but for its end."""
    answers = [stream.accept(pcm[at : at + size]) for at in range(0, len(pcm), size)]
    partials = [answer for answer in answers if isinstance(answer, Partial)]
    return partials, [answer for answer in answers if isinstance(answer, Final)]


def heard(stream: Recognizer, pcm: bytes, size: int = 320) -> list[Final]:
    """Every final with something in it."""
    finals = [*told(stream, pcm, size)[1], stream.finish()]
    return [final for final in finals if final.words]


def texts(finals: Sequence[Final]) -> list[str]:
    return [final.text for final in finals]


def words(finals: Sequence[Final]) -> list[Word]:
    return [word for final in finals for word in final.words]


def monotone(found: Sequence[Word], end_s: float) -> bool:
    """Words in order, none of them before the start or past the end, none without length."""
    order = all(a.end <= b.start + 1e-6 for a, b in itertools.pairwise(found))
    return order and all(0 <= word.start < word.end <= end_s + 0.05 for word in found)


def test_20_ms_pieces_give_partials_and_then_the_final(
    model: SpeechModel, sound: Sound, rate: int
) -> None:
    pcm = sound("kommune skole tre", rate=rate)
    partials, finals = told(model.recognizer(rate), pcm, 2 * rate // 50)
    assert texts(finals) == ["kommune skole tre"]
    grown = list(dict.fromkeys(partial.text for partial in partials))
    assert "kommune" in grown
    assert "kommune skole" in grown
    assert grown.index("kommune") < grown.index("kommune skole")


def test_each_utterance_has_its_final(model: SpeechModel, sound: Sound, rate: int) -> None:
    finals = heard(model.recognizer(rate), sound("ja tak", "skole", "tre fire fem", rate=rate))
    assert texts(finals) == ["ja tak", "skole", "tre fire fem"]


def test_what_is_said_when_the_line_closes_is_told(
    model: SpeechModel, sound: Sound, rate: int
) -> None:
    stream = model.recognizer(rate)
    pcm = sound("kommune", rate=rate, pause_s=0)
    assert told(stream, pcm, 2 * rate // 50)[1] == []
    assert stream.finish().text == "kommune"


def test_the_text_is_the_words_and_confidence_is_a_chance(model: SpeechModel, sound: Sound) -> None:
    (final,) = heard(model.recognizer(8000), sound("kommune skole tre"))
    assert final.text == " ".join(word.word for word in final.words)
    assert all(0 <= word.conf <= 1 for word in final.words)
    assert final.confidence > 0.5


@pytest.mark.parametrize("size", [2, 6, 318, 3200, 1 << 20])
def test_the_size_of_pieces_changes_no_word(model: SpeechModel, sound: Sound, size: int) -> None:
    pcm = sound("kommune skole tre", pause_s=0.1)
    expected = heard(model.recognizer(8000), pcm)
    found = heard(model.recognizer(8000), pcm, size)
    assert texts(found) == texts(expected) == ["kommune skole tre"]
    for one, other in zip(words(found), words(expected), strict=True):
        assert abs(one.start - other.start) < 0.05


def test_words_stand_where_they_are_said(model: SpeechModel, sound: Sound, rate: int) -> None:
    pcm = sound("kommune", "tre", "skole fem", rate=rate)
    found = words(heard(model.recognizer(rate), pcm, 2 * rate // 50))
    assert monotone(found, len(pcm) / 2 / rate)
    samples = np.frombuffer(pcm, "<i2")
    for word in found:
        said = samples[int(word.start * rate) : int(word.end * rate)]
        assert np.abs(said).max() > 1000, f"{word} stands in silence"


def test_half_a_sample_is_refused_and_nothing_is_lost(model: SpeechModel, sound: Sound) -> None:
    stream = model.recognizer(8000)
    pcm = sound("kommune skole")
    half = len(pcm) // 4 * 2
    first = told(stream, pcm[:half], 320)[1]
    with pytest.raises(AudioError, match="321 byte"):
        stream.accept(bytes(321))
    found = [*first, *heard(stream, pcm[half:])]
    assert texts([final for final in found if final.text]) == ["kommune skole"]


def test_finishing_again_tells_nothing_again(model: SpeechModel, sound: Sound) -> None:
    stream = model.recognizer(8000)
    told(stream, sound("kommune", pause_s=0), 320)
    assert stream.finish().text == "kommune"
    assert stream.finish() == Final("", ())
    assert stream.finish() == Final("", ())


def test_a_stream_goes_on_after_finishing(model: SpeechModel, sound: Sound, rate: int) -> None:
    stream = model.recognizer(rate)
    pcm = sound("kommune", rate=rate, pause_s=0)
    found = [final for _ in range(3) for final in heard(stream, pcm, 2 * rate // 50)]
    assert texts(found) == ["kommune"] * 3
    assert monotone(words(found), 3 * len(pcm) / 2 / rate)
    assert words(found)[2].start > 2 * len(pcm) / 2 / rate


def test_nothing_heard_is_an_empty_final(model: SpeechModel, rate: int) -> None:
    assert model.recognizer(rate).finish() == Final("", ())
    stream = model.recognizer(rate)
    assert stream.accept(b"") == Partial("")
    assert stream.accept(bytes(2)) == Partial("")
    assert stream.finish() == Final("", ())
    assert heard(model.recognizer(rate), bytes(2 * rate * 7)) == []


@pytest.mark.parametrize("rate", [0, -8000, 11025, 44100])
def test_other_rates_are_refused(model: SpeechModel, rate: int) -> None:
    with pytest.raises(AudioError, match="8000 eller 16000"):
        model.recognizer(rate)


def test_phrases_hold_it_to_themselves_until_let_go(
    model: SpeechModel, sound: Sound, rate: int
) -> None:
    stream = model.recognizer(rate)
    said = ("nej", "kommune")
    pcm = sound(*said, rate=rate)
    assert texts(heard(stream, pcm)) == ["nej", "kommune"]
    stream.use_phrases(["ja", "nej"])
    assert "".join(texts(heard(stream, pcm))) == "nej"
    stream.use_phrases(["skole", "kommune"])
    assert "".join(texts(heard(stream, pcm))) == "kommune"
    stream.use_phrases(None)
    found = heard(stream, pcm)
    assert texts(found) == ["nej", "kommune"]
    seconds = len(pcm) / 2 / rate
    assert 3 * seconds < words(found)[0].start < words(found)[-1].end < 4 * seconds


def test_what_fits_no_phrase_is_unknown_and_in_no_text(model: SpeechModel, sound: Sound) -> None:
    stream = model.recognizer(8000)
    stream.use_phrases(["ja", "nej"])
    found = heard(stream, sound("kørekort"))
    assert {word.word for word in words(found)} == {"[unk]"}
    assert "".join(texts(found)) == ""


def test_a_switch_drops_what_was_not_told(model: SpeechModel, sound: Sound) -> None:
    stream = model.recognizer(8000)
    told(stream, sound("kommune", pause_s=0), 320)
    stream.use_phrases(["ja", "nej"])
    assert stream.finish() == Final("", ())


@pytest.mark.parametrize("phrases", [[], [""], ["  ", "\n"], ["!?", "…"]])
def test_phrases_that_can_not_be_heard_change_nothing(
    model: SpeechModel, sound: Sound, phrases: list[str]
) -> None:
    stream = model.recognizer(8000)
    pcm = sound("kommune skole", pause_s=0)
    half = len(pcm) // 4 * 2
    told(stream, pcm[:half], 320)
    with pytest.raises(GraphError):
        stream.use_phrases(phrases)
    assert texts(heard(stream, pcm[half:])) == ["kommune skole"]


def test_streams_in_threads_hear_what_they_hear_alone(model: SpeechModel, sound: Sound) -> None:
    said = ["kommune skole tre", "ja tak", "nej", "fire fem seks", "hjælp", "skat flytning"]
    sounds = [sound(text) for text in said]

    def hear(at: int) -> list[Final]:
        stream = model.recognizer(8000)
        if at % 3 == 2:
            stream.use_phrases(["ja", "nej"])
        return heard(stream, sounds[at % len(sounds)])

    alone = [hear(at) for at in range(len(said))]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(hear, range(4 * len(said))))
    assert together == alone * 4


def test_the_voices_of_the_model_are_all_heard(engine: Engine) -> None:
    for voice in engine.voices:
        pcm = voice("kommune tre fire fem", 8000).astype("<i2").tobytes()
        assert texts(heard(engine.model.recognizer(8000), pcm)) == ["kommune tre fire fem"]
