"""Real recordings for training: aligned with the model so far, the doubtful ones left out."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice.danish.alignment import Alignment, align
from voice.danish.corpus.clip_sound import read_clip
from voice.danish.corpus.manifest import Clip
from voice.danish.corpus.shards import write_shard
from voice.danish.corpus.speak import SHARD
from voice.danish.corpus.synthetic import RATE, Utterance
from voice.danish.corpus.telephone import to_8_khz
from voice.danish.espeak import get_espeak
from voice.danish.export.network import Network
from voice.danish.export.network import load as load_network
from voice.danish.export.outputs import outputs
from voice.danish.features import FRAME_LENGTH, FRAME_SHIFT, cepstra_matrix, log_mel
from voice.danish.graph.pronunciation import Lexicon
from voice.danish.lexicon import extended, read_lexicon
from voice.danish.pronouncing import Pronouncer
from voice.danish.spoken_text import spoken_variants

STEP = 3 * FRAME_SHIFT
"""Samples from one output of the network to the next: 30 ms."""
MOST_READINGS = 12


@dataclass(frozen=True)
class Fitted:
    """A recording with its phones; ``lag`` as in ``Alignment``: large when the text doesn't fit."""

    clip: Clip
    utterance: Utterance
    lag: float


def fit(
    clips: Iterable[Clip], network: Network, lexicon: Lexicon, pronouncer: Pronouncer
) -> Iterator[Fitted]:
    """Recordings aligned, each with the reading that fits it best; what can't be said is left out.

    Raises ``CorpusError`` where a recording can't be read.
    """
    for clip in clips:
        samples = _at_8_khz(clip)
        cepstra = log_mel(samples) @ cepstra_matrix().T
        scores = outputs(network, cepstra.astype(np.float32))
        best: tuple[str, Alignment] | None = None
        for text in _readings(clip):
            words = text.split()
            known = extended(lexicon, [w for w in words if w not in lexicon], pronouncer)
            found = align(scores, words, known)
            if found and (best is None or found.lag < best[1].lag):
                best = text, found
        if best:
            yield Fitted(clip, _utterance(best[0], samples, best[1]), best[1].lag)


def _readings(clip: Clip) -> list[str]:
    said = (spoken_variants(text, MOST_READINGS) for text in clip.texts)
    return list(dict.fromkeys(chain.from_iterable(said)))


def fit_corpus(
    clips: Sequence[Clip],
    model: Path,
    lexicon: Path,
    corrections: Mapping[str, Sequence[str]],
    folder: Path,
    most_lag: float,
    processes: int,
) -> list[Path]:
    """Shards of the recordings whose text fits at most ``most_lag`` worse than free phones.

    ``model`` is a saved ``Network``. Shards that are there already are kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    orders = [
        _Order(
            folder / f"{start // SHARD:05d}.npz",
            tuple(clips[start : start + SHARD]),
            model,
            lexicon,
            corrections,
            most_lag,
        )
        for start in range(0, len(clips), SHARD)
    ]
    missing = [order for order in orders if not order.path.exists()]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for _ in pool.imap_unordered(_fill, missing):
            pass
    return [order.path for order in orders if order.path.exists()]


@dataclass(frozen=True)
class _Order:
    path: Path
    clips: tuple[Clip, ...]
    model: Path
    lexicon: Path
    corrections: Mapping[str, Sequence[str]]
    most_lag: float


def _fill(order: _Order) -> None:
    network, lexicon = load_network(order.model), read_lexicon(order.lexicon)
    pronouncer = Pronouncer(get_espeak(), order.corrections)
    fitted = fit(order.clips, network, lexicon, pronouncer)
    kept = [one.utterance for one in fitted if one.lag <= order.most_lag]
    if kept:
        write_shard(order.path, kept)


def _utterance(text: str, samples: NDArray[np.float32], found: Alignment) -> Utterance:
    starts = found.starts * STEP + FRAME_LENGTH // 2 - STEP // 2
    starts[0] = 0
    return Utterance(text, samples, found.phones, starts.astype(np.int32))


def _at_8_khz(clip: Clip) -> NDArray[np.float32]:
    samples, rate = read_clip(clip)
    edge = np.zeros(RATE // 5, np.float32)
    padded = np.concatenate([edge, to_8_khz(samples, rate), edge])
    # Digital silence is a sound that the network never heard.
    faint = np.random.default_rng(len(padded)).normal(0.0, 1e-4, len(padded))
    noisy: NDArray[np.float32] = (padded + faint).astype(np.float32)
    return noisy
