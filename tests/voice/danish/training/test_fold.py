"""The folded network gives from cepstra what the trained one gives from log mel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.voice.danish.training.made_up import utterance  # noqa: E402
from voice.danish.export.network import load  # noqa: E402
from voice.danish.export.outputs import outputs  # noqa: E402
from voice.danish.features import cepstra_matrix  # noqa: E402
from voice.danish.phones import PHONES  # noqa: E402
from voice.danish.training.fold import folded  # noqa: E402
from voice.danish.training.network import AcousticNetwork, Shape  # noqa: E402

SHAPE = Shape(width=48, bottleneck=12, reaches=(1, 1, 2))


def network(shape: Shape = SHAPE) -> AcousticNetwork:
    """One that has seen some sound, so that no norm is at its beginning."""
    torch.manual_seed(3)
    made = AcousticNetwork(shape)
    mels = np.stack([utterance(seed, 120).mel.astype(np.float32) for seed in range(8)])
    made.mean.copy_(torch.from_numpy(mels.mean((0, 1))))
    made.scale.copy_(torch.from_numpy(1.0 / mels.std((0, 1))))
    with torch.no_grad():
        for norm in (made.first_norm, *(layer.norm for layer in made.layers)):
            norm.weight.uniform_(0.5, 1.5)
            norm.bias.uniform_(-0.5, 0.5)
        made.train()
        for _ in range(20):
            made(torch.from_numpy(mels))
    made.eval()
    return made


@pytest.mark.parametrize("frames", [3, 40, 121, 122, 123])
@pytest.mark.parametrize("shape", [SHAPE, Shape(width=20, bottleneck=6, reaches=(1,))])
def test_numpy_computes_what_torch_does(shape: Shape, frames: int) -> None:
    made = network(shape)
    mel = utterance(50, 160).mel.astype(np.float32)[:frames]
    with torch.no_grad():
        expected = made(torch.from_numpy(mel)[None])[0][0].numpy()
    cepstra = (mel @ cepstra_matrix().T).astype(np.float32)
    found = outputs(folded(made), cepstra)
    assert found.shape == expected.shape == (-(-frames // 3), 2 * len(PHONES))
    assert np.abs(found - expected).max() < 1e-3
    assert np.abs(expected).max() > 0.1


def test_it_reaches_as_far_as_its_shape_says() -> None:
    exported = folded(network())
    assert exported.left_context == exported.right_context == SHAPE.context == 4 + 3 * 4
    assert exported.output_dim == 2 * len(PHONES)


def test_it_is_the_same_after_saving(tmp_path: Path) -> None:
    exported = folded(network())
    exported.save(tmp_path / "network.npz")
    cepstra = np.random.default_rng(1).normal(0, 5, (60, 40)).astype(np.float32)
    assert np.array_equal(
        outputs(exported, cepstra), outputs(load(tmp_path / "network.npz"), cepstra)
    )


def test_the_frame_output_is_not_exported() -> None:
    made = network()
    cepstra = np.random.default_rng(1).normal(0, 5, (60, 40)).astype(np.float32)
    before = outputs(folded(made), cepstra)
    with torch.no_grad():
        made.frame_output.weight.zero_()
    assert np.array_equal(outputs(folded(made), cepstra), before)
