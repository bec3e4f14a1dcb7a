"""The Danish sounds of KTuberling, for a final test only: nobody trains or tunes on them.

Layout of Debian's ``ktuberling-data``: ``.../ktuberling/sounds/da.soundtheme`` maps a name to
``da/FILE.ogg``. What is said is told for three themes by Danish file names ("egypt_soejle.ogg")
and for one by the Vorbis comment ``COMMENTS=da:Nøgle``; sounds told by neither are left out.
Licence of the package: GPL 2 or later. One theme's speaker is named in its comments; that of the
others is not.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Final, Literal
from xml.etree import ElementTree

from voice.danish.corpus.debian_packages import unpacked
from voice.danish.corpus.manifest import Clip, Loaded
from voice.errors import CorpusError

SOURCE: Final = "ktuberling"
LICENCE: Final = "GPL-2.0-or-later"
PACKAGE: Final = "ktuberling-data"
_SOUNDS: Final = "usr/share/ktuberling/sounds"
_DANISH_THEMES: Final = frozenset({"", "egypt", "moon", "pizza"})
_OTHER_DANISH: Final = frozenset({"tv_bil", "tv_cykel", "tv_cyklist", "tv_tog"})
_NO_WORD: Final = frozenset({"tux-angry", "tux-huh", "tux-wow", "tux-zzz"})
_MISSPELLED: Final = {"sterinlys": "stearinlys", "hvis due": "hvid due"}
_COMMENT_HEADER: Final = b"\x03vorbis"


def load(folder: Path, split: Literal["test"] = "test") -> Loaded:
    """The clips; ``folder`` is where the package was unpacked, or the folder above it.

    Raises ``CorpusError`` for any split but "test", and when the list of sounds is missing.
    """
    if split != "test":
        raise CorpusError(
            f'KTuberling is kept for a final test; split must be "test", not {split!r}.'
        )
    sounds = unpacked(folder, PACKAGE, _SOUNDS)
    try:
        listed = ElementTree.parse(sounds / "da.soundtheme")  # noqa: S314
    except (OSError, ElementTree.ParseError) as error:
        raise CorpusError(f"{sounds}/da.soundtheme is missing or damaged: {error}") from error
    loaded = Loaded()
    for file in sorted({entry.get("file", "") for entry in listed.iterfind("sound")}):
        audio = sounds / file
        if not audio.is_file():
            loaded.left_out["without audio"] += 1
            continue
        told = _in_comment(audio)
        text = told or _in_name(audio.stem)
        if not text or audio.stem in _NO_WORD:
            loaded.left_out["where what is said isn't told"] += 1
            continue
        speaker = f"{SOURCE}-robin" if told else f"{SOURCE}-untold"
        loaded.clips.append(Clip(audio, text, speaker, LICENCE, SOURCE, "test", closed=True))
    return loaded.or_raise(sounds, "is it the package with Danish sounds?")


def _in_name(stem: str) -> str:
    theme, _, word = stem.rpartition("_")
    if "-" in stem or (theme not in _DANISH_THEMES and stem not in _OTHER_DANISH):
        return ""
    for written, letter in (("aa", "å"), ("ae", "æ"), ("oe", "ø")):
        word = word.replace(written, letter)
    return word


def _in_comment(audio: Path) -> str:
    told = _vorbis_comments(audio).get("COMMENTS", "")
    if not told.startswith("da:"):
        return ""
    text = " ".join(re.findall(r"[^\W\d_]+", told.removeprefix("da:"))).lower()
    for written, right in _MISSPELLED.items():
        text = text.replace(written, right)
    return text


def _vorbis_comments(audio: Path) -> dict[str, str]:
    """The tags of an Ogg Vorbis file (Vorbis I, section 5), which libsndfile tells only in part."""
    beginning = audio.read_bytes()[:8192]
    at = beginning.find(_COMMENT_HEADER)
    tags: dict[str, str] = {}
    if at < 0:
        return tags
    at += len(_COMMENT_HEADER)
    (vendor,) = struct.unpack_from("<I", beginning, at)
    at += 4 + vendor
    (count,) = struct.unpack_from("<I", beginning, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<I", beginning, at)
        name, _, value = (
            beginning[at + 4 : at + 4 + length].decode("utf-8", "replace").partition("=")
        )
        tags[name.upper()] = value
        at += 4 + length
    return tags
