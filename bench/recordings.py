"""Calls recorded for the speech benchmark: 16-bit PCM at 8 kHz, and where the speech in it ends."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RATE = 8000
"""In Hz; what a telephone line gives."""
BYTES_PER_SAMPLE = 2
PIECE_BYTES = BYTES_PER_SAMPLE * RATE // 50
"""20 ms, one packet of a telephone line."""

_INDEX = "recordings.json"


@dataclass(frozen=True)
class Recording:
    """``text`` spoken and then silence on the line, raw samples in ``file``.

    ``speech_end`` is in samples from the start.
    """

    text: str
    file: str
    speech_end: int

    def speech(self) -> Iterator[bytes]:
        """Up to the last sample of speech in pieces of 20 ms; the last is shorter."""
        left = BYTES_PER_SAMPLE * self.speech_end
        for piece in self.with_silence():
            yield piece[:left]
            left -= len(piece)
            if left <= 0:
                return

    def with_silence(self) -> Iterator[bytes]:
        """All of it in pieces of 20 ms, never whole in memory, which is measured."""
        with Path(self.file).open("rb") as file:
            while piece := file.read(PIECE_BYTES):
                yield piece


def write_index(recordings: Sequence[Recording], folder: Path) -> None:
    """List them in ``folder``, for another process."""
    rows = [asdict(recording) for recording in recordings]
    (folder / _INDEX).write_text(json.dumps(rows), encoding="utf-8")


def read_index(folder: Path) -> list[Recording]:
    """What ``write_index`` wrote there, in order."""
    rows = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
    return [Recording(**row) for row in rows]
