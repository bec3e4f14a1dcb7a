"""How long clips are, and which of them can be used at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import soundfile

from voice.danish.corpus.manifest import Clip, Loaded
from voice.errors import CorpusError

SHORTEST_S: Final = 0.2
LONGEST_S: Final = 30.0
_SLACK_S: Final = 0.05
"""Published ends are rounded, and MP3 decoders pad differently."""


def seconds(clip: Clip) -> float:
    """How long the clip is; raises ``CorpusError`` when its file is missing or unreadable."""
    length = file_seconds(clip.audio)
    end = length if clip.end is None else min(clip.end, length)
    return end - (clip.start or 0.0)


def file_seconds(audio: Path) -> float:
    """How long a sound file is; raises ``CorpusError`` when it is missing or unreadable."""
    if not audio.is_file():
        raise CorpusError(f"{audio} is missing; is the corpus unpacked whole?")
    try:
        return float(soundfile.info(audio).duration)
    except soundfile.SoundFileError as error:
        raise CorpusError(f"{audio} can't be read as sound; fetch it again.") from error


def keep_usable(
    clips: Iterable[Clip], shortest_s: float = SHORTEST_S, longest_s: float = LONGEST_S
) -> Loaded:
    """The clips whose sound is there and fits; the others are counted by reason."""
    kept = Loaded()
    for clip in clips:
        try:
            length = file_seconds(clip.audio)
        except CorpusError:
            kept.left_out["without readable audio"] += 1
            continue
        spoken = (length if clip.end is None else clip.end) - (clip.start or 0.0)
        if (clip.end or 0.0) > length + _SLACK_S or spoken <= 0:
            kept.left_out["that run past the end of their file"] += 1
        elif spoken < shortest_s:
            kept.left_out[f"shorter than {shortest_s:g} s"] += 1
        elif spoken > longest_s:
            kept.left_out[f"longer than {longest_s:g} s"] += 1
        else:
            kept.clips.append(clip)
    return kept
