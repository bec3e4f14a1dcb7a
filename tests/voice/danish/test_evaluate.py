"""Clips are heard as told, by a real model, and the figures are those of what was heard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.voice.spoken import VOICES, speak
from voice.danish.corpus.manifest import Clip
from voice.danish.corpus.telephone import CLEAN, TELEPHONE
from voice.danish.evaluate import CONDITIONS, Heard, evaluate, listen, some
from voice.danish.evaluation_report import as_dict, as_text
from voice.engines.vosk import VoskModel
from voice.errors import CorpusError, GraphError

RATE = 16000
ONLY_CLEAN = {"clean": CLEAN}


@pytest.fixture(scope="module")
def model(tiny_model: Path) -> VoskModel:
    return VoskModel(tiny_model)


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recordings")


def clip(folder: Path, said: str, text: str = "", speaker: int = 0, source: str = "ours") -> Clip:
    """``said`` by one of the voices that the model knows, with ``text`` in the manifest."""
    audio = folder / f"{said.replace(' ', '-')}-{speaker}.wav"
    if not audio.exists():
        soundfile.write(audio, speak(said, VOICES[speaker], RATE), RATE)
    return Clip(audio, text or said, f"{source}-{speaker}", "CC0-1.0", source, "test")


@pytest.fixture(scope="module")
def clips(recordings: Path) -> list[Clip]:
    return [
        clip(recordings, "ja tak"),
        clip(recordings, "nej", speaker=1),
        clip(recordings, "skole", "skolen", speaker=1),
        clip(recordings, "kommune tre", "kommune 3", source="others"),
    ]


@pytest.fixture(scope="module")
def heard(clips: list[Clip], model: VoskModel) -> list[Heard]:
    words = {"ja", "tak", "nej", "kommune", "tre", "skole"}
    return evaluate(clips, model, conditions=ONLY_CLEAN, vocabulary=words, threads=2)


def texts(heard: Sequence[Heard]) -> list[str]:
    return [one.text for one in heard]


def test_each_clip_is_heard_and_judged(heard: list[Heard], clips: list[Clip]) -> None:
    assert [one.clip for one in heard] == clips
    assert texts(heard) == ["ja tak", "nej", "skole", "kommune tre"]
    assert [one.judged.errors for one in heard] == [0, 0, 1, 0], "a figure may be read in words"
    assert heard[2].judged.unknown is not None
    assert heard[2].judged.unknown.words == ("skolen",)
    for one in heard:
        assert one.audio_s == pytest.approx(soundfile.info(one.clip.audio).duration, abs=0.001)
        assert 0 < one.cpu_s < 10


def test_conditions_come_one_after_another_with_the_clips_in_order(
    clips: list[Clip], model: VoskModel
) -> None:
    told: list[tuple[int, int]] = []
    heard = evaluate(
        clips[:2],
        model,
        conditions={name: CONDITIONS[name] for name in ("telephone", "clean")},
        told=lambda done, of: told.append((done, of)),
    )
    assert [(one.condition, one.clip.text) for one in heard] == [
        ("telephone", "ja tak"),
        ("telephone", "nej"),
        ("clean", "ja tak"),
        ("clean", "nej"),
    ]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert heard[0].judged.unknown is None


def test_the_same_call_is_heard_each_time(clips: list[Clip], model: VoskModel) -> None:
    noisy = replace(TELEPHONE, noise="pink", snr_db=0.0, loss=0.1)
    once = [listen(one, model, noisy).text for one in clips]
    assert [listen(one, model, noisy).text for one in clips[::-1]][::-1] == once


def test_only_the_stretch_of_a_clip_is_heard(recordings: Path, model: VoskModel) -> None:
    said = [speak(word, rate=RATE) for word in ("skat", "nej", "pas")]
    soundfile.write(recordings / "three.wav", np.concatenate(said), RATE)
    start = len(said[0]) / RATE
    end = start + len(said[1]) / RATE
    one = Clip(recordings / "three.wav", "nej", "ours-0", "CC0-1.0", "ours", start=start, end=end)
    found = listen(one, model, CLEAN)
    assert found.text == "nej"
    assert found.audio_s == pytest.approx(end - start, abs=0.001)


def test_with_phrases_only_they_are_heard(clips: list[Clip], model: VoskModel) -> None:
    heard = evaluate(clips[:2], model, conditions=ONLY_CLEAN, phrases=["nej", "3"], vocabulary=())
    assert (heard[0].text, heard[0].given_up > 0) in {("", True), ("nej", False), ("tre", False)}
    assert heard[1].text == "nej"
    assert heard[0].judged.unknown is not None
    assert heard[0].judged.unknown.words == ("ja", "tak"), "the phrases are the vocabulary"


def test_closed_clips_are_heard_with_the_list_of_their_source(
    recordings: Path, model: VoskModel
) -> None:
    listed = [
        replace(clip(recordings, "ja", source="list"), closed=True),
        replace(clip(recordings, "nej", source="list"), closed=True, alternatives=("nej tak",)),
        replace(clip(recordings, "to", source="digits"), closed=True),
    ]
    heard = evaluate(
        [*listed, clip(recordings, "skole")], model, conditions=ONLY_CLEAN, vocabulary={"skole"}
    )
    assert texts(heard) == ["ja", "nej", "to", "skole"]
    assert all(one.judged.unknown and one.judged.unknown.words == () for one in heard)
    # The list is that of all clips, also when few of them are heard.
    (one,) = evaluate(listed[:2], model, conditions=ONLY_CLEAN, limit=1)
    assert one.text == one.clip.text


def test_a_limit_takes_the_same_ones_each_time_in_their_order() -> None:
    chosen = some(range(100), 10)
    assert len(chosen) == 10
    assert chosen == sorted(chosen) == some(range(100), 10)
    assert some([3, 1], 5) == some([3, 1], None) == [3, 1]


def test_what_cannot_be_heard_ends_it(clips: list[Clip], model: VoskModel, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no clip"):
        evaluate([], model)
    gone = replace(clips[0], audio=tmp_path / "gone.wav")
    with pytest.raises(CorpusError, match=r"gone\.wav is missing"):
        evaluate([gone, *clips], model, conditions=ONLY_CLEAN, threads=2)
    with pytest.raises(GraphError):
        evaluate(clips, model, conditions=ONLY_CLEAN, phrases=[])


def test_the_report_has_figures_by_condition_source_and_speaker(heard: list[Heard]) -> None:
    found = json.loads(json.dumps(as_dict(heard)))
    clean = found["conditions"]["clean"]
    assert (clean["sentences"], clean["words"], clean["wer"]) == (4, 6, 1 / 6)
    assert clean["sentence_error"] == 0.25
    assert 0 <= clean["wer_low"] <= 1 / 6 <= clean["wer_high"]
    assert clean["unknown"]["share"] == 1 / 6
    assert clean["unknown"]["wer_known"] == 0
    assert {name: one["wer"] for name, one in clean["by_source"].items()} == {
        "ours": 1 / 4,
        "others": 0,
    }
    assert {name: one["sentences"] for name, one in clean["by_speaker"].items()} == {
        "ours-0": 1,
        "ours-1": 2,
        "others-0": 1,
    }
    assert clean["given_up"] == sum(one.given_up for one in heard)
    assert clean["confusions"] == [{"said": "skolen", "heard": "skole", "times": 1}]
    assert 0 < clean["real_time"] < 10
    assert clean["audio_s"] == pytest.approx(sum(one.audio_s for one in heard), abs=0.01)
    assert found["unknown_words"] == {"skolen": 1}
    assert found["clips"][2]["said"] == "skolen"
    assert found["clips"][2]["heard"] == "skole"


def test_the_table_has_them_in_percent(heard: list[Heard]) -> None:
    text = as_text(heard)
    head, row = text.splitlines()[:2]
    cells = dict(zip(head.replace("WER known", "known").replace("real time", "real").split(),
                     row.split(), strict=False))  # fmt: skip
    assert (cells["condition"], cells["clips"], cells["WER"]) == ("clean", "4", "16.7")
    assert "skolen > skole" in text
    assert "ours-1" in text
    assert "espeak-ng" not in text, "these clips are not its"


def test_the_table_says_when_a_machine_spoke(heard: list[Heard]) -> None:
    spoken = [replace(one, clip=replace(one.clip, source="espeak-question")) for one in heard]
    assert "people will be heard worse" in as_text(spoken)


def test_a_report_of_nothing_is_empty() -> None:
    assert as_dict([])["clips"] == []
    assert "condition" in as_text([])
