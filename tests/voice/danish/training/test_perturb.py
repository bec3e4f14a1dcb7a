"""Changed frames stay frames: as many, finite, the same for a seed, and more changed if asked."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import Tensor  # noqa: E402

from tests.voice.danish.training.made_up import utterance  # noqa: E402
from voice.danish.training.network import BINS  # noqa: E402
from voice.danish.training.perturb import perturbed  # noqa: E402


def batch(frames: int = 90) -> Tensor:
    mels = [utterance(seed, frames).mel.astype(np.float32) for seed in range(6)]
    return torch.from_numpy(np.stack(mels))


def changed(mel: Tensor, strength: float, seed: int = 1) -> Tensor:
    return perturbed(mel, torch.Generator().manual_seed(seed), strength)


@pytest.mark.parametrize("strength", [0.0, 0.2, 1.0, 2.0])
@pytest.mark.parametrize("frames", [1, 3, 90])
def test_shape_and_numbers_are_kept(frames: int, strength: float) -> None:
    mel = batch(90)[:, :frames]
    for seed in range(30):
        after = changed(mel, strength, seed)
        assert after.shape == (6, frames, BINS)
        assert after.dtype == torch.float32
        assert torch.isfinite(after).all()


def test_silence_and_outliers_stay_numbers() -> None:
    for value in (-15.9, 0.0, 27.0):
        assert torch.isfinite(changed(torch.full((4, 30, BINS), value), 1.0)).all()


def test_the_seed_alone_decides_and_the_frames_given_stay() -> None:
    mel = batch()
    kept = mel.clone()
    assert torch.equal(changed(mel, 1.0), changed(mel, 1.0))
    assert not torch.equal(changed(mel, 1.0), changed(mel, 1.0, seed=2))
    assert torch.equal(mel, kept)


def test_without_strength_only_holes_are_new() -> None:
    mel = batch()
    lowest = mel.amin((1, 2), keepdim=True)
    after = changed(mel, 0.0)
    same = (after - mel).abs() < 0.05
    assert (same | ((after - lowest).abs() < 0.05)).all()
    assert 0.7 < same.float().mean() < 1.0


def test_more_strength_changes_more() -> None:
    mel = batch()
    change = [
        float(np.mean([(changed(mel, s, seed) - mel).abs().mean() for seed in range(20)]))
        for s in (0.2, 0.6, 1.2)
    ]
    assert change[0] < 0.7 * change[1] < 0.7 * change[2]


def test_each_utterance_of_a_batch_is_changed_in_its_own_way() -> None:
    mel = batch()[:1].expand(6, -1, -1).contiguous()
    after = changed(mel, 1.0)
    assert all(not torch.allclose(after[0], other, atol=0.1) for other in after[1:])
