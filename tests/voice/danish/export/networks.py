"""Networks for the tests: some with random weights, some that hear only how loud it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tests.voice.danish.export.tiny import PDFS, pdf
from voice.danish.export.network import Affine, Layer, LogSoftmax, Network, NoOp, Relu

Floats = NDArray[np.float32]


def random_network(
    width: int = 48, bottleneck: int = 12, blocks: int = 3, once: bool = True
) -> Network:
    """Like TDNN-F: frames spliced, bottlenecks without bias, each block adds the one before.

    ``once``: each sum is a layer of its own, else written out where it is heard.
    """
    rng = np.random.default_rng(3)

    def affine(name: str, heard: str, out: int, size: int, bias: bool = True) -> Affine:
        weights = rng.normal(0, 1.4 / np.sqrt(size), (out, size))
        biases = rng.normal(0, 0.5, out) if bias else np.zeros(out)
        return Affine(name, heard, weights.astype(np.float32), biases.astype(np.float32))

    spliced = "Append(Offset(input, -2), input, Offset(input, 1))"
    first = affine("l0.affine", spliced, width, 120)
    first = Affine(first.name, first.input, first.weights * np.float32(0.1), first.bias)
    layers: list[Layer] = [first, Relu("l0.relu", "l0.affine", width)]
    heard = "l0.relu"
    for block in range(1, blocks + 1):
        name = f"l{block}"
        back = f"Append(Offset({heard}, -3), {heard})"
        layers += [
            affine(f"{name}.linear", back, bottleneck, 2 * width, bias=False),
            affine(
                f"{name}.affine",
                f"Append({name}.linear, Offset({name}.linear, {3 * block}))",
                width,
                2 * bottleneck,
            ),
            Relu(f"{name}.relu", f"{name}.affine", width),
        ]
        heard = f"Sum(Scale(0.66, {heard}), {name}.relu)"
        if once:
            layers.append(NoOp(f"{name}.sum", heard, width))
            heard = f"{name}.sum"
    layers += [affine("out", heard, PDFS, width), LogSoftmax("log", "out", PDFS)]
    priors = rng.uniform(0.2, 2.0, PDFS) / PDFS
    return Network(40, tuple(layers), "log", priors.astype(np.float32))


def deciding(sounds: Mapping[str, str], output: str = "Sum(loud.relu, quiet.relu)") -> Network:
    """The phone ``sounds['loud']`` for noise, ``sounds['quiet']`` for digital silence.

    The first cepstrum is near +80 for noise and -101 for silence; one layer answers each.
    """
    layers: list[Layer] = []
    for name, sign in (("loud", 1.0), ("quiet", -1.0)):
        weights = np.zeros((PDFS, 40), np.float32)
        weights[pdf(sounds[name]) : pdf(sounds[name]) + 2, 0] = sign / 10
        layers.append(Affine(f"{name}.affine", "input", weights, np.zeros(PDFS, np.float32)))
        layers.append(Relu(f"{name}.relu", f"{name}.affine", PDFS))
    return Network(40, (*layers, LogSoftmax("log", output, PDFS)), "log")
