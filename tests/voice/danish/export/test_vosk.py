"""Vosk loads the files that are written by hand, and computes with them what numpy does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.voice.danish.export.networks import deciding, random_network
from tests.voice.danish.export.tiny import (
    PDFS,
    UNKNOWN,
    best_score,
    folder,
    hear,
    loud,
    mfcc,
    pdf,
    quiet,
)
from voice.danish.export.folder import Decoding
from voice.danish.export.network import Affine, LogSoftmax, Network, Relu
from voice.danish.export.outputs import outputs

WORDS = {
    "ja": ("j_B", "a_E"),
    "nej": ("n_B", "A_I", "j_E"),
    "hus": ("h_B", "u_I", "s_E"),
    "å": ("o_S",),
}


@pytest.mark.parametrize("rate", [8000, 16000])
def test_random_weights_decode_noise_at_both_rates(tmp_path: Path, rate: int) -> None:
    model = folder(tmp_path, random_network(), WORDS, many=True)
    heard = hear(model, loud(3.0, rate), rate)
    assert heard.words
    assert {word["word"] for word in heard.words} <= {*WORDS, UNKNOWN}


@pytest.mark.parametrize(("scale", "once"), [(1.0, True), (1.0, False), (0.3, True)])
def test_vosk_gives_each_word_the_likelihood_that_numpy_computes(
    tmp_path: Path, scale: float, once: bool
) -> None:
    network = random_network(once=once)
    assert network.priors is not None
    wide = Decoding(beam=1e4, lattice_beam=1e4, acoustic_scale=scale)
    sound = np.concatenate([loud(0.31), loud(0.4) // 20, loud(0.27)])
    heard = hear(folder(tmp_path, network, WORDS, wide), sound, alternatives=9)
    scores = scale * (outputs(network, mfcc(sound)) - np.log(network.priors))
    given = {row["text"]: row["confidence"] for row in heard.results[-1]["alternatives"]}
    expected = {word: best_score(scores, phones) for word, phones in WORDS.items()}
    assert given == pytest.approx(expected, rel=1e-6)
    assert max(expected.values()) - min(expected.values()) > 10


def test_the_sound_decides_the_word_and_its_times(tmp_path: Path) -> None:
    words = {"høj": ("a_S",), "lav": ("s_S",)}
    network = deciding({"loud": "a", "quiet": "s"})
    sound = np.concatenate([quiet(0.9), loud(0.9), quiet(0.9)])
    heard = hear(folder(tmp_path, network, words, many=True), sound)
    assert heard.text == "lav høj lav"
    starts = [word["start"] for word in heard.words]
    assert starts == pytest.approx([0.0, 0.9, 1.8], abs=0.04)


def test_an_unknown_word_is_heard_as_such_and_leaves_the_times_right(tmp_path: Path) -> None:
    words = {"lav": ("s_S",)}
    network = deciding({"loud": "a", "quiet": "s"})
    sound = np.concatenate([quiet(0.9), loud(0.9), quiet(0.9)])
    heard = hear(folder(tmp_path, network, words, many=True), sound)
    assert heard.text == f"lav {UNKNOWN} lav"
    assert heard.words[1]["start"] == pytest.approx(0.9, abs=0.04)
    assert heard.words[1]["end"] == pytest.approx(1.8, abs=0.04)


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("Sum(Scale(0.66, weak.relu), strong.relu)", "lav"),
        ("Sum(Scale(0.66, strong.relu), weak.relu)", "høj"),
        ("Sum(strong.relu, Scale(0.33, strong.relu2), weak.relu)", "lav"),
        ("strong.relu", "lav"),
        ("weak.relu", "høj"),
    ],
)
def test_leaving_out_or_scaling_a_residual_gives_another_word(
    tmp_path: Path, output: str, word: str
) -> None:
    words = {"høj": ("a_S",), "lav": ("s_S",)}
    strong = _constant("strong", {"a": 3.0, "s": 3.9})
    second = _constant("strong.relu2.before", {"a": 0.0, "s": 1.0})
    weak = _constant("weak", {"a": 1.0, "s": 0.3})
    layers = (
        strong, Relu("strong.relu", "strong", PDFS),
        second, Relu("strong.relu2", second.name, PDFS),
        weak, Relu("weak.relu", "weak", PDFS),
        LogSoftmax("log", output, PDFS),
    )  # fmt: skip
    heard = hear(folder(tmp_path, Network(40, layers, "log"), words), loud(0.5))
    assert heard.text == word


def test_four_million_weights_load_within_two_seconds(tmp_path: Path) -> None:
    network = random_network(width=700, bottleneck=160, blocks=8)
    assert 3.5e6 < network.parameters < 4.5e6
    heard = hear(folder(tmp_path, network, WORDS), loud(1.0))
    assert heard.text in WORDS
    assert heard.loaded < 2.0


def _constant(name: str, values: dict[str, float]) -> Affine:
    bias = np.zeros(PDFS, np.float32)
    for phone, value in values.items():
        bias[pdf(phone) : pdf(phone) + 2] = value
    return Affine(name, "input", np.zeros((PDFS, 40), np.float32), bias)
