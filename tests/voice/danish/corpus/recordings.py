"""Small sound files, as the corpora have them on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile


def record(path: Path, seconds: float = 1.0, rate: int = 16000, channels: int = 1) -> Path:
    """Write a tone to ``path``, whose ending tells the format; its folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tone = 0.3 * np.sin(2 * np.pi * 220 * np.arange(int(seconds * rate)) / rate)
    kind = {".mp3": "MP3", ".ogg": "OGG", ".flac": "FLAC"}.get(path.suffix.lower(), "WAV")
    soundfile.write(path, np.repeat(tone[:, None], channels, axis=1), rate, format=kind)
    return path
