"""The Danish letters and syllables of KLettres, one speaker.

Layout of Debian's ``klettres-data``: ``.../klettres/da/sounds.xml`` maps each name to its file.
Licence of the package: GPL 2 or later. KLettres' own credits name one person for the Danish
sounds, another than Tux Paint's (see ``tuxpaint``). The same person translated KTuberling, whose
sounds are kept for testing, and may be heard there too: one more reason to keep these out of
training (``debian_clips``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import numpy as np
import soundfile

from voice.danish.corpus.debian_packages import KLETTRES, unpacked
from voice.danish.corpus.letters import spoken_letter
from voice.danish.corpus.manifest import Clip, Loaded
from voice.errors import CorpusError

SOURCE: Final = "klettres"
LICENCE: Final = "GPL-2.0-or-later"
SPEAKER: Final = "klettres-da"
_SOUNDS: Final = "usr/share/klettres"
_FRAME_S, _MARGIN_S = 0.02, 0.15
_QUIET: Final = 10 ** (-35 / 10)
"""Power of what counts as silence, against the loudest frame: some files are four fifths empty."""


def load(folder: Path) -> Loaded:
    """The clips, all for training; ``folder`` is where the package was unpacked, or above it.

    ``start`` and ``end`` leave out the silence around what is said. Raises ``CorpusError`` when
    the list of sounds is missing or damaged.
    """
    sounds = unpacked(folder, KLETTRES, _SOUNDS)
    loaded = Loaded()
    try:
        listed = ElementTree.parse(sounds / "da" / "sounds.xml")  # noqa: S314
    except (OSError, ElementTree.ParseError) as error:
        raise CorpusError(f"{sounds}/da/sounds.xml is missing or damaged: {error}") from error
    for group, section in (("alphabet", "letter"), ("syllables", "syllable")):
        for entry in listed.iterfind(f".//{group}/sound"):
            name = entry.get("name", "").lower()
            audio = sounds / entry.get("file", "")
            if not audio.is_file():
                loaded.left_out["without audio"] += 1
                continue
            texts = spoken_letter(name) if section == "letter" else (name,)
            start, end = _speech(audio)
            loaded.clips.append(
                Clip(
                    audio,
                    texts[0],
                    SPEAKER,
                    LICENCE,
                    SOURCE,
                    start=start,
                    end=end,
                    alternatives=texts[1:],
                    closed=True,
                )
            )
    return loaded.or_raise(sounds, "is it the package with Danish sounds?")


def _speech(audio: Path) -> tuple[float, float]:
    samples, rate = soundfile.read(audio, always_2d=True)
    mono = samples.mean(axis=1)
    size = int(_FRAME_S * rate)
    frames = mono[: len(mono) // size * size].reshape(-1, size)
    power = (frames**2).mean(axis=1)
    loud = np.flatnonzero(power > power.max() * _QUIET)
    start = max(0.0, loud[0] * _FRAME_S - _MARGIN_S)
    end = min(len(mono) / rate, (loud[-1] + 1) * _FRAME_S + _MARGIN_S)
    return round(float(start), 3), round(float(end), 3)
