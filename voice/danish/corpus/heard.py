"""Turns spoken shards into labelled frames: each utterance as heard in a call drawn for it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from voice.danish.corpus.event_noise import breathing
from voice.danish.corpus.frames import LabelledFrames, frame_starts, write_frames
from voice.danish.corpus.shards import read_shard
from voice.danish.corpus.synthetic import Utterance, with_breaths
from voice.danish.corpus.telephone import RATE, apply, draw
from voice.danish.corpus.voice_shape import draw_voice, reshape
from voice.danish.features import log_mel

CLEAN_SHARE = 0.15
"""Utterances that only get a faint floor of noise, so that clean speech is not forgotten."""
BREATH_SHARE = 0.4
"""Of the utterances with a silence long enough for it, a breath is laid into so many."""
RESHAPED_SHARE = 0.6
"""Utterances whose mouth, throat and pace are changed: espeak-ng's voices are too alike."""


@dataclass(frozen=True)
class _Order:
    source: Path
    path: Path
    seed: int
    strength: float


def hear_corpus(
    shards: Sequence[Path], folder: Path, seed: int, processes: int, strength: float = 1.0
) -> list[Path]:
    """Labelled frames for every shard; files that are there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    orders = [
        _Order(shard, folder / shard.name, seed * 1_000_003 + number, strength)
        for number, shard in enumerate(shards)
    ]
    missing = [order for order in orders if not order.path.exists()]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for _ in pool.imap_unordered(_fill, missing):
            pass
    return [order.path for order in orders]


def heard(
    utterance: Utterance,
    rng: np.random.Generator,
    others: Sequence[NDArray[np.float32]],
    strength: float = 1.0,
) -> LabelledFrames:
    """One utterance by a speaker changed by chance, through a call that is drawn for it."""
    if rng.random() < RESHAPED_SHARE * strength:
        utterance = reshaped(utterance, rng, 0.7 * strength)
    if rng.random() < BREATH_SHARE:
        puff = breathing(RATE, rng) * rng.uniform(0.005, 0.05)
        chance = Random(int(rng.integers(2**31)))  # noqa: S311 - a corpus, no secret
        utterance = with_breaths(utterance, chance, puff)
    clean = rng.random() < CLEAN_SHARE
    condition = draw(rng, 0.0 if clean else strength)
    samples = apply(utterance.samples, RATE, condition, rng, others)
    # Digital silence is a sound that no telephone makes, and its logarithm an outlier.
    floor = rng.normal(0.0, 10.0 ** rng.uniform(-4.5, -3.2), len(samples))
    mel = log_mel((samples + floor).astype(np.float32))
    starts = frame_starts(utterance.starts, len(mel))
    return LabelledFrames(utterance.text, mel.astype(np.float16), utterance.phones, starts)


def reshaped(utterance: Utterance, rng: np.random.Generator, strength: float) -> Utterance:
    """The same words by another speaker, the labels moved along."""
    other = reshape(utterance.samples, RATE, draw_voice(rng, strength), rng)
    starts = (utterance.starts * other.time_factor).astype(np.int32)
    return Utterance(utterance.text, other.samples, utterance.phones, starts)


def _fill(order: _Order) -> None:
    rng = np.random.default_rng(order.seed)
    utterances = list(read_shard(order.source))
    frames = []
    for utterance in utterances:
        picked = rng.integers(0, len(utterances), 4)
        others = [utterances[index].samples for index in picked]
        frames.append(heard(utterance, rng, others, order.strength))
    write_frames(order.path, frames)
