"""Makes the synthetic corpus: each sentence by a voice drawn for it, in several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from voice.danish.corpus.shards import write_shard
from voice.danish.corpus.synthetic import Utterance, synthesise
from voice.danish.corpus.voices import draw_speaker
from voice.danish.espeak import get_espeak

SHARD = 400


@dataclass(frozen=True)
class _Order:
    path: Path
    texts: tuple[str, ...]
    seed: int


def speak_corpus(texts: Sequence[str], folder: Path, seed: int, processes: int) -> list[Path]:
    """Speak every text once; gives the shard files in order.

    Shards that are already there are kept, so a run that was cut off goes on where it was. The
    same texts and seed give the same corpus.
    """
    folder.mkdir(parents=True, exist_ok=True)
    orders = [
        _Order(
            folder / f"{start // SHARD:05d}.npz",
            tuple(texts[start : start + SHARD]),
            seed * 1_000_003 + start,
        )
        for start in range(0, len(texts), SHARD)
    ]
    missing = [order for order in orders if not order.path.exists()]
    # What espeak-ng says depends a little on all that it said before, so each shard has its own.
    with multiprocessing.get_context("spawn").Pool(processes, maxtasksperchild=1) as pool:
        for _ in pool.imap_unordered(_fill, missing):
            pass
    return [order.path for order in orders if order.path.exists()]


def _fill(order: _Order) -> None:
    rng = Random(order.seed)  # noqa: S311 - a corpus, no secret
    get_espeak().seed_noise(order.seed)
    utterances = [u for text in order.texts if (u := _spoken(text, rng)) is not None]
    if utterances:
        write_shard(order.path, utterances)


def _spoken(text: str, rng: Random) -> Utterance | None:
    speaker = draw_speaker(rng)
    warp = min(1.22, max(0.82, rng.gauss(1.0, 0.09)))
    return synthesise(get_espeak(), text, speaker, rng, warp=warp)
