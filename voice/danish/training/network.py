"""The acoustic network: a factorised time-delay network (TDNN-F) at 33 frames a second.

After Povey et al., "Semi-orthogonal low-rank matrix factorization for deep neural networks"
(Interspeech 2018), small enough for a telephone server without a GPU.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from voice.danish.phones import PHONES

BINS = 40
SUBSAMPLING = 3
SPLICE = 4
SKIP_SCALE = 0.66


@dataclass(frozen=True)
class Shape:
    """How large the network is: width, bottleneck, and each layer's reach in 30 ms steps."""

    width: int = 512
    bottleneck: int = 128
    reaches: tuple[int, ...] = (1, 1, 1, 1, 1, 1, 1, 1)
    dropout: float = 0.05

    @property
    def context(self) -> int:
        """Frames of 10 ms seen on either side of an output."""
        return SPLICE + SUBSAMPLING * sum(self.reaches)


class FactorisedLayer(nn.Module):
    """Bottleneck over (-reach, 0), widening over (0, +reach), batch norm, ReLU, and a skip."""

    def __init__(self, shape: Shape, reach: int) -> None:
        super().__init__()
        self.reach = reach
        self.narrow = nn.Linear(2 * shape.width, shape.bottleneck, bias=False)
        self.widen = nn.Linear(2 * shape.bottleneck, shape.width)
        self.norm = nn.BatchNorm1d(shape.width)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, time, width) to the same with ``reach`` fewer steps on either side."""
        reach = self.reach
        y = self.narrow(torch.cat([x[:, :-reach], x[:, reach:]], 2))
        y = self.widen(torch.cat([y[:, :-reach], y[:, reach:]], 2))
        y = self.dropout(functional.relu(_normalised(self.norm, y)))
        out: Tensor = y + SKIP_SCALE * x[:, reach:-reach]
        return out


class AcousticNetwork(nn.Module):
    """Log mel frames in; a score for each of the two pdfs of each phone out, every 30 ms."""

    mean: Tensor
    scale: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.register_buffer("mean", torch.zeros(BINS))
        self.register_buffer("scale", torch.ones(BINS))
        self.first = nn.Linear(BINS * (2 * SPLICE + 1), shape.width)
        self.first_norm = nn.BatchNorm1d(shape.width)
        self.layers = nn.ModuleList(FactorisedLayer(shape, reach) for reach in shape.reaches)
        self.output = nn.Linear(shape.width, 2 * len(PHONES))
        self.frame_output = nn.Linear(shape.width, 2 * len(PHONES))
        """For the cross-entropy that steadies sequence training; not exported."""

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """(batch, frames, 40) to two (batch, steps, pdfs): sequence scores and frame scores.

        Step k looks at frame 3k; the frames beyond the ends are the first and the last repeated.
        """
        x = ((mel - self.mean) * self.scale).transpose(1, 2)
        steps = (mel.shape[1] + SUBSAMPLING - 1) // SUBSAMPLING
        context = self.shape.context
        beyond = (steps - 1) * SUBSAMPLING + context + 1 - mel.shape[1]
        x = functional.pad(x, (context, beyond), mode="replicate")
        # (batch, 40, steps, 9) -> rows of nine frames, the earliest first
        x = x.unfold(2, 2 * SPLICE + 1, SUBSAMPLING).permute(0, 2, 3, 1).flatten(2)
        x = functional.relu(_normalised(self.first_norm, self.first(x)))
        for layer in self.layers:
            x = layer(x)
        return self.output(x), self.frame_output(x)


def _normalised(norm: nn.BatchNorm1d, x: Tensor) -> Tensor:
    flat: Tensor = norm(x.flatten(0, 1))
    return flat.unflatten(0, x.shape[:2])
