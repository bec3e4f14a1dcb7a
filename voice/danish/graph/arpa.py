"""A trigram in the ARPA text format (base-10 logarithms), so that a base model can be shipped."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Final, TextIO, cast

import numpy as np

from voice.danish.graph.ngram import BITS, END, LOW, START, Keys, Level, Reals, Trigram
from voice.errors import GraphError

_LN10: Final = log(10)


def write_arpa(model: Trigram, path: Path) -> None:
    """Write ``model``; gzip-packed when ``path`` ends in ``.gz`` (same bytes for same model)."""
    with _open(path, "wt") as file:
        file.write("\\data\\\n")
        for order, size in enumerate(model.size, 1):
            file.write(f"ngram {order}={size}\n")
        for order, level in enumerate(model.levels, 1):
            file.write(f"\n\\{order}-grams:\n")
            file.writelines(_lines(model.words, level, order))
        file.write("\n\\end\\\n")


def _lines(words: tuple[str, ...], level: Level, order: int) -> Iterator[str]:
    columns = [((level.keys >> (BITS * back)) & LOW).tolist() for back in range(order - 1, -1, -1)]
    log_probs = (level.log_prob / _LN10).tolist()
    backoffs = (level.backoff / _LN10).tolist()
    for log_prob, backoff, *numbers in zip(log_probs, backoffs, *columns, strict=True):
        text = " ".join([words[number] for number in numbers])
        tail = f"\t{backoff:.5f}" if backoff else ""
        yield f"{log_prob:.5f}\t{text}{tail}\n"


def read_arpa(path: Path) -> Trigram:
    """Read a model of up to three words; raises ``GraphError`` when the file is no such model."""
    ids = {START: 0, END: 1}
    rows: list[list[tuple[int, float, float]]] = [[], [], []]
    order = 0
    try:
        with _open(path, "rt") as file:
            for line in file:
                if line.startswith("\\"):
                    order = int(line[1]) if line.rstrip().endswith("-grams:") else 0
                elif order and (fields := line.split()):
                    rows[order - 1].append(_row(fields, order, ids))
    except (OSError, ValueError, IndexError, KeyError) as error:
        raise GraphError(f"{path} is no ARPA model of up to three words: {error}") from error
    if not rows[0]:
        raise GraphError(f"{path} holds no unigrams")
    levels = [_level(level) for level in rows]
    if len(levels[0].keys) != len(ids):
        raise GraphError(f"{path} lacks the unigram {START} or {END}, or has one twice")
    return Trigram(tuple(ids), (levels[0], levels[1], levels[2]))


def _row(fields: list[str], order: int, ids: dict[str, int]) -> tuple[int, float, float]:
    if order == 1:
        ids.setdefault(fields[1], len(ids))
    key = 0
    for word in fields[1 : order + 1]:
        key = key << BITS | ids[word]
    backoff = float(fields[order + 1]) if len(fields) > order + 1 else 0.0
    return key, float(fields[0]) * _LN10, backoff * _LN10


def _level(rows: list[tuple[int, float, float]]) -> Level:
    rows.sort()
    keys: Keys = np.array([row[0] for row in rows], np.int64)
    log_prob: Reals = np.array([row[1] for row in rows], np.float64)
    return Level(keys, log_prob, np.array([row[2] for row in rows], np.float64))


def _open(path: Path, mode: str) -> TextIO:
    if path.suffix != ".gz":
        return cast(TextIO, path.open(mode, encoding="utf-8"))
    if mode == "rt":
        return gzip.open(path, mode, encoding="utf-8")  # type: ignore[return-value]
    packed = gzip.GzipFile(filename="", mode="wb", fileobj=path.open("wb"), mtime=0)
    return io.TextIOWrapper(packed, encoding="utf-8")
