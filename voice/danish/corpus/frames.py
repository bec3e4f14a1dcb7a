"""What the training reads: log mel frames with the phone of each, some thousand frames a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice.danish.features import FRAME_LENGTH, FRAME_SHIFT


@dataclass(frozen=True)
class LabelledFrames:
    """One utterance: (frames, 40) log mel and the phones, ``starts`` being frame numbers."""

    text: str
    mel: NDArray[np.float16]
    phones: NDArray[np.int16]
    starts: NDArray[np.int32]


def frame_starts(samples: NDArray[np.int32], frames: int) -> NDArray[np.int32]:
    """The first frame whose middle lies in a phone that begins at each of ``samples``."""
    first = np.ceil((samples - FRAME_LENGTH / 2) / FRAME_SHIFT).astype(np.int32)
    clipped: NDArray[np.int32] = np.clip(first, 0, frames).astype(np.int32)
    return clipped


def write_frames(path: Path, utterances: Sequence[LabelledFrames]) -> None:
    """Write utterances to one ``.npz``; it is there whole or not at all."""
    unfinished = path.with_suffix(".part.npz")
    np.savez(
        unfinished,
        mel=np.concatenate([u.mel for u in utterances]),
        lengths=np.array([len(u.mel) for u in utterances], np.int32),
        phones=np.concatenate([u.phones for u in utterances]),
        starts=np.concatenate([u.starts for u in utterances]),
        counts=np.array([len(u.phones) for u in utterances], np.int32),
        texts=np.array([u.text for u in utterances]),
    )
    unfinished.rename(path)


def read_frames(path: Path) -> Iterator[LabelledFrames]:
    """The utterances of a file, in order."""
    with np.load(path) as data:
        mel, phones, starts = data["mel"], data["phones"], data["starts"]
        lengths, counts, texts = data["lengths"], data["counts"], data["texts"]
    frame = sound = 0
    for text, length, count in zip(texts, lengths, counts, strict=True):
        yield LabelledFrames(
            str(text),
            mel[frame : frame + length],
            phones[sound : sound + count],
            starts[sound : sound + count],
        )
        frame += length
        sound += count
