"""A training learns, gives the same for a seed, and goes on where it was cut off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.voice.danish.training.made_up import utterance  # noqa: E402
from voice.danish.training.batches import Batch  # noqa: E402
from voice.danish.training.network import AcousticNetwork, Shape  # noqa: E402
from voice.danish.training.plan import Plan  # noqa: E402
from voice.danish.training.train import Trainer  # noqa: E402

SHAPE = Shape(width=48, bottleneck=16, reaches=(1, 1))
PLAN = Plan(
    frame_steps=60, sequence_steps=20, frames_a_batch=1200, frame_rate=5e-3, perturbation=0.1,
    save_every=8,
)  # fmt: skip
UTTERANCES = [utterance(seed, 90 + 10 * (seed % 4)) for seed in range(60)]


class CutOff(Trainer):
    """Stops like a machine that is switched off, at a step between two checkpoints."""

    def _learn(self, batch: Batch, *rest: Any) -> None:
        if self.step == 21:
            raise KeyboardInterrupt
        super()._learn(batch, *rest)


def log(folder: Path) -> list[dict[str, float]]:
    lines = (folder / "log.jsonl").read_text().splitlines()
    rows: list[dict[str, float]] = [json.loads(line) for line in lines]
    for row in rows:
        assert row.pop("spent_s") >= 0.0
    return rows


def weights(network: AcousticNetwork) -> dict[str, Any]:
    return {name: value.clone() for name, value in network.state_dict().items()}


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(torch.equal(one[name], other[name]) for name in one)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("trained")
    Trainer(folder, SHAPE, PLAN).run(UTTERANCES)
    return folder


def test_it_learns_frames_and_then_sequences(trained: Path) -> None:
    rows = log(trained)
    assert [row["step"] for row in rows] == list(range(10, PLAN.total + 1, 10))
    framed = [row for row in rows if "accuracy" in row]
    sequenced = [row for row in rows if "sequence" in row]
    assert len(framed) == 6
    assert framed[-1]["accuracy"] > max(0.7, framed[0]["accuracy"] + 0.1)
    assert framed[-1]["frame"] < 0.5 * framed[0]["frame"]
    assert len(sequenced) == 2
    assert all(row["sequence"] <= 0.0 and row["unusable"] == 0 for row in sequenced)
    assert sequenced[-1]["sequence"] > -1.0


def test_the_same_seed_gives_the_same_losses_and_weights(tmp_path: Path, trained: Path) -> None:
    again = Trainer(tmp_path, SHAPE, PLAN).run(UTTERANCES)
    assert log(tmp_path) == log(trained)
    state = torch.load(trained / "checkpoint.pt", weights_only=True)
    assert same(weights(again), state["network"])


def test_another_seed_gives_others(tmp_path: Path, trained: Path) -> None:
    plan = Plan(**{**vars(PLAN), "seed": 2, "frame_steps": 10, "sequence_steps": 0})
    Trainer(tmp_path, SHAPE, plan).run(UTTERANCES)
    assert log(tmp_path)[0]["frame"] != log(trained)[0]["frame"]


def test_a_checkpoint_holds_only_what_loads_without_running_code(trained: Path) -> None:
    state = torch.load(trained / "checkpoint.pt", weights_only=True)
    assert state["step"] == PLAN.total
    assert state["shape"] == {**vars(SHAPE), "reaches": SHAPE.reaches}
    for group in state["optimiser"]["param_groups"]:
        assert type(group["lr"]) is float
    AcousticNetwork(SHAPE).load_state_dict(state["network"])
    assert not list(trained.glob("*.part"))


def test_it_goes_on_from_the_last_checkpoint_with_all_it_had_learnt(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        CutOff(tmp_path, SHAPE, PLAN).run(UTTERANCES)
    kept = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    assert kept["step"] == 16
    resumed = Trainer(tmp_path, SHAPE, PLAN)
    network = resumed.run(UTTERANCES)
    assert resumed.step == PLAN.total
    assert torch.equal(network.mean, kept["network"]["mean"])
    rows = log(tmp_path)
    assert [row["step"] for row in rows] == [10, 20, *range(20, PLAN.total + 1, 10)]
    # A network that had begun anew would be as bad as at the first ten steps.
    assert rows[2]["frame"] < 0.9 * rows[0]["frame"]
    counted = [state["step"] for state in resumed.optimiser.state_dict()["state"].values()]
    assert {int(step) for step in counted} == {PLAN.total, PLAN.sequence_steps}


def test_a_finished_training_is_not_trained_on(tmp_path: Path) -> None:
    plan = Plan(**{**vars(PLAN), "frame_steps": 8, "sequence_steps": 0})
    first = weights(Trainer(tmp_path, SHAPE, plan).run(UTTERANCES))
    assert same(weights(Trainer(tmp_path, SHAPE, plan).run(UTTERANCES)), first)


def test_sequences_begin_from_what_the_frames_taught(tmp_path: Path) -> None:
    plan = Plan(**{**vars(PLAN), "frame_steps": 8, "sequence_steps": 0})
    network = Trainer(tmp_path, SHAPE, plan).run(UTTERANCES)
    assert torch.equal(network.output.weight, network.frame_output.weight)


def test_tuning_begins_with_another_networks_weights_but_never_over_its_own(
    tmp_path: Path, trained: Path
) -> None:
    learnt = AcousticNetwork(SHAPE)
    learnt.load_state_dict(torch.load(trained / "checkpoint.pt", weights_only=True)["network"])
    plan = Plan(**{**vars(PLAN), "frame_steps": 0, "sequence_steps": 0})
    tuning = Trainer(tmp_path, SHAPE, plan)
    tuning.begin_with(learnt)
    assert same(weights(tuning.run(UTTERANCES)), weights(learnt))
    untaught = AcousticNetwork(SHAPE)
    again = Trainer(tmp_path, SHAPE, plan)
    again.begin_with(untaught)
    assert same(weights(again.run(UTTERANCES)), weights(learnt))


def test_features_are_normalised_over_the_training_speech(trained: Path) -> None:
    state = torch.load(trained / "checkpoint.pt", weights_only=True)["network"]
    mel = np.concatenate([one.mel for one in UTTERANCES]).astype(np.float32)
    scaled = (mel - state["mean"].numpy()) * state["scale"].numpy()
    assert scaled.mean(0) == pytest.approx(np.zeros(40), abs=1e-2)
    assert scaled.std(0) == pytest.approx(np.ones(40), abs=1e-2)
