"""How much speech and how long a training: the shipped model's, and one small enough for a test."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from voice.danish.corpus.sentences import Amounts
from voice.danish.training.network import Shape
from voice.danish.training.plan import Plan


@dataclass(frozen=True)
class Scale:
    """Everything that decides what a run costs and how good it gets, but for the data."""

    common_words: int
    amounts: Amounts
    shape: Shape
    plan: Plan
    tuning: Plan
    """Continues ``plan`` with real recordings mixed in, for as many steps as ``tuning_passes``."""
    tuning_passes: float = 1.25
    """How often each real recording, in each of its copies, is learnt from."""
    hearings: int = 2
    """How often each utterance is heard, each time in another call."""
    human_copies: int = 60
    human_hours: float = 4.3
    """A few minutes of real speech are heard in so many calls that they make up this much."""
    human_share: float = 0.25
    most_lag: float = 2.4
    """Recordings that fit their text worse than this are left out (log score a step)."""
    observed: int = 8000
    seeds: dict[str, int] = field(default_factory=lambda: {"texts": 7, "speech": 11, "calls": 21})


FULL: Final = Scale(
    common_words=28_000,
    amounts=Amounts(),
    shape=Shape(width=640, bottleneck=128),
    plan=Plan(frame_steps=1800, sequence_steps=2200, save_every=100),
    tuning=Plan(frame_steps=0, sequence_steps=400, sequence_rate=3e-4, save_every=100, seed=2),
)
SMALL: Final = Scale(
    common_words=0,
    amounts=Amounts(numbers=0, loose_words=0, places=0, general_times=1),
    shape=Shape(width=128, bottleneck=32, reaches=(1, 1, 1, 1)),
    plan=Plan(frame_steps=150, sequence_steps=30, frames_a_batch=4000, perturbation=0.2),
    tuning=Plan(frame_steps=0, sequence_steps=10, frames_a_batch=4000, perturbation=0.2),
    hearings=1,
    human_copies=2,
    most_lag=1.0,
    observed=50,
)
