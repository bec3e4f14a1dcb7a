"""HCLG, the graph Vosk searches: L and G composed, made small, phones turned to transitions."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voice.danish.graph.grammar_fst import grammar_fst
from voice.danish.graph.lexicon_fst import Costs, Words, lexicon_fst
from voice.danish.graph.ngram import Trigram
from voice.danish.graph.pronunciation import Lexicon
from voice.danish.graph.transducer import Transducer, read
from voice.danish.graph.transitions import to_transitions
from voice.errors import GraphError

HCLG_FILE: Final = "HCLG.fst"
WORDS_FILE: Final = "words.txt"
_OPENFST: Final = Path(__file__).with_name("openfst.py")


@dataclass(frozen=True)
class Graph:
    """What a model's ``graph`` folder needs from here."""

    hclg: Transducer
    words: Words

    def write(self, folder: Path) -> None:
        """Write ``HCLG.fst`` and ``words.txt`` into ``folder``, made if missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self.hclg.write(folder / HCLG_FILE)
        (folder / WORDS_FILE).write_text(self.words.text(), encoding="utf-8")


OPEN_SPEECH: Final = Costs(unknown=7.0, unknown_phone=4.0)
"""Dearer than in a closed list, where a phrase nobody listed must not be forced onto one that is:
of 55,000 words one fits nearly always, and sentences kept for tuning had a tenth fewer errors."""


def build_graph(lexicon: Lexicon, model: Trigram, costs: Costs = OPEN_SPEECH) -> Graph:
    """The graph of free speech. Raises ``GraphError`` (see ``lexicon_fst``, ``grammar_fst``)."""
    words = Words.of(lexicon)
    spoken = lexicon_fst(lexicon, words, costs)
    return Graph(compose(spoken, grammar_fst(model, words)), words)


def compose(spoken: Transducer, grammar: Transducer) -> Transducer:
    """HCLG from L (arcs sorted by word) and G; raises ``GraphError`` when no path is left."""
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / file for file in ("L.fst", "G.fst", "LG.fst")]
        spoken.write(files[0])
        grammar.write(files[1])
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", _OPENFST, *files], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise GraphError(f"OpenFst could not compose the graph: {done.stderr[-500:]}")
        graph = read(files[2])
    if graph.start < 0:
        raise GraphError("no sentence of the grammar can be said with this lexicon")
    return to_transitions(graph)
