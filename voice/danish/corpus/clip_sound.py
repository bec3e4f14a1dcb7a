"""The sound of one clip of a manifest: its stretch of the file, and no more of it, in memory."""

from __future__ import annotations

import numpy as np
import soundfile

from voice.danish.corpus.levels import Samples
from voice.danish.corpus.manifest import Clip
from voice.errors import CorpusError


def read_clip(clip: Clip) -> tuple[Samples, int]:
    """Mono samples from -1 to 1, and their rate in Hz; channels are mixed down.

    Raises ``CorpusError`` when the file is missing or unreadable, or ends before the clip begins.
    """
    if not clip.audio.is_file():
        raise CorpusError(f"{clip.audio} is missing; is the corpus unpacked whole?")
    try:
        with soundfile.SoundFile(clip.audio) as file:
            rate = int(file.samplerate)
            first = round((clip.start or 0.0) * rate)
            count = -1 if clip.end is None else round(clip.end * rate) - first
            if first < file.frames:
                file.seek(first)
                sound = file.read(count, dtype="float32", always_2d=True)
            else:
                sound = np.zeros((0, 1), np.float32)
    except soundfile.SoundFileError as error:
        raise CorpusError(f"{clip.audio} can't be read as sound; fetch it again.") from error
    if not len(sound):
        raise CorpusError(f"{clip.audio} has no sound from {clip.start or 0.0:g} s on.")
    return np.asarray(sound.mean(axis=1), np.float32), rate
