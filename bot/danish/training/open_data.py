"""Reads the open data as published: DaN+ (two-level BIO in TSV) and UD Danish-DDT (CoNLL-U)."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.danish.training.labelled import Labelled, rebuild

LABELS = ("PER", "LOC", "ORG", "MISC")
_NO_SPACE_BEFORE = frozenset(".,!?:;)]}»”…%")
_NO_SPACE_AFTER = frozenset("([{«“")


class Word(NamedTuple):
    """One word of a treebank with its gold lemma and universal part of speech."""

    form: str
    lemma: str
    upos: str
    space_after: bool = True


def read_entities(path: Path) -> list[Labelled]:
    """One DaN+ file, put back together as running text.

    Only names of the outer level count: "dansk" (LOCderiv) and "SID-huset" (ORGpart) are no
    entities here, since neither names the place or the body itself.
    """
    return [_running_text(rows) for rows in _blocks(path)]


def read_treebank(path: Path) -> list[list[Word]]:
    """The sentences of one CoNLL-U file."""
    return [
        [
            Word(row[1], row[2], row[3], "SpaceAfter=No" not in row[9])
            for row in rows
            if row[0].isdigit()
        ]
        for rows in _blocks(path)
    ]


def _blocks(path: Path) -> Iterator[list[list[str]]]:
    block: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip() and not line.startswith("# "):
            block.append(line.split("\t"))
        elif block and not line.strip():
            yield block
            block = []


def _running_text(rows: list[list[str]]) -> Labelled:
    pieces: list[tuple[str, str]] = []
    quote_open = False
    glue = True
    for word, outer, *_ in rows:
        closes = word == '"' and quote_open
        space = "" if glue or closes or word[0] in _NO_SPACE_BEFORE else " "
        kind, _, label = outer.partition("-")
        label = label if label in LABELS else ""
        if kind == "I" and label and pieces and pieces[-1][1] == label:
            pieces[-1] = (pieces[-1][0] + space + word, label)
        else:
            pieces += [(space, ""), (word, label)]
        if word == '"':
            quote_open = not quote_open
        glue = word[-1] in _NO_SPACE_AFTER or (word == '"' and quote_open)
    return rebuild(pieces)
