"""Rebuilds what a model can hear from what the bot knows now: words, sentences, graph."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Final

from voice.danish.espeak import get_espeak
from voice.danish.generated import generate
from voice.danish.graph.compose import Graph, build_graph
from voice.danish.graph.kneser_ney import estimate
from voice.danish.graph.mixing import mix
from voice.danish.graph.ngram import Trigram
from voice.danish.graph.pronunciation import Lexicon
from voice.danish.graph.pruning import prune
from voice.danish.lexicon import extended, read_lexicon, write_lexicon
from voice.danish.pronouncing import Pronouncer
from voice.danish.spoken_text import spoken
from voice.danish.vocabulary import ALPHABET, asked_words, is_word
from voice.engines.checksums import write_sums

LEXICON_FILE: Final = "lexicon.tsv.gz"
"""The words every build starts from, with their pronunciations; part of the model."""
GRAPH_LEXICON_FILE: Final = "graph/lexicon.tsv.gz"
"""The words of the present graph, for grammars made while the line is open."""
_NUMBER_SENTENCES: Final = 12_000
_SEED: Final = 1


@dataclass(frozen=True)
class Knowledge:
    """What the bot knows, as written: texts with digits and signs are said aloud here.

    ``words`` are loose ones that callers may use; ``corrections`` give for a word its sound in
    ordinary spelling, one or several.
    """

    questions: Sequence[str] = ()
    answers: Sequence[str] = ()
    general: Sequence[str] = ()
    words: Sequence[str] = ()
    names: Sequence[str] = ()
    streets: Sequence[str] = ()
    towns: Sequence[str] = ()
    corrections: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Weights:
    """Share of each kind of text in the language model, and how many word rows it keeps."""

    questions: float = 0.62
    answers: float = 0.06
    general: float = 0.2
    numbers: float = 0.08
    names: float = 0.04
    words: float = 0.02
    rows: int = 100_000


@dataclass(frozen=True)
class Built:
    """What a build gave: ``added`` are words that the model's own lexicon lacks."""

    words: int
    added: tuple[str, ...]
    spent_s: float


def build(
    folder: Path,
    knowledge: Knowledge,
    weights: Weights = Weights(),
    try_out: Callable[[Path], object] | None = None,
) -> Built:
    """Give the model in ``folder`` a new graph; the old one stays until the new one is whole.

    ``try_out`` is given a folder with the new model before it takes the old one's place; what it
    raises leaves all as it was. Raises ``ModelError`` when the folder holds no lexicon,
    ``GraphError`` when the graph can't be made.
    """
    begun = time.perf_counter()
    said = said_of(knowledge)
    base = read_lexicon(folder / LEXICON_FILE)
    known = set(base) | set(said.sure_words())
    wanted = [*sorted(known - set(base)), *asked_words(said.questions, known), *ALPHABET]
    uncorrected = {word: row for word, row in base.items() if word not in knowledge.corrections}
    pronouncer = Pronouncer(get_espeak(), knowledge.corrections)
    lexicon = extended(uncorrected, [*wanted, *knowledge.corrections], pronouncer)
    model = prune(_language_model(said, list(lexicon), weights), limit=weights.rows)
    _replace_graph(folder, lexicon, build_graph(lexicon, model), try_out)
    write_sums(folder)
    added = tuple(sorted(set(lexicon) - set(base)))
    return Built(len(lexicon), added, time.perf_counter() - begun)


@dataclass(frozen=True)
class Said:
    """Knowledge as rows of spoken words."""

    questions: list[list[str]]
    answers: list[list[str]]
    general: list[list[str]]
    numbers: list[list[str]]
    names: list[list[str]]
    words: list[list[str]]

    def sure_words(self) -> set[str]:
        """Words of texts that were edited, so that each is meant as it stands."""
        rows = chain(self.answers, self.general, self.numbers, self.names, self.words)
        return {word for row in rows for word in row if is_word(word)}


def said_of(knowledge: Knowledge) -> Said:
    """``knowledge`` in the words it is said with, and made-up sentences full of numbers."""
    names, streets, towns = (
        sorted(set(kind)) for kind in (knowledge.names, knowledge.streets, knowledge.towns)
    )
    numbers: Iterable[str] = ()
    if names and streets and towns:
        rng = random.Random(_SEED)  # noqa: S311 - sentences, no secret
        numbers = islice(generate(rng, names, streets, towns), _NUMBER_SENTENCES)
    return Said(
        [spoken(text).split() for text in knowledge.questions],
        [spoken(text).split() for text in knowledge.answers],
        [spoken(text).split() for text in knowledge.general],
        [text.split() for text in numbers],
        [spoken(name).split() for name in chain(names, streets, towns)],
        [[word] for word in knowledge.words],
    )


def _language_model(said: Said, words: list[str], weights: Weights) -> Trigram:
    parts = [
        (rows, weight)
        for rows, weight in (
            (said.questions, weights.questions),
            (said.answers, weights.answers),
            (said.general, weights.general),
            (said.numbers, weights.numbers),
            (said.names, weights.names),
            (said.words, weights.words),
        )
        if rows
    ]
    return mix([(estimate(rows, words), weight) for rows, weight in parts], words, floor=0.002)


def _replace_graph(
    folder: Path, lexicon: Lexicon, graph: Graph, try_out: Callable[[Path], object] | None
) -> None:
    """Swap whole folders, so that nobody loads words of one graph with arcs of another."""
    candidate = folder / ".new"
    present, made, past = folder / "graph", candidate / "graph", folder / ".old"
    if past.exists() and not present.exists():
        past.rename(present)
    for leftover in (candidate, past):
        shutil.rmtree(leftover, ignore_errors=True)
    graph.write(made)
    write_lexicon(lexicon, candidate / GRAPH_LEXICON_FILE)
    if (present / "phones").is_dir():
        shutil.copytree(present / "phones", made / "phones")
    for part in ("am", "conf"):
        (candidate / part).symlink_to((folder / part).resolve())
    try:
        if try_out:
            try_out(candidate)
        if present.exists():
            present.rename(past)
        made.rename(present)
    except OSError:
        if past.exists() and not present.exists():
            past.rename(present)
        raise
    finally:
        shutil.rmtree(candidate, ignore_errors=True)
        shutil.rmtree(past, ignore_errors=True)
