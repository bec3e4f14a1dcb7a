"""Lattice-free maximum mutual information over phones, with a phone trigram as the competition.

After Povey et al., "Purely sequence-trained neural networks for ASR based on lattice-free MMI"
(Interspeech 2016): the score of the phones that were said against that of all rows of phones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from voice.danish.phones import PHONES

NEVER = -1.0e4
Phones = Sequence[int] | NDArray[np.int16]


def phone_trigram(
    rows: Iterable[Phones], backoff: float = 0.1
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """P(second | first) and P(third | first, second) of rows of phone numbers, smoothed."""
    size = len(PHONES)
    one, two = np.ones(size), np.zeros((size, size))
    three = np.zeros((size, size, size))
    for row in rows:
        phones = np.concatenate([[0], np.asarray(row)])
        np.add.at(one, phones, 1)
        np.add.at(two, (phones[:-1], phones[1:]), 1)
        np.add.at(three, (phones[:-2], phones[1:-1], phones[2:]), 1)
    unigram = one / one.sum()
    bigram = _mixed(two, np.broadcast_to(unigram, two.shape), backoff)
    trigram = _mixed(three, np.broadcast_to(bigram, three.shape), backoff)
    return bigram.astype(np.float32), trigram.astype(np.float32)


def _mixed(
    counts: NDArray[np.float64], lower: NDArray[np.float64], backoff: float
) -> NDArray[np.float64]:
    total = counts.sum(-1, keepdims=True)
    weight = total / (total + 10.0) * (1.0 - backoff)
    mixed: NDArray[np.float64] = weight * counts / np.maximum(total, 1.0) + (1.0 - weight) * lower
    return mixed


def denominator(scores: Tensor, steps: Tensor, bigram: Tensor, trigram: Tensor) -> Tensor:
    """Log of the summed score of all rows of phones, (batch,).

    ``scores`` is (batch, time, 2 x phones): first frame and later frames of each phone.
    """
    batch, time, _ = scores.shape
    first, later = scores[:, :, 0::2].float(), scores[:, :, 1::2].float()
    size = first.shape[2]
    # alpha[b, q, p]: in phone p, which came after q; every utterance begins in silence.
    alpha = first.new_full((batch, size, size), NEVER)
    alpha[:, 0, 0] = first[:, 0, 0]
    # (q, p, r) -> (p, q, r), one matrix for each present phone
    onward = trigram.transpose(0, 1).contiguous()
    for step in range(1, time):
        peak = alpha.amax((1, 2), keepdim=True).detach()
        linear = (alpha - peak).exp()
        entered = torch.bmm(linear.permute(2, 0, 1), onward).permute(1, 0, 2)
        moved = entered.clamp_min(1e-30).log() + peak + first[:, step, None, :]
        stayed = alpha + later[:, step, None, :]
        following = torch.logaddexp(moved, stayed)
        alpha = torch.where((step < steps)[:, None, None], following, alpha)
    return torch.logsumexp(alpha.flatten(1), 1)


def numerator(
    scores: Tensor, steps: Tensor, phones: Tensor, counts: Tensor, allowed: Tensor
) -> Tensor:
    """Log of the summed score of all ways through the phones that were said, (batch,).

    ``phones`` is (batch, longest) padded with 0, ``counts`` how many each has; ``allowed`` is
    (batch, time, longest): 0 where a phone may be heard by the labels, very negative elsewhere.
    """
    time = scores.shape[1]
    first = scores[:, :, 0::2].float().gather(2, phones[:, None, :].expand(-1, time, -1)) + allowed
    later = scores[:, :, 1::2].float().gather(2, phones[:, None, :].expand(-1, time, -1)) + allowed
    alpha = torch.full_like(first[:, 0], NEVER)
    alpha[:, 0] = first[:, 0, 0]
    outside = torch.full_like(alpha[:, :1], NEVER)
    for step in range(1, time):
        moved = torch.cat([outside, alpha[:, :-1]], 1) + first[:, step]
        following = torch.logaddexp(moved, alpha + later[:, step])
        alpha = torch.where((step < steps)[:, None], following, alpha)
    return alpha.gather(1, (counts - 1)[:, None]).squeeze(1)
