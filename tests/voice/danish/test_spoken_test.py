"""The spoken test set is the same sound each time, by voices that nothing is trained on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice.danish.corpus.manifest import read_manifest
from voice.danish.corpus.voices import TEST_VOICES, TRAINING_VOICES
from voice.danish.espeak import Speaker
from voice.danish.repeatable_speech import Order, speak_all
from voice.danish.spoken_test import (
    MANIFEST,
    UNKNOWN,
    Sentence,
    make_spoken_test,
    read_sentences,
)
from voice.errors import CorpusError, SynthesisError

SENTENCES = [
    Sentence("hvad koster et pas", "question"),
    Sentence("jeg bor på Nygade 7", "place"),
    Sentence("det er syv og fyrre", "number"),
    Sentence("må jeg flytte i dag", "question"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spoken") / "new" / "folder"
    assert make_spoken_test(SENTENCES, folder) == folder / MANIFEST
    return folder


def test_each_sentence_is_a_test_clip_in_words_by_a_voice_kept_for_testing(made: Path) -> None:
    clips = read_manifest(made / MANIFEST)
    assert [clip.text for clip in clips] == [
        "hvad koster et pas", "jeg bor på nygade syv", "det er syv og fyrre", "må jeg flytte i dag",
    ]  # fmt: skip
    assert [clip.source for clip in clips] == [f"espeak-{one.kind}" for one in SENTENCES]
    assert {clip.split for clip in clips} == {"test"}
    variants = {clip.speaker.removeprefix("espeak-") for clip in clips}
    assert variants <= set(TEST_VOICES)
    assert not variants & set(TRAINING_VOICES)
    for clip in clips:
        samples, rate = soundfile.read(clip.audio)
        assert rate == 22050
        assert 1.0 < len(samples) / rate < 5.0
        edge = samples[: round(0.25 * rate)]
        assert 0 < np.abs(edge).max() < 0.001, "a faint noise, and not silence"


def test_a_sentence_sounds_the_same_whatever_is_beside_it(made: Path, tmp_path: Path) -> None:
    make_spoken_test(SENTENCES[::-1][:3], tmp_path)
    again = sorted(path.name for path in tmp_path.glob("*.wav"))
    assert len(again) == 3
    for name in again:
        assert (tmp_path / name).read_bytes() == (made / name).read_bytes()


def test_a_voice_with_breath_and_echo_is_the_same_to_the_sample(tmp_path: Path) -> None:
    orders = [Order("ja tak", Speaker("f3"), tmp_path / f"{number}.wav") for number in range(3)]
    speak_all(orders[:2])
    speak_all(orders[2:])
    assert len({order.audio.read_bytes() for order in orders}) == 1


def test_another_seed_draws_other_speakers(made: Path, tmp_path: Path) -> None:
    make_spoken_test(SENTENCES, tmp_path, seed=1)
    names = [path.name for path in made.glob("*.wav")]
    assert any((tmp_path / name).read_bytes() != (made / name).read_bytes() for name in names)


def test_words_outside_the_vocabulary_are_marked(tmp_path: Path) -> None:
    make_spoken_test(SENTENCES[:2], tmp_path, vocabulary={"hvad", "koster", "et", "pas", "jeg"})
    rows = [json.loads(line) for line in (tmp_path / UNKNOWN).read_text("utf-8").splitlines()]
    assert [row["unknown"] for row in rows] == [[], ["bor", "på", "nygade", "syv"]]
    assert all((tmp_path / row["audio"]).is_file() for row in rows)


def test_without_a_vocabulary_nothing_is_marked(made: Path) -> None:
    assert not (made / UNKNOWN).exists()


def test_a_voice_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SynthesisError, match="can't say 'ja tak'"):
        speak_all([Order("ja tak", Speaker("nobody"), tmp_path / "a.wav")])


def test_sentences_are_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "sentences.jsonl"
    path.write_text('{"text": "ja", "kind": "short"}\n\n{"text": "nej", "kind": "short"}\n')
    assert read_sentences(path) == [Sentence("ja", "short"), Sentence("nej", "short")]


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"text": "ja"}', '{"text": 3, "kind": "a"}', '{"text": "ja", "kind": 4}',
     '{"text": "!", "kind": "a"}', '{"text": "ja", "kind": " "}'],
)  # fmt: skip
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "sentences.jsonl"
    path.write_text('{"text": "ja", "kind": "short"}\n' + line)
    with pytest.raises(CorpusError, match=r"sentences\.jsonl, line 2: write"):
        read_sentences(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is the name right"):
        read_sentences(tmp_path / "gone.jsonl")
