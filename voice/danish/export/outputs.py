"""A network's outputs computed with numpy: the numbers that Vosk will see from its file."""

from __future__ import annotations

from functools import reduce

import numpy as np

from voice.danish.export.descriptor import Descriptor
from voice.danish.export.network import INPUT, Affine, Floats, Network, NoOp, Relu


def outputs(network: Network, features: Floats, every: int = 3) -> Floats:
    """What the network gives for every third frame, priors not yet divided out.

    ``features`` is (frames, input_dim), one frame each 10 ms; gives (ceil(frames / every),
    output_dim). Edge frames are repeated before the start and past the end, as Vosk does.
    """
    left, right = network.left_context, network.right_context
    padded = np.pad(features, ((left, right), (0, 0)), mode="edge").astype(np.float32)
    made = {INPUT: (-left, padded)}
    for layer in network.layers:
        start, heard = _hear(network.descriptors[layer.name], made)
        if isinstance(layer, Affine):
            made[layer.name] = start, heard @ layer.weights.T + layer.bias
        elif isinstance(layer, Relu):
            made[layer.name] = start, np.maximum(heard, np.float32(0))
        elif isinstance(layer, NoOp):
            made[layer.name] = start, heard
        else:
            shifted = heard - heard.max(axis=1, keepdims=True)
            sums = np.exp(shifted).sum(axis=1, keepdims=True)
            made[layer.name] = start, shifted - np.log(sums)
    start, given = _hear(network.descriptors["output"], made)
    return given[-start : len(features) - start : every]


def _hear(descriptor: Descriptor, made: dict[str, tuple[int, Floats]]) -> tuple[int, Floats]:
    """The frames for which every term is known: the first one's number, and the values."""
    terms = descriptor.terms()
    start = max(made[term.node][0] - term.offset for term in terms)
    end = min(made[t.node][0] + len(made[t.node][1]) - t.offset for t in terms)
    parts = []
    for part in descriptor.parts:
        pieces = []
        for term in part:
            first, values = made[term.node]
            piece = values[start + term.offset - first : end + term.offset - first]
            pieces.append(piece if term.scale == 1.0 else piece * np.float32(term.scale))
        parts.append(reduce(np.add, pieces))
    return start, parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)
