"""A clip is its stretch of the file, mixed to one channel, and a broken one is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice.danish.corpus.clip_sound import read_clip
from voice.danish.corpus.manifest import Clip
from voice.errors import CorpusError

RATE = 16000


def clip(audio: Path, start: float | None = None, end: float | None = None) -> Clip:
    return Clip(audio, "ja", "here-1", "CC0-1.0", "here", start=start, end=end)


@pytest.fixture
def stairs(tmp_path: Path) -> Path:
    """Three seconds in two channels; every second louder than the one before."""
    steps = np.repeat([0.1, 0.2, 0.3], RATE)
    path = tmp_path / "stairs.wav"
    soundfile.write(path, np.stack([steps, np.zeros(len(steps))], axis=1), RATE, subtype="FLOAT")
    return path


@pytest.mark.parametrize(
    ("start", "end", "seconds", "first", "last"),
    [
        (None, None, 3.0, 0.05, 0.15),
        (1.0, 2.0, 1.0, 0.1, 0.1),
        (None, 1.5, 1.5, 0.05, 0.1),
        (2.5, None, 0.5, 0.15, 0.15),
        (2.0, 9.0, 1.0, 0.15, 0.15),
    ],
)
def test_only_the_stretch_is_read_and_mixed_down(
    stairs: Path,
    start: float | None,
    end: float | None,
    seconds: float,
    first: float,
    last: float,
) -> None:
    samples, rate = read_clip(clip(stairs, start, end))
    assert rate == RATE
    assert samples.dtype == np.float32
    assert samples.shape == (round(seconds * RATE),)
    assert samples[[0, -1]] == pytest.approx([first, last])


def test_what_cannot_be_read_is_named(stairs: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"gone\.wav is missing"):
        read_clip(clip(tmp_path / "gone.wav"))
    with pytest.raises(CorpusError, match="no sound from 4 s on"):
        read_clip(clip(stairs, 4.0))
    (tmp_path / "text.wav").write_text("no sound")
    with pytest.raises(CorpusError, match=r"text\.wav can't be read as sound"):
        read_clip(clip(tmp_path / "text.wav"))
