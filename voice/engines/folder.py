"""What a Vosk model folder must hold, checked without the native library."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from voice.errors import ModelError

ACOUSTICS_FILE: Final = "am/final.mdl"
LEXICON_FILE: Final = "graph/lexicon.tsv.gz"
"""How the words are said, as ``voice.danish.lexicon`` writes it; only models made here have it."""

_NEEDED: Final = (ACOUSTICS_FILE, "conf/mfcc.conf", "conf/model.conf", "graph/words.txt")
_WHOLE_GRAPH: Final = ("graph/HCLG.fst",)
_LOOKAHEAD_GRAPH: Final = ("graph/HCLr.fst", "graph/Gr.fst", "graph/disambig_tid.int")
_SAMPLE_RATE: Final = re.compile(r"^\s*--sample-frequency=(\d+)(?:\.0*)?\s*$", re.MULTILINE)
_AGAIN: Final = "Hent mappen igen, eller byg den med »muni voice build«."


def check_files(folder: Path) -> int:
    """The sample rate in Hz that the model was made for, once all its files look right.

    Raises ``ModelError`` when a file is missing, empty or unreadable, or when the sample rate or
    the words can't be read.
    """
    if not folder.is_dir():
        raise ModelError(f"Talemodellen {folder} findes ikke som mappe. {_AGAIN}")
    for name in (*_NEEDED, *_graph_files(folder)):
        try:
            with (folder / name).open("rb") as file:
                empty = not file.read(1)
        except FileNotFoundError as error:
            raise ModelError(f"Talemodellen {folder} mangler {name}. {_AGAIN}") from error
        except OSError as error:
            raise ModelError(
                f"Talemodellen {folder}: {name} kan ikke læses ({error.strerror}). Giv brugeren, "
                "som MUNI kører som, læseadgang."
            ) from error
        if empty:
            raise ModelError(f"Talemodellen {folder}: {name} er tom. {_AGAIN}")
    _check_words(folder)
    return sample_rate_of(folder)


def sample_rate_of(folder: Path) -> int:
    """What ``conf/mfcc.conf`` says, in Hz; raises ``ModelError`` when it says nothing."""
    found = _SAMPLE_RATE.search(_text(folder, "conf/mfcc.conf"))
    if not found or int(found[1]) == 0:
        raise ModelError(
            f"Talemodellen {folder}: conf/mfcc.conf har ingen linje som »--sample-frequency=8000«. "
            f"{_AGAIN}"
        )
    return int(found[1])


def _graph_files(folder: Path) -> tuple[str, ...]:
    found = [
        graph
        for graph in (_WHOLE_GRAPH, _LOOKAHEAD_GRAPH)
        if any((folder / name).exists() for name in graph)
    ]
    return found[0] if found else _WHOLE_GRAPH


def _check_words(folder: Path) -> None:
    numbers: set[str] = set()
    for row, line in enumerate(_text(folder, "graph/words.txt").splitlines(), 1):
        parts = line.split()
        number = parts[-1] if len(parts) == 2 else ""
        if not (number.isascii() and number.isdigit()) or number in numbers:
            raise ModelError(
                f"Talemodellen {folder}: linje {row} i graph/words.txt er ikke et ord og et nyt "
                f"tal. {_AGAIN}"
            )
        numbers.add(number)
    if "0" not in numbers or len(numbers) < 2:
        raise ModelError(f"Talemodellen {folder}: graph/words.txt har ingen ord. {_AGAIN}")


def _text(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(
            f"Talemodellen {folder}: {name} kan ikke læses som tekst i UTF-8. {_AGAIN}"
        ) from error
