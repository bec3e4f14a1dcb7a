"""A Piper voice of a few kilobytes: the inputs and output of a VITS voice, and tones for speech."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

RATE = 22050
SAMPLES_A_PHONEME = 512


def write_voice(folder: Path, language: str = "da", name: str = "da_DK-lille-medium") -> Path:
    """The voice's ``.onnx`` file, with its settings beside it.

    Each phoneme id sounds for 512 samples times the length scale, at a pitch of its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.onnx"
    onnx.save(_model(), str(path))
    settings: dict[str, Any] = {
        "audio": {"sample_rate": RATE, "quality": "medium"},
        "espeak": {"voice": language},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
        "num_symbols": 256,
        "num_speakers": 1,
        "speaker_id_map": {},
        "piper_version": "1.0.0",
    }
    Path(f"{path}.json").write_text(json.dumps(settings), encoding="utf-8")
    return path


def _model() -> onnx.ModelProto:
    node = helper.make_node
    nodes = [
        node("Gather", ["scales", "second"], ["length_scale"], axis=0),
        node("Mul", ["length_scale", "samples"], ["long"]),
        node("Range", ["zero", "long", "step"], ["time"]),
        node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
        node("Transpose", ["ids"], ["column"], perm=[1, 0]),
        node("Mul", ["column", "pitch"], ["pitches"]),
        node("Mul", ["pitches", "time"], ["angles"]),
        node("Sin", ["angles"], ["tones"]),
        node("Mul", ["tones", "volume"], ["quiet"]),
        node("Reshape", ["quiet", "flat"], ["output"]),
    ]
    constants: dict[str, NDArray[Any]] = {
        "second": np.array(1, np.int64),
        "samples": np.array(SAMPLES_A_PHONEME, np.float32),
        "zero": np.array(0, np.float32),
        "step": np.array(1, np.float32),
        "pitch": np.array(0.002, np.float32),
        "volume": np.array(0.05, np.float32),
        "flat": np.array([1, 1, -1], np.int64),
    }
    graph = helper.make_graph(
        nodes,
        "tones",
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, "time"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)])
    model.ir_version = 8
    return model
