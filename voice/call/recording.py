"""Records a call of a caller who agreed: caller left, bot right."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import soundfile

_PRIVATE: Final = 0o600


class Recording:
    """A stereo WAV file at ``path``, written as the call goes; the bot's side sets the pace."""

    def __init__(self, path: Path, sample_rate: int) -> None:
        path.touch(_PRIVATE)
        self._file = soundfile.SoundFile(path, "w", sample_rate, 2, "PCM_16", format="WAV")
        self._caller = bytearray()

    def caller(self, pcm: bytes) -> None:
        """What the caller said, 16-bit mono PCM."""
        self._caller += pcm

    def bot(self, pcm: bytes) -> None:
        """What was sent in the same time."""
        ours = np.frombuffer(pcm, "<i2")
        theirs = np.frombuffer(bytes(self._caller[: len(pcm)]), "<i2")
        del self._caller[: len(pcm)]
        both = np.zeros((len(ours), 2), np.int16)
        both[: len(theirs), 0] = theirs
        both[:, 1] = ours
        self._file.write(both)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()
