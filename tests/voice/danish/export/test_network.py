"""The network's description is checked, kept and computed as written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.voice.danish.export.networks import random_network
from voice.danish.export.descriptor import parse
from voice.danish.export.network import Affine, Layer, Network, Relu, load
from voice.danish.export.nnet3 import final_mdl
from voice.danish.export.outputs import outputs
from voice.danish.export.transition_model import (
    entering,
    phone_symbols,
    places_in_inventory,
    silence_phones,
    staying,
    word_boundaries,
)
from voice.danish.phones import PHONES
from voice.errors import ModelError


def _identity(name: str, heard: str, size: int = 2) -> Affine:
    return Affine(name, heard, np.eye(size, dtype=np.float32), np.zeros(size, np.float32))


@pytest.mark.parametrize(
    ("written", "kaldi"),
    [
        ("input", "input"),
        ("Offset(Offset(a, 2), -5)", "Offset(a, -3)"),
        ("Append(Offset(input,-1), input)", "Append(Offset(input, -1), input)"),
        ("Sum(Scale(0.66, l3.relu), l4.relu)", "Sum(Scale(0.66, l3.relu), l4.relu)"),
        ("Sum(a, b, c)", "Sum(a, Sum(b, c))"),
        (
            "Offset(Scale(0.5, Sum(a, b)), 3)",
            "Sum(Offset(Scale(0.5, a), 3), Offset(Scale(0.5, b), 3))",
        ),
        ("Sum(Append(a, b), Append(c, d))", "Append(Sum(a, c), Sum(b, d))"),
    ],
)
def test_descriptors_become_the_form_that_kaldi_writes(written: str, kaldi: str) -> None:
    assert parse(written).text() == kaldi


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sum(a, b",
        "Offset(a)",
        "Scale(a, 2)",
        "Scale(nan, a)",
        "a b",
        "Switch(a, b)",
        "a,b",
        "Sum(Append(a, b), c)",
        "Sum(Scale(0.5, a), Offset(a, 1))",
        "Offset(a, 1.5)",
        "å",
    ],
)
def test_other_descriptors_are_refused(text: str) -> None:
    with pytest.raises(ModelError):
        parse(text)


@pytest.mark.parametrize(
    "layers",
    [
        (_identity("a", "b"), _identity("b", "input")),
        (_identity("a", "input"), Relu("a", "a", 2)),
        (_identity("a", "Append(input, input)"),),
        (_identity("Sum", "input"),),
        (_identity("a", "input"), _identity("b", "input", 2), Relu("c", "Append(a, b)", 3)),
    ],
)
def test_layers_that_do_not_fit_are_refused(layers: tuple[Layer, ...]) -> None:
    with pytest.raises(ModelError):
        Network(2, layers, "a")


def test_priors_are_positive_and_as_many_as_outputs() -> None:
    for priors in ([1.0], [1.0, 0.0], [1.0, np.nan]):
        with pytest.raises(ModelError):
            Network(2, (_identity("a", "input"),), "a", np.array(priors, np.float32))


def test_contexts_add_up_along_the_widest_way() -> None:
    layers = (
        _identity("a", "Sum(Offset(input, -4), Offset(input, 2))"),
        _identity("b", "Sum(Offset(a, -3), Offset(a, 6))"),
        _identity("c", "Sum(Offset(a, 9), b)"),
    )
    network = Network(2, layers, "Offset(c, -1)")
    assert (network.left_context, network.right_context) == (8, 10)


def test_offsets_scales_and_edges_are_computed_as_written() -> None:
    layers = (_identity("b", "Offset(input, 1)"), _identity("a", "Sum(Scale(0.5, input), b)"))
    network = Network(2, layers, "Append(a, Offset(a, -2))")
    features = np.arange(10, dtype=np.float32).reshape(5, 2)
    given = outputs(network, features, every=1)
    at = np.clip(np.arange(-3, 9), 0, 4)
    padded = features[at]
    now = [0.5 * padded[3 + t] + padded[4 + t] for t in range(-2, 5)]
    expected = [np.concatenate([now[t + 2], now[t]]) for t in range(5)]
    np.testing.assert_allclose(given, expected)
    np.testing.assert_array_equal(outputs(network, features), given[::3])


def test_a_saved_network_comes_back_the_same(tmp_path: Path) -> None:
    network = random_network()
    network.save(tmp_path / "network.npz")
    again = load(tmp_path / "network.npz")
    assert final_mdl(again) == final_mdl(network)
    assert again.parameters == network.parameters


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04rest"])
def test_another_file_is_no_network(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "network.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError):
        load(path)
    with pytest.raises(ModelError):
        load(tmp_path / "missing.npz")


def test_the_trainer_needs_only_numpy_to_write_it() -> None:
    code = (
        "import sys, voice.danish.export.network\n"
        "heavy = {'vosk', 'kaldifst', 'espeakng_loader', 'scipy', 'soundfile', 'torch'}\n"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        check=False,
    )
    assert done.returncode == 0


def test_a_network_for_other_phones_is_refused() -> None:
    with pytest.raises(ModelError, match="two each"):
        final_mdl(Network(2, (_identity("a", "input"),), "a"))


def test_every_copy_of_a_phone_shares_its_place_in_the_inventory() -> None:
    symbols, places = phone_symbols(), places_in_inventory()
    assert list(symbols.values()) == list(range(1, len(places) + 1))
    for name, number in symbols.items():
        bare = name.removeprefix("G_").split("_")[0]
        assert PHONES[places[number - 1]] == bare
    assert (symbols["SIL"], symbols["NSN"], silence_phones()) == (1, 2, (1, 2))
    assert (staying(7), entering(7)) == (13, 14)


def test_word_boundaries_say_where_in_a_word_a_phone_stands() -> None:
    symbols, places = phone_symbols(), word_boundaries()
    assert list(places) == list(symbols.values())
    assert [places[symbols[name]] for name in ("SIL", "a_B", "a_I", "a_E", "a_S", "G_a")] == [
        "nonword", "begin", "internal", "end", "singleton", "begin",
    ]  # fmt: skip
