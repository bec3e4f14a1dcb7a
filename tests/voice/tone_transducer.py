"""Transducers written by hand that hear ``tones.play``: real ONNX files for the real sherpa-onnx.

The encoder finds the chord in every fourth or eighth frame of the filter bank, and gives a token
when it is another than in the frame before. The decoder keeps NeMo's greedy search, which asks a
frame for tokens until it has no more, from taking one twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from tests.voice.tones import chords

BINS: Final = 80
LOWEST_HZ, HIGHEST_HZ = {"kaldi": 20.0, "slaney": 0.0}, {"kaldi": 7600.0, "slaney": 8000.0}
LOUD: Final = {"kaldi": -10.0, "slaney": -18.0}
"""Sum of the logarithms of two bins: -22 or -30 in faint noise, over 5 or -5 in a chord."""
SURE, BLANK = 20.0, 10.0
CHUNK: Final = 8

Floats = NDArray[np.float64]


def write_streaming(folder: Path) -> None:
    """As icefall exports a streaming LSTM transducer; its state is the last chord."""
    tokens = _write_tokens(folder, blank_first=True)
    size = len(tokens)
    encoder = _Graph()
    chord = _chords(encoder, "x", tokens, "kaldi", 4)
    encoder.add("Transpose", ["h"], "before", perm=[1, 0, 2])
    encoder.add("Concat", ["before", chord], "extended", axis=1)
    encoder.add("Slice", ["extended", "=0", "=-1", "=1"], "shifted")
    _new_chords(encoder, chord, "shifted", tokens, "encoder_out")
    encoder.add("Slice", ["extended", "=-1", "=9999", "=1"], "last")
    encoder.add("Transpose", ["last"], "new_h", perm=[1, 0, 2])
    encoder.add("Identity", ["c"], "new_c")
    encoder.save(
        folder / "encoder-epoch-9-avg-1.onnx",
        {"x": ["N", "T", BINS], "h": [1, "N", size], "c": [1, "N", size]},
        {"encoder_out": ["N", "U", size], "new_h": [1, "N", size], "new_c": [1, "N", size]},
        {
            "model_type": "lstm", "T": CHUNK, "decode_chunk_len": CHUNK, "num_encoder_layers": 1,
            "rnn_hidden_size": size, "d_model": size,
        },
    )  # fmt: skip
    _write_icefall_rest(folder, "-epoch-9-avg-1", size)


def write_offline(folder: Path) -> None:
    """As icefall exports a Zipformer that hears whole utterances."""
    tokens = _write_tokens(folder, blank_first=True)
    encoder = _Graph()
    chord = _chords(encoder, "x", tokens, "kaldi", 4)
    _whole(encoder, chord, tokens, "encoder_out")
    encoder.add("Div", ["x_lens", "=4"], "encoder_out_lens")
    encoder.save(
        folder / "encoder.onnx",
        {"x": ["N", "T", BINS], "x_lens": ("int64", ["N"])},
        {"encoder_out": ["N", "U", len(tokens)], "encoder_out_lens": ("int64", ["N"])},
        {"model_type": "zipformer2"},
    )
    _write_icefall_rest(folder, "", len(tokens))


def write_nemo(folder: Path, type_notes: dict[str, Any] | None = None) -> None:
    """As Parakeet RNNT is exported from NeMo: hears whole utterances, the blank is the last."""
    tokens = _write_tokens(folder, blank_first=False)
    size = len(tokens)
    encoder = _Graph()
    encoder.add("Transpose", ["audio_signal"], "x", perm=[0, 2, 1])
    chord = _chords(encoder, "x", tokens, "slaney", 8)
    _whole(encoder, chord, tokens, "logits")
    encoder.add("Transpose", ["logits"], "outputs", perm=[0, 2, 1])
    encoder.add("Div", ["length", "=8"], "encoded_lengths")
    encoder.save(
        folder / "encoder.int8.onnx",
        {"audio_signal": ["N", BINS, "T"], "length": ("int64", ["N"])},
        {"outputs": ["N", size, "U"], "encoded_lengths": ("int64", ["N"])},
        {
            "model_type": "EncDecRNNTBPEModel", "vocab_size": size - 1, "subsampling_factor": 8,
            "normalize_type": "", "pred_rnn_layers": 1, "pred_hidden": 4, "url": "",
        } | (type_notes or {}),
    )  # fmt: skip
    _write_nemo_rest(folder, size)


def write_nemo_streaming(folder: Path) -> None:
    """As a cache-aware FastConformer is exported from NeMo; the last chord is in its cache."""
    tokens = _write_tokens(folder, blank_first=False)
    size = len(tokens)
    encoder = _Graph()
    encoder.add("Transpose", ["audio_signal"], "x", perm=[0, 2, 1])
    chord = _chords(encoder, "x", tokens, "slaney", 8)
    encoder.add("Squeeze", ["cache_last_time", "=1"], "cached")
    encoder.add("Transpose", ["cached"], "before", perm=[0, 2, 1])
    encoder.add("Concat", ["before", chord], "extended", axis=1)
    encoder.add("Slice", ["extended", "=0", "=-1", "=1"], "shifted")
    _new_chords(encoder, chord, "shifted", tokens, "logits")
    encoder.add("Transpose", ["logits"], "outputs", perm=[0, 2, 1])
    encoder.add("Div", ["length", "=8"], "encoded_lengths")
    encoder.add("Slice", ["extended", "=-1", "=9999", "=1"], "last")
    encoder.add("Transpose", ["last"], "uncached", perm=[0, 2, 1])
    encoder.add("Unsqueeze", ["uncached", "=1"], "cache_last_time_next")
    encoder.add("Identity", ["cache_last_channel"], "cache_last_channel_next")
    encoder.add("Identity", ["cache_last_channel_len"], "cache_last_channel_next_len")
    channel, time = ["N", 1, 1, 4], ["N", 1, size, 1]
    encoder.save(
        folder / "encoder.onnx",
        {
            "audio_signal": ["N", BINS, "T"], "length": ("int64", ["N"]),
            "cache_last_channel": channel, "cache_last_time": time,
            "cache_last_channel_len": ("int64", ["N"]),
        },
        {
            "outputs": ["N", size, "U"], "encoded_lengths": ("int64", ["N"]),
            "cache_last_channel_next": channel, "cache_last_time_next": time,
            "cache_last_channel_next_len": ("int64", ["N"]),
        },
        {
            "model_type": "EncDecRNNTBPEModel", "vocab_size": size - 1, "subsampling_factor": 8,
            "normalize_type": "", "pred_rnn_layers": 1, "pred_hidden": 4, "window_size": 2 * CHUNK,
            "chunk_shift": 2 * CHUNK, "cache_last_channel_dim1": 1, "cache_last_channel_dim2": 1,
            "cache_last_channel_dim3": 4, "cache_last_time_dim1": 1, "cache_last_time_dim2": size,
            "cache_last_time_dim3": 1,
        },
    )  # fmt: skip
    _write_nemo_rest(folder, size)


WRITERS: Final[dict[str, Callable[[Path], None]]] = {
    "streaming": write_streaming,
    "offline": write_offline,
    "nemo": write_nemo,
    "nemo-streaming": write_nemo_streaming,
}


class _Graph:
    """Nodes and constants on the way to a file; an input written "=5" is the number."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self._constants[name] = numpy_helper.from_array(value, name)
        return name

    def add(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        for name in inputs:
            if name.startswith("="):
                self.constant(name, np.array([int(name[1:])], np.int64))
        self._nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def save(
        self, file: Path, inputs: dict[str, Any], outputs: dict[str, Any], notes: dict[str, Any]
    ) -> None:
        graph = helper.make_graph(
            self._nodes, "tones", _values(inputs), _values(outputs), [*self._constants.values()]
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
        helper.set_model_props(model, {key: str(value) for key, value in notes.items()})
        onnx.checker.check_model(model, full_check=True)
        onnx.save(model, str(file))


def _values(shapes: dict[str, Any]) -> list[Any]:
    kinds = {"int64": TensorProto.INT64, "int32": TensorProto.INT32, "float": TensorProto.FLOAT}
    split = {name: s if isinstance(s, tuple) else ("float", s) for name, s in shapes.items()}
    return [helper.make_tensor_value_info(name, kinds[k], s) for name, (k, s) in split.items()]


def _write_tokens(folder: Path, blank_first: bool) -> list[str]:
    folder.mkdir(parents=True)
    known = list(chords())
    tokens = ["<blk>", *known] if blank_first else [*known, "<blk>"]
    lines = [f"{token} {number}\n" for number, token in enumerate(tokens)]
    (folder / "tokens.txt").write_text("".join(lines), encoding="utf-8")
    return tokens


def _chords(graph: _Graph, frames: str, tokens: Sequence[str], scale: str, every: int) -> str:
    """(N, U, tokens): one for the chord that sounds, the blank where none does."""
    weights = np.zeros((BINS, len(tokens)), np.float32)
    bias = np.full(len(tokens), -LOUD[scale], np.float32)
    for at, token in enumerate(tokens):
        if token == "<blk>":
            bias[at] = 0
            continue
        for pitch in chords()[token]:
            weights[_bin(pitch, scale), at] = 1
    graph.constant("first", np.array([every // 2], np.int64))
    graph.constant("every", np.array([every], np.int64))
    graph.add("Slice", [frames, "first", "=9999", "=1", "every"], "some")
    graph.add("MatMul", ["some", graph.constant("weights", weights)], "weighed")
    graph.add("Add", ["weighed", graph.constant("bias", bias)], "scores")
    return graph.add("Hardmax", ["scores"], "chord", axis=-1)


def _bin(pitch: float, scale: str) -> int:
    mel = {"kaldi": _kaldi_mel, "slaney": _slaney_mel}[scale]
    edges = np.linspace(mel(LOWEST_HZ[scale]), mel(HIGHEST_HZ[scale]), BINS + 2)
    return int(np.argmin(np.abs(edges[1:-1] - mel(pitch))))


def _kaldi_mel(hertz: float) -> float:
    return float(1127 * np.log(1 + hertz / 700))


def _slaney_mel(hertz: float) -> float:
    return hertz * 3 / 200 if hertz < 1000 else 15 + 27 * float(np.log(hertz / 1000) / np.log(6.4))


def _whole(graph: _Graph, chord: str, tokens: Sequence[str], output: str) -> None:
    graph.constant("pads", np.array([0, 1, 0, 0, 0, 0], np.int64))
    graph.add("Pad", [chord, "pads"], "padded")
    graph.add("Slice", ["padded", "=0", "=-1", "=1"], "shifted")
    _new_chords(graph, chord, "shifted", tokens, output)


def _new_chords(graph: _Graph, chord: str, before: str, tokens: Sequence[str], output: str) -> None:
    scale = np.full(len(tokens), SURE, np.float32)
    offset = np.zeros(len(tokens), np.float32)
    scale[tokens.index("<blk>")], offset[tokens.index("<blk>")] = 0, BLANK
    graph.add("Sub", [chord, before], "change")
    graph.add("Relu", ["change"], "new")
    graph.add("Mul", ["new", graph.constant("scale", scale)], "scaled")
    graph.add("Add", ["scaled", graph.constant("offset", offset)], output)


def _write_icefall_rest(folder: Path, export: str, size: int) -> None:
    decoder = _Graph()
    decoder.constant("nothing", np.zeros((size, size), np.float32))
    decoder.add("Gather", ["nothing", "y"], "embedded")
    decoder.add("ReduceSum", ["embedded", "=1"], "decoder_out", keepdims=0)
    decoder.save(
        folder / f"decoder{export}.onnx",
        {"y": ("int64", ["N", 2])},
        {"decoder_out": ["N", size]},
        {"vocab_size": size, "context_size": 2},
    )
    joiner = _Graph()
    joiner.add("Add", ["encoder_out", "decoder_out"], "logit")
    sizes = {"encoder_out": ["N", size], "decoder_out": ["N", size]}
    notes = {"joiner_dim": size}
    joiner.save(folder / f"joiner{export}.onnx", sizes, {"logit": ["N", size]}, notes)


def _write_nemo_rest(folder: Path, size: int) -> None:
    decoder = _Graph()
    again = -SURE * np.eye(size, dtype=np.float32)
    again[-1] = 0
    decoder.add("Gather", [decoder.constant("again", again), "targets"], "embedded")
    decoder.add("Transpose", ["embedded"], "outputs", perm=[0, 2, 1])
    for given, kept in {"target_length": "lengths", "states.1": "s1", "h": "s2"}.items():
        decoder.add("Identity", [given], kept)
    state = [1, "N", 4]
    decoder.save(
        folder / "decoder.onnx",
        {
            "targets": ("int32", ["N", 1]), "target_length": ("int32", ["N"]),
            "states.1": state, "h": state,
        },
        {"outputs": ["N", size, 1], "lengths": ("int32", ["N"]), "s1": state, "s2": state},
        {},
    )  # fmt: skip
    joiner = _Graph()
    joiner.add("Add", ["encoder_outputs", "decoder_outputs"], "sum")
    joiner.add("Transpose", ["sum"], "turned", perm=[0, 2, 1])
    joiner.add("Unsqueeze", ["turned", "=2"], "outputs")
    joiner.save(
        folder / "joiner.onnx",
        {"encoder_outputs": ["N", size, 1], "decoder_outputs": ["N", size, 1]},
        {"outputs": ["N", 1, 1, size]},
        {},
    )
