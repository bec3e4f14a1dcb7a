"""Changes to log mel frames while training: another throat, room, line and noise each time."""

from __future__ import annotations

import torch
from torch import Tensor

from voice.danish.training.network import BINS


def perturbed(mel: Tensor, generator: torch.Generator, strength: float = 1.0) -> Tensor:
    """(batch, frames, 40) with formants moved, coloured, noise laid under and parts hidden."""
    batch = mel.shape[0]
    mel = torch.bmm(mel, _warps(batch, generator, strength))
    mel = mel + _colour(batch, 1.2 * strength, generator)
    mel = mel + torch.randn(batch, 1, 1, generator=generator) * 1.2 * strength
    mel = _with_noise(mel, generator, share=0.55 * strength)
    return _with_holes(mel, generator)


def _warps(batch: int, generator: torch.Generator, strength: float) -> Tensor:
    """(batch, 40, 40) interpolations along the mel axis: bent at two places, so that the first
    formants and the higher ones move by amounts of their own.
    """
    axis = torch.arange(BINS, dtype=torch.float32)
    bends = torch.randn(batch, 3, generator=generator) * torch.tensor([1.1, 0.8, 0.5]) * strength
    shapes = torch.stack([torch.sin(torch.pi * k * axis / (BINS - 1)) for k in (1, 2, 3)])
    source = (axis + bends @ shapes).clamp(0, BINS - 1.001)
    low = source.floor().long()
    share = source - low
    matrix = torch.zeros(batch, BINS, BINS)
    matrix.scatter_(1, low[:, None, :], (1 - share)[:, None, :])
    matrix.scatter_add_(1, (low + 1)[:, None, :], share[:, None, :])
    return matrix


def _colour(batch: int, spread: float, generator: torch.Generator) -> Tensor:
    """(batch, 1, 40) smooth curves in natural-log units, as a handset or room colours speech."""
    axis = torch.arange(BINS, dtype=torch.float32) / (BINS - 1)
    shapes = torch.stack([torch.cos(torch.pi * k * axis) / k**0.5 for k in (1, 2, 3, 4)])
    weights = torch.randn(batch, 4, generator=generator) * spread
    return (weights @ shapes)[:, None, :]


def _with_noise(mel: Tensor, generator: torch.Generator, share: float) -> Tensor:
    batch = mel.shape[0]
    loud = mel.mean(2).quantile(0.9, dim=1)[:, None, None]
    level = loud - (torch.rand(batch, 1, 1, generator=generator) * 7.0 + 1.0)
    absent = torch.rand(batch, 1, 1, generator=generator) > share
    floor = level + _colour(batch, 1.0, generator) - absent * 100.0
    grain = torch.randn(mel.shape, generator=generator) * 0.5
    return torch.logaddexp(mel, floor + grain)


def _with_holes(mel: Tensor, generator: torch.Generator) -> Tensor:
    batch, frames, _ = mel.shape
    lowest = mel.amin((1, 2), keepdim=True)
    time = torch.arange(frames)[None, :]
    axis = torch.arange(BINS)[None, :]
    for _ in range(2):
        begin = torch.randint(0, frames, (batch, 1), generator=generator)
        length = torch.randint(0, 7, (batch, 1), generator=generator)
        hidden = (time >= begin) & (time < begin + length)
        mel = torch.where(hidden[:, :, None], lowest, mel)
    begin = torch.randint(-BINS, BINS, (batch, 1), generator=generator)
    length = torch.randint(0, 7, (batch, 1), generator=generator)
    hidden = (axis >= begin) & (axis < begin + length) & (begin >= 0)
    return torch.where(hidden[:, None, :], lowest, mel)
