"""Utterances on disk: some hundred to a file, audio as 16-bit samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from voice.danish.corpus.synthetic import Utterance


def write_shard(path: Path, utterances: Sequence[Utterance]) -> None:
    """Write utterances to one ``.npz``; it is there whole or not at all."""
    arrays = {
        "audio": np.concatenate(
            [np.clip(u.samples * 32767, -32768, 32767).astype(np.int16) for u in utterances]
        ),
        "lengths": np.array([len(u.samples) for u in utterances], np.int32),
        "phones": np.concatenate([u.phones for u in utterances]),
        "starts": np.concatenate([u.starts for u in utterances]),
        "counts": np.array([len(u.phones) for u in utterances], np.int32),
        "texts": np.array([u.text for u in utterances]),
    }
    unfinished = path.with_suffix(".part.npz")
    np.savez(unfinished, **arrays)
    unfinished.rename(path)


def read_shard(path: Path) -> Iterator[Utterance]:
    """The utterances of a file, in order."""
    with np.load(path) as data:
        audio, phones, starts = data["audio"], data["phones"], data["starts"]
        lengths, counts, texts = data["lengths"], data["counts"], data["texts"]
    sample = sound = 0
    for text, length, count in zip(texts, lengths, counts, strict=True):
        yield Utterance(
            str(text),
            audio[sample : sample + length].astype(np.float32) / 32768.0,
            phones[sound : sound + count],
            starts[sound : sound + count],
        )
        sample += length
        sound += count
