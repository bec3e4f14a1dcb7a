"""What callers say in the tests, spoken by voices that the speech model was not trained on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import soundfile
import soxr

from tests.outside.telephone.recording import RATE
from voice.danish.espeak import Speaker
from voice.danish.repeatable_speech import Order, speak_all

CALLER: Final = Speaker(variant="m4", rate=150)
"""A voice kept for testing."""
_LINE_PEAK: Final = 12000


def record(texts: Mapping[str, str], folder: Path, speaker: Speaker = CALLER) -> dict[str, Path]:
    """Each text as a WAV file (16-bit mono, 8 kHz), the same whenever it is made.

    Keys are names of your own; the file of each is given under the same name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / f"{name}.wav" for name in texts}
    speak_all([Order(text, speaker, files[name], edge_s=0.05) for name, text in texts.items()])
    for file in files.values():
        samples, rate = soundfile.read(file, dtype="float64")
        line = soxr.resample(samples, rate, RATE)
        loudest = float(np.abs(line).max()) or 1.0
        line = np.asarray(line * (_LINE_PEAK / loudest), np.int16)
        soundfile.write(file, line, RATE, subtype="PCM_16", format="WAV")
    return files
