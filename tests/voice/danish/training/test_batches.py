"""Utterances become batches whose targets and windows lie where the labels say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.voice.danish.training.made_up import utterance  # noqa: E402
from voice.danish.corpus.frames import write_frames  # noqa: E402
from voice.danish.training.batches import (  # noqa: E402
    ROUNDING,
    TOLERANCE,
    collate,
    frame_targets,
    load,
    shuffled,
    windows,
)
from voice.danish.training.objective import NEVER  # noqa: E402


def test_a_phone_begins_with_its_first_pdf_and_goes_on_with_its_second() -> None:
    phones = np.array([0, 7, 9], np.int16)
    starts = np.array([0, 4, 12], np.int32)
    # Steps look at frames 0, 3, 6, 9, 12, 15.
    assert frame_targets(phones, starts, 6).tolist() == [0, 1, 14, 15, 18, 19]


def test_a_phone_between_two_steps_is_passed_over_and_twins_are_told_apart() -> None:
    phones = np.array([0, 7, 9, 9], np.int16)
    starts = np.array([0, 4, 5, 9], np.int32)
    assert frame_targets(phones, starts, 5).tolist() == [0, 1, 18, 18, 19]


def test_labels_that_begin_before_the_first_frame_are_under_way() -> None:
    phones = np.array([0, 7], np.int16)
    assert frame_targets(phones, np.array([-2, 1], np.int32), 3).tolist() == [0, 14, 15]


def test_a_phone_may_be_heard_a_little_before_and_after_its_label() -> None:
    allowed = windows(np.array([0, 30, 60], np.int32), 30, 90)
    frames = 3 * np.arange(30)
    for place, (start, end) in enumerate([(0, 30), (30, 60), (60, 90)]):
        inside = (frames >= start - TOLERANCE) & (frames <= end + TOLERANCE)
        assert (allowed[inside, place] == 0.0).all()
        assert (allowed[~inside, place] == NEVER).all()


def test_a_batch_has_each_utterance_from_one_of_its_first_frames_on() -> None:
    group = [utterance(1, 97), utterance(2, 100), utterance(3, 61)]
    seen = set()
    for seed in range(20):
        batch = collate(group, np.random.default_rng(seed))
        assert batch.mel.shape == (3, 120, 40)
        assert batch.targets.shape == (3, 40)
        assert batch.allowed.shape == (3, 40, int(batch.counts.max()))
        for row, one in enumerate(group):
            steps, count = int(batch.steps[row]), len(one.phones)
            first = batch.mel[row, 0].numpy().astype(np.float16)
            (offset,) = (o for o in range(3) if np.array_equal(one.mel[o], first))
            seen.add(offset)
            length = len(one.mel) - offset
            assert steps == -(-length // 3)
            assert batch.mel[row, :length].numpy() == pytest.approx(one.mel[offset:])
            assert torch.equal(batch.mel[row, length - 1 :].amax(0), batch.mel[row, length - 1])
            assert (batch.targets[row, :steps] >= 0).all()
            assert (batch.targets[row, steps:] == -100).all()
            assert batch.phones[row, :count].tolist() == one.phones.tolist()
            assert (batch.allowed[row, steps:] == NEVER).all()
            assert (batch.allowed[row, :, count:] == NEVER).all()
    assert seen == {0, 1, 2}


def test_the_labelled_way_is_allowed_at_every_step() -> None:
    one = utterance(4, 160)
    batch = collate([one], np.random.default_rng(0))
    steps = int(batch.steps[0])
    heard = batch.targets[0, :steps] // 2
    places = torch.cumsum(torch.cat([torch.zeros(1), heard.diff().ne(0)]), 0).long()
    assert (batch.allowed[0, torch.arange(steps), places] == 0.0).all()


def test_groups_are_of_like_length_and_hold_nearly_all_in_another_order_each_time() -> None:
    utterances = [utterance(n, 50 + 7 * (n % 20)) for n in range(200)]
    rng = np.random.default_rng(1)
    first, second = (list(shuffled(utterances, 1200, rng)) for _ in range(2))
    for groups in (first, second):
        texts = [one.text for group in groups for one in group]
        assert len(texts) == len(set(texts)) > 0.7 * len(utterances)
        for group in groups:
            lengths = {-(-len(one.mel) // ROUNDING) for one in group}
            assert len(lengths) == 1
            assert len(group) <= max(1, 1200 // (lengths.pop() * ROUNDING))
    assert [g[0].text for g in first] != [g[0].text for g in second]


def test_the_same_seed_gives_the_same_groups() -> None:
    utterances = [utterance(n, 50 + n) for n in range(60)]
    first, second = (
        [[one.text for one in group] for group in shuffled(utterances, 900, rng)]
        for rng in (np.random.default_rng(3), np.random.default_rng(3))
    )
    assert first == second


def test_utterances_with_a_word_kept_for_testing_are_left_out(tmp_path: Path) -> None:
    written = [utterance(n, 60, text) for n, text in enumerate(["et pas", "passet", "Pas på"])]
    write_frames(tmp_path / "0.npz", written[:2])
    write_frames(tmp_path / "1.npz", written[2:])
    paths = [tmp_path / "0.npz", tmp_path / "1.npz"]
    assert [one.text for one in load(paths)] == ["et pas", "passet", "Pas på"]
    assert [one.text for one in load(paths, frozenset({"pas"}))] == ["passet"]
