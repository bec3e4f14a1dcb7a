"""The trained network as plain affine layers: cepstra in, batch norm and normalising folded in."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from voice.danish.export.network import Affine, Layer, Network, NoOp, Relu
from voice.danish.features import cepstra_matrix
from voice.danish.training.network import (
    BINS,
    SKIP_SCALE,
    SPLICE,
    SUBSAMPLING,
    AcousticNetwork,
    FactorisedLayer,
)

Floats = NDArray[np.float64]


def folded(network: AcousticNetwork) -> Network:
    """What Vosk computes: from Kaldi's cepstra the scores ``network`` gives from log mel."""
    with torch.no_grad():
        layers = [*_first(network)]
        before = "first.relu"
        for number, layer in enumerate(network.layers, 1):
            assert isinstance(layer, FactorisedLayer)  # noqa: S101 - what the constructor made
            layers += _factorised(layer, f"tdnnf{number}", before, network.shape.width)
            before = f"tdnnf{number}.sum"
        layers.append(_affine("output.affine", before, *_weights(network.output)))
    return Network(BINS, tuple(layers), "output.affine")


def _first(network: AcousticNetwork) -> list[Layer]:
    weights, bias = _through(network.first_norm, *_weights(network.first))
    taps = 2 * SPLICE + 1
    mean, scale = network.mean.numpy().astype(float), network.scale.numpy().astype(float)
    to_mel = np.linalg.inv(cepstra_matrix())
    spliced = weights.reshape(len(weights), taps, BINS) * scale
    bias = bias - (spliced @ mean).sum(1)
    from_cepstra = (spliced @ to_mel).reshape(len(weights), taps * BINS)
    offsets = ", ".join(_offset("input", shift) for shift in range(-SPLICE, SPLICE + 1))
    return [
        _affine("first.affine", f"Append({offsets})", from_cepstra, bias),
        Relu("first.relu", "first.affine", len(weights)),
    ]


def _factorised(layer: FactorisedLayer, name: str, before: str, width: int) -> list[Layer]:
    reach = layer.reach * SUBSAMPLING
    narrow, nothing = _weights(layer.narrow)
    widen, bias = _through(layer.norm, *_weights(layer.widen))
    earlier = f"Append({_offset(before, -reach)}, {before})"
    later = f"Append({name}.narrow, {_offset(f'{name}.narrow', reach)})"
    skip = f"Sum(Scale({SKIP_SCALE}, {before}), {name}.relu)"
    # The layer reaches both ways in two halves: (-reach, 0) narrowing, (0, +reach) widening.
    return [
        _affine(f"{name}.narrow", earlier, narrow, nothing),
        _affine(f"{name}.widen", later, widen, bias),
        Relu(f"{name}.relu", f"{name}.widen", width),
        NoOp(f"{name}.sum", skip, width),
    ]


def _weights(linear: nn.Linear) -> tuple[Floats, Floats]:
    weights = linear.weight.double().numpy()
    bias = np.zeros(len(weights)) if linear.bias is None else linear.bias.double().numpy()
    return weights, bias


def _through(norm: nn.BatchNorm1d, weights: Floats, bias: Floats) -> tuple[Floats, Floats]:
    assert norm.running_var is not None and norm.running_mean is not None  # noqa: S101
    scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).double().numpy()
    shift = norm.bias.double().numpy() - norm.running_mean.double().numpy() * scale
    return weights * scale[:, None], bias * scale + shift


def _affine(name: str, source: str, weights: Floats, bias: Floats) -> Affine:
    return Affine(name, source, weights.astype(np.float32), bias.astype(np.float32))


def _offset(node: str, shift: int) -> str:
    return f"Offset({node}, {shift})" if shift else node
