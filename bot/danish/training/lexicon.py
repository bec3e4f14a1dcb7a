"""What lists know of a word, as a small vector: a common word, how common, a name, a town.

The recogniser sees 80,000 words of news; these features tell it that "koster" is a Danish word
and "okonkwo" is not. They mark kinds of words, not meanings: similarity between them is void.
"""

import random
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy
import spacy
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.vectors import Vectors

from bot.answers.municipalities import Municipalities
from bot.answers.yaml_files import read_yaml
from bot.danish.training.lemmas import published_lemmas

FEATURES = ("word", "proper", "rank_1000", "rank_10000", "rank_50000", "first", "last", "place")
_LONGEST = 13
"""Longer words are compounds whose last letters tell enough; leaving them out halves the file."""
PRACTISED = 0.7
"""Share of the listed names that are marked while training, so that the recogniser also learns to
find names that no list has. What ships marks them all."""


def lexicon_pipeline(
    data_folder: Path, frequencies: Path, seed: int, *, marked: float = 1.0
) -> Language:
    """A blank pipeline whose vectors, found by the word in lower case, hold FEATURES.

    ``marked``: the share of the listed names that get their mark.
    """
    marks = _marks(data_folder, frequencies, seed, marked)
    rows = {kind: row for row, kind in enumerate(sorted(set(map(_kind, marks.values()))))}
    table = numpy.zeros((len(rows), len(FEATURES)), dtype="float32")
    for kind, row in rows.items():
        table[row, [FEATURES.index(feature) for feature in kind]] = 1
    nlp = spacy.blank("da")
    # Keys are hashes of the words: the words themselves would double the size of the pipeline.
    vectors = Vectors(data=table, name="muni_lexicon", attr="LOWER")
    for word, features in marks.items():
        vectors.add(get_string_id(word), row=rows[_kind(features)])
    nlp.vocab.vectors = vectors
    return nlp


def _marks(data_folder: Path, frequencies: Path, seed: int, marked: float) -> dict[str, set[str]]:
    marks: dict[str, set[str]] = defaultdict(set)
    for form in published_lemmas():
        if len(form) <= _LONGEST:
            marks[form.lower()].add("word" if form.islower() else "proper")
    for rank, line in enumerate(frequencies.read_text(encoding="utf-8").splitlines()):
        step = next(limit for limit in (1000, 10000, 50000) if rank < limit)
        marks[line.split()[0].lower()].add(f"rank_{step}")
    chosen = random.Random(seed)  # noqa: S311, repeatable is the point
    for kind, name_list in (("first", "first_names.yml"), ("last", "last_names.yml")):
        for name in _parts(read_yaml(data_folder / "lists" / name_list).values()):
            if chosen.random() < marked:
                marks[name].add(kind)
    for municipality in Municipalities.load(data_folder / "municipalities").by_code.values():
        for place in _parts([[municipality.name, *municipality.towns]]):
            marks[place].add("place")
    for place in _parts([read_yaml(data_folder / "lists" / "name_sentences.yml")["countries"]]):
        marks[place].add("place")
    return marks


def _kind(features: set[str]) -> tuple[str, ...]:
    return tuple(sorted(features))


def _parts(groups: Iterable[Iterable[str]]) -> Iterable[str]:
    """Single words of three letters or more, sorted, in lower case."""
    words = (word for group in groups for name in group for word in str(name).lower().split())
    return sorted({word for word in words if len(word) > 2})
