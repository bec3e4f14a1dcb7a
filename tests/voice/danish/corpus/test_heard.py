"""Speech as heard in calls drawn for it: the frames' labels stay where the sound is."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from voice.danish.corpus.frames import LabelledFrames, read_frames
from voice.danish.corpus.heard import hear_corpus, heard, reshaped
from voice.danish.corpus.shards import write_shard
from voice.danish.corpus.synthetic import RATE, Utterance, synthesise
from voice.danish.espeak import Speaker, get_espeak
from voice.danish.phones import NOISE, PHONES, SILENCE

TEXTS = ("hvad koster et pas", "jeg skal flytte til aarhus", "tak for hjælpen", "ja nej måske")
_SPOKEN = PHONES.index(NOISE) + 1


@pytest.fixture(scope="module")
def utterances() -> list[Utterance]:
    draw = Random(4)
    made = [synthesise(get_espeak(), text, Speaker("m3"), draw) for text in TEXTS]
    return [utterance for utterance in made if utterance is not None]


def phone_of_each_frame(frames: LabelledFrames) -> NDArray[np.int16]:
    place = np.searchsorted(frames.starts, np.arange(len(frames.mel)), side="right") - 1
    phones: NDArray[np.int16] = frames.phones[place]
    return phones


def louder_in_speech(frames: LabelledFrames) -> float:
    """How much more energy frames labelled as speech have than silent ones, in nepers."""
    phones = phone_of_each_frame(frames)
    level = frames.mel.astype(float).mean(1)
    silent = level[phones == PHONES.index(SILENCE)]
    return float(np.median(level[phones >= _SPOKEN]) - np.median(silent))


def test_clean_speech_is_far_above_the_silence_around_it(utterances: list[Utterance]) -> None:
    rng = np.random.default_rng(1)
    for utterance in utterances:
        frames = heard(utterance, rng, [], strength=0.0)
        assert louder_in_speech(frames) > 3.0
        assert frames.mel.dtype == np.float16
        assert frames.mel.shape == (1 + (len(utterance.samples) - 200) // 80, 40)


def test_labels_lie_where_the_sound_is_to_a_frame_or_two(utterances: list[Utterance]) -> None:
    rng = np.random.default_rng(2)
    early, late = [], []
    for utterance in utterances:
        frames = heard(utterance, rng, [], strength=0.0)
        level = frames.mel.astype(float).mean(1)
        phones = phone_of_each_frame(frames)
        breath = phones == PHONES.index(NOISE)
        loud = np.flatnonzero((level > np.median(level[:5]) + 2.0) & ~breath)
        spoken = np.flatnonzero(phones >= _SPOKEN)
        early.append(int(loud[0] - spoken[0]))
        late.append(int(loud[-1] - spoken[-1]))
    assert abs(np.median(early)) <= 2
    assert abs(np.median(late)) <= 4


def test_in_ordinary_calls_speech_still_stands_out_mostly(utterances: list[Utterance]) -> None:
    rng = np.random.default_rng(3)
    others = [utterance.samples for utterance in utterances]
    above = [louder_in_speech(heard(utterance, rng, others)) for utterance in utterances * 15]
    assert np.mean(np.array(above) > 0.3) > 0.8


def test_every_heard_frame_is_a_number_and_every_label_inside(utterances: list[Utterance]) -> None:
    rng = np.random.default_rng(4)
    others = [utterance.samples for utterance in utterances]
    for utterance in utterances * 15:
        frames = heard(utterance, rng, others)
        assert np.isfinite(frames.mel).all()
        assert frames.starts[0] == 0
        assert (np.diff(frames.starts) >= 0).all()
        assert frames.starts[-1] <= len(frames.mel)
        assert len(frames.phones) == len(frames.starts)
        assert frames.text == utterance.text


def test_breaths_are_heard_and_labelled(utterances: list[Utterance]) -> None:
    rng = np.random.default_rng(5)
    second = np.zeros(RATE, np.float32)
    phones = []
    for utterance in utterances * 20:
        samples = np.concatenate([second, utterance.samples])
        starts = np.append([0], utterance.starts[1:] + RATE).astype(np.int32)
        later = Utterance(utterance.text, samples, utterance.phones, starts)
        phones.append(heard(later, rng, []).phones)
    assert 0.12 < np.mean([PHONES.index(NOISE) in row for row in phones]) < 0.55


def test_another_speaker_says_the_same_with_the_labels_moved_along(
    utterances: list[Utterance],
) -> None:
    rng = np.random.default_rng(6)
    factors = []
    for utterance in utterances * 5:
        other = reshaped(utterance, rng, 0.7)
        assert np.array_equal(other.phones, utterance.phones)
        factors.append(len(other.samples) / len(utterance.samples))
        assert other.starts / factors[-1] == pytest.approx(utterance.starts, abs=2)
        speech = other.samples[other.starts[1] : other.starts[-1]]
        before = other.samples[: max(1, other.starts[1] - RATE // 50)]
        assert np.abs(before).mean() < 0.1 * np.abs(speech).mean()
    assert min(factors) < 0.97
    assert max(factors) > 1.03


def test_the_same_seed_gives_the_same_bytes_in_any_number_of_processes(
    utterances: list[Utterance], tmp_path: Path
) -> None:
    shards = [tmp_path / "0.npz", tmp_path / "1.npz"]
    write_shard(shards[0], utterances[:2])
    write_shard(shards[1], utterances[2:])
    first = hear_corpus(shards, tmp_path / "a", seed=7, processes=1)
    second = hear_corpus(shards, tmp_path / "b", seed=7, processes=2)
    other = hear_corpus(shards, tmp_path / "c", seed=8, processes=2)
    assert [path.name for path in first] == ["0.npz", "1.npz"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert first[0].read_bytes() != other[0].read_bytes()
    assert [frames.text for path in first for frames in read_frames(path)] == list(TEXTS)


def test_files_that_are_there_are_kept(utterances: list[Utterance], tmp_path: Path) -> None:
    shard = tmp_path / "0.npz"
    write_shard(shard, utterances[:1])
    (path,) = hear_corpus([shard], tmp_path / "heard", seed=7, processes=1)
    path.write_bytes(b"kept")
    hear_corpus([shard], tmp_path / "heard", seed=7, processes=1)
    assert path.read_bytes() == b"kept"
