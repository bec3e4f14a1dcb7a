"""The lexicon on disk: one pronunciation a line, tab-separated: word, chance, phones."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable
from pathlib import Path

from voice.danish.graph.pronunciation import Lexicon, Pronunciation
from voice.danish.phones import PHONES
from voice.danish.pronouncing import Pronouncer
from voice.errors import ModelError

_COLUMNS = 3


def extended(base: Lexicon, words: Iterable[str], pronouncer: Pronouncer) -> Lexicon:
    """``base`` with all of ``words`` in it; a word that can't be said is left out."""
    lexicon = dict(base)
    for word in words:
        if word not in lexicon and (said := pronouncer.pronounce(word)):
            lexicon[word] = said
    return lexicon


def write_lexicon(lexicon: Lexicon, path: Path) -> None:
    """Write sorted by word, compressed, the same bytes for the same lexicon."""
    lines = [
        f"{word}\t{said.probability:g}\t{' '.join(said.phones)}\n"
        for word in sorted(lexicon)
        for said in lexicon[word]
    ]
    path.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


def read_lexicon(path: Path) -> Lexicon:
    """Raises ``ModelError`` when the file is missing or no lexicon."""
    try:
        text = gzip.decompress(path.read_bytes()).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ModelError(f"Ordlisten {path} kan ikke læses: {error}") from error
    known = frozenset(PHONES)
    lexicon: dict[str, list[Pronunciation]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        columns = line.split("\t")
        phones = tuple(columns[-1].split())
        chance = _chance(columns[1]) if len(columns) == _COLUMNS else None
        if chance is None or not columns[0] or not phones or not known.issuperset(phones):
            raise ModelError(f"Ordlisten {path} er beskadiget i linje {number}: {line[:60]!r}")
        lexicon.setdefault(columns[0], []).append(Pronunciation(phones, chance))
    if not lexicon:
        raise ModelError(f"Ordlisten {path} er tom.")
    return lexicon


def _chance(text: str) -> float | None:
    """A number above 0 and at most 1; None for anything else."""
    try:
        chance = float(text)
    except ValueError:
        return None
    return chance if 0.0 < chance <= 1.0 else None
