"""Utterances and frames come back from disk as they went there, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from voice.danish.corpus.frames import LabelledFrames, frame_starts, read_frames, write_frames
from voice.danish.corpus.shards import read_shard, write_shard
from voice.danish.corpus.speak import SHARD, speak_corpus
from voice.danish.corpus.synthetic import Utterance
from voice.danish.phones import PHONES, SILENCE


def utterance(number: int) -> Utterance:
    rng = np.random.default_rng(number)
    count = 1000 + 10 * number
    return Utterance(
        f"ærø {number}",
        (0.2 * rng.standard_normal(count)).clip(-1, 1).astype(np.float32),
        rng.integers(0, 51, 3 + number).astype(np.int16),
        np.sort(rng.integers(0, count, 3 + number)).astype(np.int32),
    )


def labelled(number: int) -> LabelledFrames:
    whole = utterance(number)
    mel = np.random.default_rng(number).normal(8, 4, (20 + number, 40)).astype(np.float16)
    return LabelledFrames(whole.text, mel, whole.phones, whole.starts // 80)


def test_a_shard_comes_back_whole_to_16_bits(tmp_path: Path) -> None:
    path, written = tmp_path / "0.npz", [utterance(number) for number in range(4)]
    write_shard(path, written)
    read = list(read_shard(path))
    assert [one.text for one in read] == [one.text for one in written]
    for back, one in zip(read, written, strict=True):
        assert back.samples == pytest.approx(one.samples, abs=2 / 32768)
        assert back.samples.dtype == np.float32
        assert np.array_equal(back.phones, one.phones)
        assert np.array_equal(back.starts, one.starts)


def test_samples_beyond_full_scale_are_cut_off_and_not_turned_round(tmp_path: Path) -> None:
    loud = Utterance(
        "råb", np.array([-1.5, 1.5], np.float32), np.zeros(1, np.int16), np.zeros(1, np.int32)
    )
    write_shard(tmp_path / "0.npz", [loud])
    (back,) = read_shard(tmp_path / "0.npz")
    assert back.samples == pytest.approx([-1.0, 1.0], abs=1e-4)


def test_frames_come_back_exactly(tmp_path: Path) -> None:
    path, written = tmp_path / "0.npz", [labelled(number) for number in range(4)]
    write_frames(path, written)
    for back, one in zip(read_frames(path), written, strict=True):
        assert back.text == one.text
        assert np.array_equal(back.mel, one.mel)
        assert np.array_equal(back.phones, one.phones)
        assert np.array_equal(back.starts, one.starts)


def test_the_same_content_gives_the_same_bytes_and_no_half_file_stays(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_shard(tmp_path / f"{name}.shard.npz", [utterance(1), utterance(2)])
        write_frames(tmp_path / f"{name}.frames.npz", [labelled(1), labelled(2)])
    for kind in ("shard", "frames"):
        first, second = (tmp_path / f"{name}.{kind}.npz" for name in ("a", "b"))
        assert first.read_bytes() == second.read_bytes()
    assert not list(tmp_path.glob("*.part*"))


def test_a_phone_begins_with_the_first_frame_whose_middle_lies_in_it() -> None:
    # Frame 0 has its middle at sample 100, frame 1 at 180.
    samples = np.array([0, 100, 101, 180, 181, 100_000], np.int32)
    assert frame_starts(samples, 50).tolist() == [0, 0, 1, 1, 2, 50]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    words = ("hvad", "koster", "et", "pas", "hun", "flytter", "i", "morgen")
    return [f"{words[n % 8]} {words[(n + 3) % 8]} {words[(n // 8) % 8]}" for n in range(SHARD + 20)]


def test_a_corpus_is_the_same_bytes_for_the_same_seed_however_it_is_made(
    texts: list[str], tmp_path: Path
) -> None:
    first = speak_corpus(texts, tmp_path / "a", seed=5, processes=1)
    assert [path.name for path in first] == ["00000.npz", "00001.npz"]
    again = speak_corpus(texts, tmp_path / "b", seed=5, processes=2)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]


def test_a_corpus_that_was_cut_off_goes_on_and_keeps_what_is_there(
    texts: list[str], tmp_path: Path
) -> None:
    few = [*texts[:3], "the weather", *texts[3:5]]
    (path,) = speak_corpus(few, tmp_path, seed=5, processes=1)
    spoken = list(read_shard(path))
    assert [one.text for one in spoken] == texts[:5]
    for one in spoken:
        assert PHONES[one.phones[0]] == PHONES[one.phones[-1]] == SILENCE
        assert not one.samples[: one.starts[1] // 2].any()
    path.write_bytes(b"kept")
    assert speak_corpus(few, tmp_path, seed=5, processes=1) == [path]
    assert path.read_bytes() == b"kept"
    path.unlink()
    (path,) = speak_corpus(few, tmp_path, seed=6, processes=1)
    other = list(read_shard(path))
    assert not np.array_equal(other[0].samples, spoken[0].samples)
