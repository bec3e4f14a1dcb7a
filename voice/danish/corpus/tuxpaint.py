"""The Danish descriptions of Tux Paint's stamps: single words and short sentences, one speaker.

Layout of Debian's ``tuxpaint-stamps-default``: ``.../stamps/**/NAME_desc_da.ogg`` and the text
in line ``da.utf8=`` of ``NAME.txt``. Licence of the package: GPL 2 or later.

One speaker: the changelog credits the "Danish descriptive sounds" to one person, who is also the
``ARTIST`` in the one file that names any. The sound agrees: files of the two Vorbis encoders
(2007: 252 files, 2010: 70) and the 19 loud, wide ones of the former differ in mean cepstrum by
0.2 to 0.4 standard deviations of a clip, as much as chance would give; klettres' speaker lies
1.1 away. So words can be kept apart, but not speakers.

What is said is often less than the text: the article is left out, or all after the first clause.
So a clip has every reading that can be said in its time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from voice.danish.corpus.debian_packages import TUXPAINT, unpacked
from voice.danish.corpus.durations import file_seconds
from voice.danish.corpus.manifest import Clip, Loaded
from voice.danish.numbers import cardinal

SOURCE: Final = "tuxpaint"
LICENCE: Final = "GPL-2.0-or-later"
SPEAKER: Final = "tuxpaint-da"
_STAMPS: Final = "usr/share/tuxpaint/stamps"
_SUFFIX: Final = "_desc_da.ogg"
_LANGUAGE: Final = "da.utf8="

_FASTEST, _SLOWEST = 22.0, 3.0
"""Letters a second; the speaker's own pace is mostly 9 to 15."""
_CLAUSE_END: Final = re.compile(r"[.,:;!?–()]+|\s-\s")
_ARTICLE: Final = re.compile(r"^(en|et) (?=.)")
_UNREADABLE: Final = re.compile(r"\d|\b[A-ZÆØÅ]{2,}")


def load(folder: Path) -> Loaded:
    """The clips, all for training; ``folder`` is where the package was unpacked, or above it.

    A sound that is there under several names is taken once. Left out are those without a Danish
    text and those whose text can't be what is said. Raises ``CorpusError`` when there are none.
    """
    stamps = unpacked(folder, TUXPAINT, _STAMPS)
    loaded = Loaded()
    seen: set[bytes] = set()
    # Those with a text first, so that a copy without one is the copy left out.
    for audio in sorted(stamps.rglob(f"*{_SUFFIX}"), key=lambda path: (not _text(path), path)):
        content = hashlib.sha256(audio.read_bytes()).digest()
        if content in seen:
            loaded.left_out["that are copies of another"] += 1
            continue
        seen.add(content)
        text = _text(audio)
        possible = tuple(readings(text, file_seconds(audio)))
        if not text:
            loaded.left_out["without a Danish text"] += 1
        elif not possible:
            loaded.left_out["whose text can't be what is said"] += 1
        else:
            loaded.clips.append(
                Clip(
                    audio,
                    possible[0],
                    SPEAKER,
                    LICENCE,
                    SOURCE,
                    alternatives=possible[1:],
                    closed=True,
                )
            )
    return loaded.or_raise(stamps, "is it the package with Danish sounds?")


def readings(text: str, seconds: float) -> Iterator[str]:
    """What can be said of ``text`` in ``seconds``, the longest first, lower case.

    The whole, or the first clauses only; each with its leading article or without.
    """
    told = re.sub(r"-(\d{1,2})\b", lambda number: f" {cardinal(int(number[1]), one='et')}", text)
    ends = [match.start() for match in _CLAUSE_END.finditer(told)]
    given: set[str] = set()
    for end in sorted({*ends, len(told)}, reverse=True):
        if _UNREADABLE.search(told[:end]):
            continue
        words = " ".join(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", told[:end])).lower()
        whole = words.replace("'", "")
        for reading in (whole, _ARTICLE.sub("", whole)):
            pace = sum(map(str.isalpha, reading)) / seconds
            if _SLOWEST <= pace <= _FASTEST and reading not in given:
                given.add(reading)
                yield reading


def _text(audio: Path) -> str:
    beside = audio.with_name(audio.name.removesuffix(_SUFFIX) + ".txt")
    if not beside.is_file():
        return ""
    for line in beside.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith(_LANGUAGE):
            return line.removeprefix(_LANGUAGE).strip()
    return ""
