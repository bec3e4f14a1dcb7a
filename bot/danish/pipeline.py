"""The spaCy pipeline of this process: tokens, lemmas, names, places and documents in Danish."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.danish.entity_patterns import ENTITY_FILTER, common_place_words, entity_patterns
from bot.errors import PipelineNotFoundError
from bot.settings import get_settings

RULER = "muni_entities"
"""Name of the component with municipalities, towns, postal codes and documents."""


def load_pipeline(path: str | None = None) -> Language:
    """The pipeline at ``path``, or the one in the settings, with MUNI's entities added.

    ``path`` is a folder or the name of an installed package such as ``da_core_news_sm``.
    Each is loaded once a process. Labels: PER, LOC, ORG and MISC from the pipeline's own
    entity recogniser; MUNICIPALITY, TOWN and POSTAL_CODE with the kommunekode as
    ``ent.ent_id_`` (empty where a town lies in several), DOCUMENT with the document's key.

    Raises PipelineNotFoundError when nothing can be loaded from ``path``, ContentError when
    the lists under data/ are broken.
    """
    return _load(path or get_settings().spacy_pipeline)


def lemmatise(text: str) -> Doc:
    """Tokens and lemmas of ``text`` alone: faster than the whole pipeline, no entities."""
    nlp = load_pipeline()
    doc = nlp.make_doc(text)
    for name in _lemma_components(nlp):
        doc = nlp.get_pipe(name)(doc)
    return doc


@lru_cache(maxsize=4)
def _load(path: str) -> Language:
    nlp = _from_folder_or_package(path)
    data_folder = get_settings().data_folder
    ruler: Any = nlp.add_pipe(
        "span_ruler",
        name=RULER,
        last=True,
        config={
            "spans_key": None,
            "annotate_ents": True,
            "overwrite": False,
            "phrase_matcher_attr": "LOWER",
            "ents_filter": {
                "@misc": ENTITY_FILTER,
                "common_words": common_place_words(data_folder),
            },
        },
    )
    # Patterns come last: nlp.initialize() would wipe them. Without the other components,
    # which the ruler would else run on every pattern.
    with nlp.select_pipes(enable=[]):
        ruler.add_patterns(entity_patterns(data_folder))
    return nlp


def _from_folder_or_package(path: str) -> Language:
    folder = Path(path)
    if folder.is_dir() and not (folder / "config.cfg").is_file():
        raise PipelineNotFoundError(f"{folder} is a folder, but holds no spaCy pipeline")
    if not folder.is_dir() and not spacy.util.is_package(path):
        raise PipelineNotFoundError(
            f"no spaCy pipeline at {path!r}: neither a folder nor an installed package. "
            "Run `make spacy-model`, or let MUNI_SPACY_PIPELINE name one"
        )
    try:
        return spacy.load(folder if folder.is_dir() else path)
    except (OSError, ValueError, ImportError) as wrong:
        raise PipelineNotFoundError(
            f"the spaCy pipeline {path!r} can't be read: {wrong}"
        ) from wrong


@lru_cache(maxsize=4)
def _lemma_components(nlp: Language) -> tuple[str, ...]:
    if "lemmatizer" in nlp.pipe_names:
        return ("lemmatizer",)
    if "trainable_lemmatizer" in nlp.pipe_names:
        return tuple(n for n in nlp.pipe_names if n in {"tok2vec", "trainable_lemmatizer"})
    return ()
