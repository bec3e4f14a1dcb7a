"""An acoustic network as plain numbers: what the trainer hands over and Vosk's file is made of.

Only numpy and the standard library, so that the trainer's environment can import it.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice.danish.export.descriptor import Descriptor, is_layer_name, parse
from voice.errors import ModelError

INPUT = "input"
"""The name under which layers hear the features."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Affine:
    """``weights`` (out, in) times what it hears, plus ``bias`` (out); a bottleneck's bias is 0."""

    name: str
    input: str
    weights: Floats
    bias: Floats

    def __post_init__(self) -> None:
        if self.weights.ndim != 2 or self.bias.shape != self.weights.shape[:1]:
            raise ModelError(f"{self.name}: weights are (out, in) and the bias is (out)")
        if self.weights.dtype != np.float32 or self.bias.dtype != np.float32:
            raise ModelError(f"{self.name}: weights and bias are float32")
        if not (np.isfinite(self.weights).all() and np.isfinite(self.bias).all()):
            raise ModelError(f"{self.name}: a weight or bias is not a finite number")

    @property
    def dim(self) -> int:
        """Width of what comes out."""
        return int(self.weights.shape[0])

    @property
    def input_dim(self) -> int:
        """Width of what goes in."""
        return int(self.weights.shape[1])


@dataclass(frozen=True)
class Relu:
    """The positive part of each of the ``dim`` values it hears."""

    name: str
    input: str
    dim: int

    @property
    def input_dim(self) -> int:
        """Width of what goes in."""
        return self.dim


@dataclass(frozen=True)
class LogSoftmax:
    """Natural logarithms of probabilities that sum to 1 over the ``dim`` values it hears."""

    name: str
    input: str
    dim: int

    @property
    def input_dim(self) -> int:
        """Width of what goes in."""
        return self.dim


@dataclass(frozen=True)
class NoOp:
    """The ``dim`` values it hears, unchanged: a residual sum that is computed only once."""

    name: str
    input: str
    dim: int

    @property
    def input_dim(self) -> int:
        """Width of what goes in."""
        return self.dim


Layer = Affine | Relu | LogSoftmax | NoOp


@dataclass(frozen=True, eq=False)
class Network:
    """A feed-forward network, layers in order: each hears the input or layers before it.

    ``input_dim`` is the number of features a frame; a layer's ``input`` and ``output`` are nnet3
    descriptors over ``input`` and layer names, offsets in frames of 10 ms: Append, Sum, Scale
    and Offset. ``priors`` (as many as outputs) are divided out of the outputs when decoding.
    Raises ``ModelError`` when the parts don't fit each other.
    """

    input_dim: int
    layers: tuple[Layer, ...]
    output: str
    priors: Floats | None = None

    def __post_init__(self) -> None:
        dims = {INPUT: self.input_dim}
        for layer in self.layers:
            if not is_layer_name(layer.name) or layer.name in dims:
                raise ModelError(f"{layer.name!r} can't name a layer, or two have that name")
            heard = _width(layer.input, dims)
            if heard != layer.input_dim:
                raise ModelError(f"{layer.name} takes {layer.input_dim} values, hears {heard}")
            dims[layer.name] = layer.dim
        width = _width(self.output, dims)
        if self.priors is not None and (
            self.priors.shape != (width,)
            or self.priors.dtype != np.float32
            or not (np.isfinite(self.priors).all() and (self.priors > 0).all())
        ):
            raise ModelError(f"priors are {width} positive float32 numbers")

    @cached_property
    def descriptors(self) -> dict[str, Descriptor]:
        """What each layer hears, and under ``output`` what the network gives."""
        heard = {layer.name: parse(layer.input) for layer in self.layers}
        return heard | {"output": parse(self.output)}

    @property
    def output_dim(self) -> int:
        """How many values it gives a frame."""
        dims = {INPUT: self.input_dim} | {layer.name: layer.dim for layer in self.layers}
        return self.descriptors["output"].dim(dims)

    @property
    def parameters(self) -> int:
        """How many weights and biases it has."""
        affines = [layer for layer in self.layers if isinstance(layer, Affine)]
        return sum(layer.weights.size + layer.bias.size for layer in affines)

    @property
    def left_context(self) -> int:
        """How many frames before a frame its output rests on."""
        return max(0, -self._reach[0])

    @property
    def right_context(self) -> int:
        """How many frames after a frame its output rests on: the delay of live speech."""
        return max(0, self._reach[1])

    @cached_property
    def _reach(self) -> tuple[int, int]:
        reach = {INPUT: (0, 0)}
        for name, descriptor in self.descriptors.items():
            terms = descriptor.terms()
            reach[name] = (
                min(term.offset + reach[term.node][0] for term in terms),
                max(term.offset + reach[term.node][1] for term in terms),
            )
        return reach["output"]

    def save(self, path: Path) -> None:
        """Write it as an .npz: the arrays, and the rest as JSON in UTF-8 under ``network``."""
        described: list[dict[str, Any]] = []
        arrays: dict[str, NDArray[Any]] = {}
        for layer in self.layers:
            row: dict[str, Any] = {"name": layer.name, "input": layer.input}
            if isinstance(layer, Affine):
                arrays[f"{layer.name}/weights"] = layer.weights
                arrays[f"{layer.name}/bias"] = layer.bias
            else:
                row["dim"] = layer.dim
            described.append({"type": type(layer).__name__, **row})
        if self.priors is not None:
            arrays["priors"] = self.priors
        whole = {"input_dim": self.input_dim, "output": self.output, "layers": described}
        arrays["network"] = np.frombuffer(json.dumps(whole).encode(), np.uint8)
        with path.open("wb") as file:
            np.savez(file, **arrays)


def load(path: Path) -> Network:
    """Read what ``Network.save`` wrote; raises ``ModelError`` when it is no such file."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            whole = json.loads(stored["network"].tobytes())
            priors = stored["priors"] if "priors" in stored.files else None
            layers: list[Layer] = []
            for row in whole["layers"]:
                kind = row.pop("type")
                if kind == Affine.__name__:
                    row["weights"] = stored[f"{row['name']}/weights"]
                    row["bias"] = stored[f"{row['name']}/bias"]
                layers.append(_TYPES[kind](**row))
            return Network(whole["input_dim"], tuple(layers), whole["output"], priors)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path} is no network that Network.save wrote: {error}") from error


_TYPES: dict[str, Any] = {kind.__name__: kind for kind in (Affine, Relu, LogSoftmax, NoOp)}


def _width(descriptor: str, dims: dict[str, int]) -> int:
    parsed = parse(descriptor)
    for term in parsed.terms():
        if term.node not in dims:
            raise ModelError(f"{descriptor!r} hears {term.node!r}, which no layer before it makes")
    return parsed.dim(dims)
