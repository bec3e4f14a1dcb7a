"""Run as ``python -m voice.engines.phrase_builder FOLDER``: builds graphs of phrases on order.

FOLDER is the model's. Each line in is ``{"phrases": [...], "graph": folder}``; each line out is
``{}`` when that folder has its graph, or ``{"error": ...}``. It is a process of its own because
espeak-ng, which says words that the lexicon lacks, speaks one text at a time and is native code,
and because what a service imports stays small.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from voice.danish.espeak import get_espeak
from voice.danish.export.binary import HEADER
from voice.danish.export.transition_model import transition_model
from voice.danish.graph.phrases import build_phrases
from voice.danish.graph.pronunciation import Lexicon
from voice.danish.lexicon import extended, read_lexicon
from voice.danish.pronouncing import Pronouncer
from voice.danish.spoken_text import spoken_variants
from voice.engines.folder import ACOUSTICS_FILE, LEXICON_FILE
from voice.errors import GraphError, VoiceError

MOST_READINGS: Final = 12
"""Ways to say one phrase that are listened for: "8660" can be read in many."""


def build(phrases: Sequence[str], lexicon: Lexicon, folder: Path) -> None:
    """Write the graph in which ``phrases``, however they are read aloud, and ``[unk]`` are heard.

    Words that the lexicon lacks are said by rule; a phrase with a word that can't be said in
    Danish sounds is left out. Raises ``GraphError`` when none is left.
    """
    readings = [way for phrase in phrases for way in spoken_variants(phrase, MOST_READINGS)]
    words = {word for way in readings for word in way.split()}
    known = extended(lexicon, sorted(words), Pronouncer(get_espeak()))
    said = [way for way in readings if way and all(word in known for word in way.split())]
    if not said:
        raise GraphError("Ingen af fraserne kan høres. Skriv dem med danske ord eller tal.")
    build_phrases(said, known).write(folder)


@lru_cache(maxsize=1)
def lexicon_of(model: Path) -> Lexicon:
    """The model's lexicon; raises ``GraphError`` when its acoustics count other phones.

    A graph over other phones than the acoustics' would end the process that decodes with it.
    """
    opening = HEADER + transition_model()
    with (model / ACOUSTICS_FILE).open("rb") as file:
        if file.read(len(opening)) != opening:
            raise GraphError(
                f"Talemodellen {model} har andre lyde end denne udgave af MUNI og kan ikke holdes "
                "til bestemte fraser. Byg den igen med »muni voice build«."
            )
    return read_lexicon(model / LEXICON_FILE)


def main(model: Path) -> None:
    """Carry out orders until standard input ends."""
    for line in sys.stdin:
        order = json.loads(line)
        answer = {}
        try:
            build(order["phrases"], lexicon_of(model), Path(order["graph"]))
        except (VoiceError, OSError) as error:
            answer = {"error": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
