"""How long the network is trained and how hard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """``frame_steps`` batches of cross-entropy, then ``sequence_steps`` of sequence training."""

    frame_steps: int = 2000
    sequence_steps: int = 2000
    frames_a_batch: int = 24_000
    """10 ms frames: 24,000 are four minutes."""
    frame_rate: float = 2e-3
    sequence_rate: float = 6e-4
    frame_weight: float = 0.2
    """Share of cross-entropy that stays in sequence training, so that it doesn't run away."""
    perturbation: float = 1.0
    seed: int = 1
    save_every: int = 200

    @property
    def total(self) -> int:
        """Batches in the whole run."""
        return self.frame_steps + self.sequence_steps
